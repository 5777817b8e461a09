public import Circuits
public import Circulation
import Glibc
import Numerics
import Quantities

/// Readings of the closed loop as a function of its factors: one periodic beat for each set of them.
public struct LoopStudy: Sendable {
    /// The loop whose parameters the factors multiply.
    public let base: LoopParameters
    /// The factors.
    public let factors: [LoopFactor]
    /// What is read.
    public let outputs: [AdultOutput]
    let plan: CircuitPlan
    /// Which parameters of the circuit each factor moves, and by which power.
    private let powers: [[(slot: Int, exponent: Double)]]
    /// The power with which each factor moves the blood volume.
    private let bloodPowers: [Double]
    /// The power with which each factor moves the heart rate.
    private let ratePowers: [Double]

    /// Steps of a beat: readings within a tenth of a percent.
    static let steps = 200
    /// Change of a volume over a beat that counts as none [mm³].
    static let volumeTolerance = 0.05

    /// Prepares a study.
    ///
    /// - Parameter readings: names of ``AdultOutput``.
    /// - Throws: ``CalibrationError/unknownName(name:kind:)``, `CirculationError`.
    public init(base: LoopParameters, factors: [LoopFactor], readings: [String]) throws {
        self.base = base
        self.factors = factors
        let plan = try CircuitPlan(base.circuit)
        self.plan = plan
        outputs = try readings.map { name in
            guard let output = try AdultOutput(name, in: plan) else {
                throw CalibrationError.unknownName(name: name, kind: "reading of the loop")
            }
            return output
        }
        powers = try factors.map { try Self.powers(of: $0, base, plan) }
        func exponents(of parameter: String) -> [Double] {
            factors.map { factor in
                factor.members.first { $0.parameter == parameter }?.exponent ?? 0
            }
        }
        bloodPowers = exponents(of: "bloodVolume")
        ratePowers = exponents(of: "heartRate")
    }

    /// The circuit's parameters that follow a factor: those which differ where the loop's parameter does.
    private static func powers(
        of factor: LoopFactor, _ base: LoopParameters, _ plan: CircuitPlan
    ) throws -> [(slot: Int, exponent: Double)] {
        try factor.members.flatMap { member -> [(slot: Int, exponent: Double)] in
            let name = LoopParameters.prefix + member.parameter
            guard let card = LoopParameters.cardsByName[name] else {
                throw CalibrationError.unknownName(name: name, kind: "parameter")
            }
            let value = base[member.parameter]
            let other = card.range.contains(value * 1.01) ? value * 1.01 : value * 0.99
            let changed = try CircuitPlan(try base.replacing([name: other]).circuit)
            return plan.defaultParameters.indices
                .filter { plan.defaultParameters[$0] != changed.defaultParameters[$0] }
                .map { ($0, member.exponent) }
        }
    }

    /// Where the factors' logarithms may lie.
    public var ranges: [ClosedRange<Double>] { factors.map { $0.range(on: base) } }

    /// The loop's parameters at some factors.
    ///
    /// - Throws: `ParameterError` for a value outside its admissible range.
    public func parameters(_ logarithms: [Double]) throws -> LoopParameters {
        var values: [String: Double] = [:]
        for (factor, logarithm) in zip(factors, logarithms) {
            for member in factor.members {
                let name = LoopParameters.prefix + member.parameter
                values[name, default: base[member.parameter]] *= exp(member.exponent * logarithm)
            }
        }
        return try base.replacing(values)
    }

    /// Parameters of the circuit in its order, internal units.
    func slots(_ logarithms: [Double]) -> [Double] {
        slots(logarithms, from: plan.defaultParameters)
    }

    /// The same for a circuit whose parameters without factors are others.
    func slots(_ logarithms: [Double], from base: [Double]) -> [Double] {
        var values = base
        for (powers, logarithm) in zip(powers, logarithms) {
            for (slot, exponent) in powers { values[slot] *= exp(exponent * logarithm) }
        }
        return values
    }

    /// Blood in the loop [mm³].
    func bloodVolume(_ logarithms: [Double]) -> Double {
        zip(bloodPowers, logarithms).reduce(base["bloodVolume"] * Units.mL) {
            $0 * exp($1.0 * $1.1)
        }
    }

    /// Length of the beat [ms].
    func cycle(_ logarithms: [Double]) -> Double {
        zip(ratePowers, logarithms).reduce(base.period) { $0 / exp($1.0 * $1.1) }
    }

    /// The periodic beat at some factors with its derivatives.
    ///
    /// - Parameter near: a point nearby to start from; without one the loop settles from a standard state.
    /// - Throws: `CirculationError` for a loop that does not run or does not settle.
    public func point(_ logarithms: [Double], near: LoopPoint? = nil) throws -> LoopPoint {
        let slots = slots(logarithms)
        let solver = try settled(logarithms, slots, near: near)
        let state = solver.state
        let blood = bloodVolume(logarithms)
        let directions = factors.indices.map { k in
            CircuitDirection(
                parameters: powers[k].map { ($0.slot, $0.exponent * slots[$0.slot]) },
                bloodVolume: bloodPowers[k] * blood, cycle: -ratePowers[k] * state.cycle)
        }
        let found = try solver.derivatives(
            steps: Self.steps, directions: directions, outputs: outputs)
        return LoopPoint(
            logarithms: logarithms,
            readings: zip(found.outputs, outputs).map { $0 / $1.factor },
            jacobian: found.jacobian.map { zip($0, outputs).map { $0 / $1.factor } },
            state: state, volumes: found.volumes, chord: found.chord)
    }

    /// A circuit at the onset of its periodic beat.
    func settled(
        _ logarithms: [Double], _ slots: [Double], near: LoopPoint?
    ) throws -> CircuitSolver<Double> {
        func solver(_ volumes: [Double]) throws -> CircuitSolver<Double> {
            var state = try near?.state ?? base.circuitState(plan)
            state.volumes = volumes
            state.cycle = cycle(logarithms)
            try fill(&state.volumes, with: bloodVolume(logarithms))
            let solver = try CircuitSolver(plan, state: state)
            for (slot, value) in slots.enumerated() { solver[slot] = value }
            try solver.restore(state)
            return solver
        }
        if let near {
            let solver = try solver(near.volumes(at: logarithms))
            let isSettled =
                (try? solver.settle(
                    along: near.chord, steps: Self.steps, volumeTolerance: Self.volumeTolerance))
                != nil
            if isSettled { return solver }
        }
        let solver = try solver(try near?.state.volumes ?? base.circuitState(plan).volumes)
        try solver.settle(steps: Self.steps, volumeTolerance: Self.volumeTolerance)
        return solver
    }

    /// Puts what is missing of the blood into the systemic veins, which hold most of it.
    func fill(_ volumes: inout [Double], with blood: Double) throws(CirculationError) {
        let veins = try plan.compartment("systemicVeins")
        volumes[veins] += blood - volumes.reduce(0, +)
        guard volumes[veins] > 0 else {
            throw .invalidInput(
                name: "volume of systemicVeins", value: volumes[veins], unit: "mm³")
        }
    }
}
