import Circuits
import Circulation
import Glibc
import Numerics
import Quantities
import Testing

/// The low-pressure reflex beside the arterial one, and the load on the left ventricle's muscle.
@Suite struct CardiopulmonaryReflexTests {
    private static let steps = 215
    /// Only the low-pressure reflex.
    private static let alone = BaroreflexGain<Double>(
        period: 0, sympathetic: 0, cardiopulmonary: 1)

    private let plan: CircuitPlan
    private let rest: CircuitState<Double>

    init() throws {
        let (plan, solver) = try AdultCircuit.settled(steps: Self.steps)
        self.plan = plan
        rest = solver.state
    }

    private func solver() throws -> CircuitSolver<Double> { try CircuitSolver(plan, state: rest) }

    private func slot(_ name: String) throws -> Int { try plan.address(of: name).slot }

    /// A heart with its reflex some beats after a change of blood volume [mL].
    private func after(
        _ change: Double, _ gain: BaroreflexGain<Double>, beats: Int = 140
    ) throws -> (
        solver: CircuitSolver<Double>, nerves: Baroreflex<Double>, beat: CircuitBeat<Double>
    ) {
        let solver = try solver()
        let nerves = try Baroreflex(restingAt: solver, steps: Self.steps, gain: gain)
        solver.infuse(change * Units.mL, into: try plan.compartment("systemicVeins"))
        var beat = try nerves.beat(solver)
        for _ in 1..<beats { beat = try nerves.beat(solver) }
        return (solver, nerves, beat)
    }

    private func atrial(_ beat: CircuitBeat<Double>) throws -> Double {
        beat.compartments[try plan.compartment("rightAtrium")].meanPressure / Units.mmHg
    }

    @Test func aHeartAtRestStaysThere() throws {
        let full = BaroreflexGain<Double>(cardiopulmonary: 1, homeometric: 0.28)
        let (first, last) = (try after(0, full, beats: 1), try after(0, full, beats: 80))
        let aortic = try plan.branch("aorticValve")
        let (a, b) = (
            first.beat.branches[aortic].meanPressure, last.beat.branches[aortic].meanPressure
        )
        #expect(abs(a - b) < 0.002 * a, "\(a) and \(b) kPa")
        #expect(abs(first.beat.cycle - last.beat.cycle) < 0.002 * first.beat.cycle)
    }

    @Test func withoutItNothingChangesByABit() throws {
        let (solver, nerves, _) = try after(-500, BaroreflexGain(), beats: 30)
        let factors = nerves.factors
        for (name, factor) in [
            ("leftVentricle.activeElastance", factors.leftElastance),
            ("systemicArterialLumen.resistance", factors.resistance),
            ("systemicVeins.unstressedVolume", factors.unstressedVolume),
        ] {
            let slot = try slot(name)
            #expect(factor != 1)
            #expect(solver[slot] == plan.defaultParameters[slot] * factor, "\(name)")
        }
    }

    /// Heldt et al. 2002: −1.69 % of the resistance and +90.2 mL per mmHg near rest, bent beyond 5 mmHg.
    @Test(arguments: [-700.0, 700]) func itsSteadyAnswerIsThatOfTheSource(_ change: Double) throws {
        let before = try atrial(try after(0, Self.alone, beats: 1).beat)
        let (solver, _, beat) = try after(change, Self.alone, beats: 160)
        let x = (try atrial(beat) - before) / 5
        let signal = 5 * x / (1 + pow(2 * x / .pi, 2)).squareRoot()
        #expect(signal * change > 0, "\(signal) mmHg")
        let resistance = try slot("systemicArterialLumen.resistance")
        let ratio = solver[resistance] / plan.defaultParameters[resistance]
        #expect(abs(ratio - (1 - 0.01692 * signal)) < 2e-3, "\(ratio) at \(signal) mmHg")
        let veins = try slot("systemicVeins.unstressedVolume")
        let volume = (solver[veins] - plan.defaultParameters[veins]) / Units.mL
        #expect(abs(volume - 90.2 * signal) < 0.02 * abs(90.2 * signal) + 2, "\(volume) mL")
    }

    @Test func itDefendsTheFillingAndThePressureOfABledHeart() throws {
        let (bare, helped) = (
            try after(-500, BaroreflexGain()), try after(-500, BaroreflexGain(cardiopulmonary: 1))
        )
        #expect(try atrial(helped.beat) > atrial(bare.beat) + 0.2)
        let aortic = try plan.branch("aorticValve")
        #expect(
            helped.beat.branches[aortic].meanPressure
                > bare.beat.branches[aortic].meanPressure + Units.mmHg)
    }

    @Test func halfAGainDoesHalfOfItsWayNearRest() throws {
        func factor(_ gain: Double) throws -> Double {
            let solver = try solver()
            let nerves = try Baroreflex(
                restingAt: solver, steps: Self.steps,
                gain: BaroreflexGain(period: 0, sympathetic: 0, cardiopulmonary: gain))
            solver.infuse(100 * Units.mL, into: try plan.compartment("systemicVeins"))
            for _ in 0..<3 { try nerves.beat(solver) }
            let slot = try slot("systemicArterialLumen.resistance")
            return solver[slot] / plan.defaultParameters[slot] - 1
        }
        let (half, whole) = (try factor(0.5), try factor(1))
        #expect(whole < 0)
        #expect(abs(half / whole - 0.5) < 0.02, "\(half) and \(whole)")
    }

    @Test func contractilityFollowsTheLoadByItsExponentWithinMinutes() throws {
        let solver = try solver()
        let exponent = 0.28
        let nerves = try Baroreflex(
            restingAt: solver, steps: Self.steps,
            gain: BaroreflexGain(period: 0, sympathetic: 0, homeometric: exponent))
        let left = try plan.compartment("leftVentricle")
        let elastance = try slot("leftVentricle.activeElastance")
        let rest = try nerves.beat(solver)
        let before = rest.compartments[left].largestPressure
        let rightBefore = rest.compartments[try plan.compartment("rightVentricle")].largestPressure
        solver[try slot("systemicArterialLumen.resistance")] *= 1.5
        try nerves.rebase(solver)
        func ratio() -> Double { solver[elastance] / plan.defaultParameters[elastance] }
        var (early, elapsed, beat) = (1.0, 0.0, try nerves.beat(solver))
        while elapsed < 600_000 {
            beat = try nerves.beat(solver)
            elapsed += beat.cycle
            if elapsed < 100_000 { early = ratio() }
        }
        let load = beat.compartments[left].largestPressure / before
        #expect(load > 1.1)
        #expect(abs(ratio() - pow(load, exponent)) < 2e-3, "\(ratio()) at a load of \(load)")
        // A time constant after the change 63 % are there; the load is a little less then.
        let share = log(early) / log(ratio())
        #expect((0.5...0.7).contains(share), "\(share)")
        // The right ventricle follows its own load.
        let right = try slot("rightVentricle.activeElastance")
        let rightLoad =
            beat.compartments[try plan.compartment("rightVentricle")].largestPressure / rightBefore
        let rightRatio = solver[right] / plan.defaultParameters[right]
        #expect(abs(rightRatio - pow(rightLoad, exponent)) < 2e-3, "\(rightRatio), \(rightLoad)")
    }

    @Test func eightHeartsHaveTheAnswerOfEachAlone() throws {
        let gain = BaroreflexGain<Double>(cardiopulmonary: 1, homeometric: 0.28)
        let hearts = try CircuitSolver<Double8>(plan, state: rest.filling())
        // Lanes begin at the onset of a beat, to the bit.
        var start = rest
        start.sinceOnset = 0
        let heart = try CircuitSolver(plan, state: start)
        let many = try Baroreflex(restingAt: hearts, steps: Self.steps, gain: gain.filling())
        let one = try Baroreflex(restingAt: heart, steps: Self.steps, gain: gain)
        let slot = try slot("systemicArterialLumen.resistance")
        let veins = try plan.compartment("systemicVeins")
        hearts.infuse(
            Double8(SIMD8(-300, 300, 0, -200, 100, 50, 0, 10)) * Double8(filling: Units.mL),
            into: veins)
        heart.infuse(-300 * Units.mL, into: veins)
        for _ in 0..<20 {
            try many.beat(hearts)
            try one.beat(heart)
        }
        #expect(hearts[slot][0] == heart[slot])
        #expect(hearts[slot][1] < hearts[slot][0])
        #expect(hearts.cycle[0] == heart.cycle)
    }
}
