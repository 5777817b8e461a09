import Circuits
import Circulation
import Glibc
import Numerics
import Quantities
import Testing

/// An outflow tract that narrows as the ventricle empties.
@Suite struct ObstructedValveTests {
    private static let steps = 215

    private func parameters(_ given: [String: Double]) throws -> [Double] {
        try LawProbe.parameters(ObstructedValve.card, given)
    }

    /// Steady flow [mm³/ms] under a drop [kPa] through the wide open valve at a volume [mL].
    private func flow(_ given: [String: Double], drop: Double, volume: Double) throws -> Double {
        LawProbe.advance(
            ObstructedValve.self, try parameters(given), flow: 0, opening: 1, by: 1e9, drop: drop,
            volume: volume * Units.mL
        ).end.flow
    }

    @Test func lossesInSeriesAddLikeThoseOfTwoOrifices() throws {
        let given = ["bulgeArea": 9.4, "contactArea": 0.05, "referenceVolume": 120, "openArea": 4]
        // 10.4 less 9.4 cm2 at the reference volume, and the rounded corner.
        let free = 1 - 0.05
        let corner = 0.02 * 10.4
        let tract = 0.05 + 0.5 * (free + (free * free + corner * corner).squareRoot())
        let drop = 5.0
        let expected =
            (2 * drop / 1.06).squareRoot() / (1 / 16.0 + 1 / (tract * tract)).squareRoot()
            * Units.squareCentimetre
        let found = try flow(given, drop: drop, volume: 120)
        #expect(abs(found - expected) < 1e-6 * expected, "\(found) against \(expected)")
    }

    @Test func whereSeptumAndValveTouchTheContactIsLeft() throws {
        let given = ["bulgeArea": 7.8, "contactArea": 0.6, "openArea": 4]
        let drop = 10.0
        let alone =
            (2 * drop / 1.06).squareRoot() / (1 / 16.0 + 1 / 0.36).squareRoot()
            * Units.squareCentimetre
        let found = try flow(given, drop: drop, volume: 30)
        #expect(found > alone && found < 1.02 * alone, "\(found) against \(alone)")
    }

    @Test func aSmallerVentricleLetsLessThrough() throws {
        let given = ["bulgeArea": 7.8, "contactArea": 0.6, "openArea": 4]
        let flows = try [110.0, 90, 70, 50].map { try flow(given, drop: 8, volume: $0) }
        #expect(flows == flows.sorted(by: >) && flows[3] < 0.6 * flows[0], "\(flows)")
    }

    @Test func aTractWithoutABulgeHardlyNarrowsAValve() throws {
        let valve = try LawProbe.parameters(OrificeValve.card, ["openArea": 4])
        let plain = LawProbe.advance(OrificeValve.self, valve, opening: 1, by: 1e9, drop: 0.5).end
            .flow
        let found = try flow(["openArea": 4], drop: 0.5, volume: 120)
        #expect(found < plain && found > 0.9 * plain, "\(found) against \(plain)")
    }

    @Test(arguments: [5.0, 40, 77, 90, 160]) func theSlopeByTheVolumeIsADerivative(
        _ volume: Double
    ) throws {
        let set = try parameters(["bulgeArea": 7.8, "contactArea": 0.6])
        func at(_ volume: Double) -> (flow: Double, slope: Double) {
            let found = LawProbe.advance(
                ObstructedValve.self, set, flow: 200, opening: 0.8, by: 1.2, drop: 4, volume: volume
            )
            return (found.end.flow, found.byVolume)
        }
        let (v, e) = (volume * Units.mL, 1.0)
        let observed = (at(v + e).flow - at(v - e).flow) / (2 * e)
        #expect(abs(observed - at(v).slope) <= 1e-5 * abs(at(v).slope) + 1e-12)
        let dual = LawProbe.advance(
            ObstructedValve.self, set.map { Dual8(filling: $0) }, flow: 200, opening: 0.8, by: 1.2,
            drop: 4, volume: LawProbe.seeded(v))
        #expect(dual.end.flow.value.bitPattern == at(v).flow.bitPattern)
        #expect(abs(dual.end.flow.tangent[0] - at(v).slope) <= 1e-9 * abs(at(v).slope))
    }

    @Test func anEmptyOrHugeTrialStaysFinite() throws {
        let set = try parameters(["bulgeArea": 7.8])
        for volume in [-1e7, 0, 1e-9, 1e9] {
            let found = LawProbe.advance(
                ObstructedValve.self, set.map { Dual8(filling: $0) }, opening: 1, by: 1, drop: 3,
                volume: LawProbe.seeded(volume))
            #expect(found.end.flow.isFinite && found.byVolume.isFinite, "\(volume) mm³")
        }
    }

    // MARK: In a heart

    /// A heart with an obstruction and a strong muscle.
    private static let heart = [
        "circulation.outflowBulgeArea": 7.8, "circulation.outflowContactArea": 0.7,
        "circulation.leftVentricularActiveElastance": 5.0,
    ]

    /// Peak-to-peak gradient [mmHg] and mean gradient in the settled beat of a changed heart.
    private func gradient(_ changes: [String: Double] = [:]) throws -> (peak: Double, blood: Double)
    {
        let loop = try LoopParameters(values: Self.heart.merging(changes) { $1 })
        let plan = try CircuitPlan(loop.circuit)
        let solver = try CircuitSolver(plan, state: loop.circuitState(plan))
        let before = solver.bloodVolume
        let beat = try solver.settle(steps: Self.steps, volumeTolerance: 0.1).beat
        let output = try #require(try AdultOutput(AdultOutput.outflowGradient, in: plan))
        return (output.value(beat) / output.factor, solver.bloodVolume / before)
    }

    @Test func theGradientIsDynamic() throws {
        let rest = try gradient()
        #expect((20...120).contains(rest.peak), "\(rest.peak) mmHg at rest")
        #expect(abs(rest.blood - 1) < 1e-9)
        let strong = try gradient(["circulation.leftVentricularActiveElastance": 6.5]).peak
        let wide = try gradient(["circulation.systemicArterialResistance": 0.75]).peak
        let narrow = try gradient(["circulation.systemicArterialResistance": 1.4]).peak
        let open = try gradient(["circulation.outflowBulgeArea": 5.4]).peak
        #expect(strong > rest.peak + 3, "more contractility: \(strong) after \(rest.peak) mmHg")
        #expect(wide > rest.peak + 3, "less afterload: \(wide) after \(rest.peak) mmHg")
        #expect(narrow < rest.peak - 3, "more afterload: \(narrow) after \(rest.peak) mmHg")
        #expect(open < 0.6 * rest.peak, "a smaller bulge: \(open) after \(rest.peak) mmHg")
    }

    @Test func aHeartWithoutABulgeHasThePlainValve() throws {
        let plain = LoopParameters.healthyAdult.circuit
        #expect(plain.branches[0].law == OrificeValve.card.identifier)
        let other = try LoopParameters(values: ["circulation.outflowContactArea": 0.3]).circuit
        #expect(other == plain)
    }

    @Test func derivativesOfItsBeatMatchDifferences() throws {
        let loop = try LoopParameters(values: Self.heart)
        let plan = try CircuitPlan(loop.circuit)
        let slot = try plan.address(of: "aorticValve.contactArea").slot
        let output = try #require(try AdultOutput("stroke_volume", in: plan))
        func settled(_ factor: Double) throws -> CircuitSolver<Double> {
            let state = try loop.circuitState(plan)
            let solver = try CircuitSolver(plan, state: state)
            solver[slot] *= factor
            try solver.restore(state)
            try solver.settle(steps: Self.steps, volumeTolerance: 1e-7)
            return solver
        }
        func value(_ factor: Double) throws -> Double {
            output.value(try settled(factor).beat(steps: Self.steps))
        }
        let e = 1e-4
        let observed = (try value(1 + e) - value(1 - e)) / (2 * e)
        let found = try settled(1).derivatives(
            steps: Self.steps,
            directions: [
                CircuitDirection(
                    parameters: [(slot, plan.defaultParameters[slot])], bloodVolume: 0, cycle: 0)
            ], outputs: [output]
        ).jacobian[0][0]
        #expect(abs(found - observed) < 1e-4 * abs(observed), "\(found) against \(observed)")
    }
}
