import Circuits
import Circulation
import Numerics
import Testing

/// Derivatives of the periodic beat against differences of periodic beats.
@Suite struct PeriodicDerivativesTests {
    private static let steps = 190
    /// Tighter than any difference looked at [mm³].
    private static let tolerance = 1e-7

    private let parameters = LoopParameters.healthyAdult
    private let plan: CircuitPlan
    private let outputs: [AdultOutput]

    init() throws {
        let plan = try CircuitPlan(parameters.circuit)
        self.plan = plan
        outputs = try AdultOutput.names.compactMap { try AdultOutput($0, in: plan) }
    }

    /// A circuit with its periodic beat before it.
    private func settled(
        _ change: (CircuitSolver<Double>, inout CircuitState<Double>) -> Void = { _, _ in }
    ) throws -> CircuitSolver<Double> {
        var state = try parameters.circuitState(plan)
        let solver = try CircuitSolver(plan, state: state)
        change(solver, &state)
        try solver.restore(state)
        try solver.settle(steps: Self.steps, volumeTolerance: Self.tolerance)
        return solver
    }

    private func readings(_ solver: CircuitSolver<Double>) throws -> [Double] {
        let beat = try solver.beat(steps: Self.steps)
        return outputs.map { $0.value(beat) }
    }

    /// Central differences of all outputs, extrapolated, against the derivatives along one direction.
    private func check(
        _ direction: CircuitDirection, named name: String, within tolerance: Double = 3e-6,
        step: Double = 5e-5,
        _ change: (Double, CircuitSolver<Double>, inout CircuitState<Double>) -> Void
    ) throws {
        let found = try settled().derivatives(
            steps: Self.steps, directions: [direction], outputs: outputs)
        func differences(_ step: Double) throws -> [Double] {
            let above = try readings(try settled { change(step, $0, &$1) })
            let below = try readings(try settled { change(-step, $0, &$1) })
            return zip(above, below).map { ($0 - $1) / (2 * step) }
        }
        let coarse = try differences(step)
        let fine = try differences(step / 2)
        for (place, output) in outputs.enumerated() {
            let expected = (4 * fine[place] - coarse[place]) / 3
            // Differences resolve no more: steps end at 1e-10 of the blood.
            let scale = abs(expected) + 0.1 * abs(found.outputs[place])
            let error = abs(found.jacobian[0][place] - expected)
            #expect(
                error <= tolerance * scale,
                "∂\(output.name)/∂\(name): \(error / scale) off, \(expected)")
        }
    }

    @Test(arguments: [
        "leftVentricle.activeElastance", "systemicArterialLumen.resistance",
        "systemicArteries.compliance", "leftVentricle.passiveStiffness",
        "pulmonaryVeins.unstressedVolume", "aorticValve.openArea",
        "leftAtrium.activeElastance",
    ])
    func derivativesByParametersAreExact(_ name: String) throws {
        let slot = try plan.address(of: name).slot
        let value = plan.defaultParameters[slot]
        try check(
            CircuitDirection(parameters: [(slot, value)]), named: name
        ) { step, solver, _ in solver[slot] = value * (1 + step) }
    }

    @Test func derivativesByTheBloodVolumeAreExact() throws {
        let blood = try settled().bloodVolume
        let veins = try plan.compartment("systemicVeins")
        // At 5e-5 the differences jump: an event of a valve passes a step between the two hearts.
        try check(CircuitDirection(bloodVolume: blood), named: "blood volume", step: 2.5e-5) {
            step, _, state in
            state.volumes[veins] += step * blood
        }
    }

    @Test func derivativesByTheLengthOfTheBeatAreExact() throws {
        let cycle = parameters.period
        // The larger of flows at steps has an edge where the onset of the atrium passes a step: differences of E/A are
        // off in proportion to their step, by 7e-6 at 5e-5 and 28e-6 at 2e-4.
        try check(CircuitDirection(cycle: cycle), named: "cycle", within: 1e-5) {
            step, _, state in
            state.cycle = cycle * (1 + step)
        }
    }

    /// Beats repeated with their derivatives until these repeat themselves, too: the same numbers without
    /// the implicit function theorem, and to far more digits than differences have.
    @Test func repeatedBeatsHaveTheSameDerivatives() throws {
        let solver = try settled()
        let names = ["leftVentricle.activeElastance", "systemicArterialLumen.resistance"]
        let slots = try names.map { try plan.address(of: $0).slot }
        let found = try solver.derivatives(
            steps: Self.steps,
            directions: slots.map { CircuitDirection(parameters: [($0, solver[$0])]) },
            outputs: outputs)
        var state = CircuitState<Dual8>(
            volumes: solver.state.volumes.map { Dual8(filling: $0) },
            branchCount: plan.branchNames.count, cycle: Dual8(filling: parameters.period))
        state.branches = solver.state.branches.map {
            BranchValues(flow: Dual8(filling: $0.flow), opening: Dual8(filling: $0.opening))
        }
        let dual = try CircuitSolver<Dual8>(plan, state: state)
        for (lane, slot) in slots.enumerated() { dual[slot].tangent[lane] = solver[slot] }
        try dual.restore(state)
        for _ in 0..<400 { try dual.beat(steps: Self.steps) }
        let beat = try dual.beat(steps: Self.steps)
        for (place, output) in outputs.enumerated() {
            for lane in slots.indices {
                let expected = output.value(beat).tangent[lane]
                let scale = abs(expected) + 1e-3 * abs(found.outputs[place])
                let error = abs(found.jacobian[lane][place] - expected)
                #expect(
                    error <= 1e-6 * scale,
                    "∂\(output.name)/∂\(names[lane]): \(error / scale) off")
            }
        }
    }

    @Test func theChordSettlesANeighbourInAFewBeats() throws {
        let start = try settled()
        let chord = try start.derivatives(steps: Self.steps, directions: [], outputs: []).chord
        let slot = try plan.address(of: "systemicArterialLumen.resistance").slot
        start[slot] *= 1.2
        let before = start.time
        _ = try start.settle(along: chord, steps: Self.steps, volumeTolerance: 0.1)
        let beats = (start.time - before) / parameters.period
        #expect(beats < 9, "\(beats) beats")
        let other = try settled { solver, _ in solver[slot] *= 1.2 }
        for room in plan.compartmentNames.indices {
            #expect(abs(start.volume(room) - other.volume(room)) < 1)
        }
    }

    @Test func aHeartBesideOthersSettlesAsAlone() throws {
        let start = try settled()
        let chord = try start.derivatives(steps: Self.steps, directions: [], outputs: []).chord
        let slot = try plan.address(of: "leftVentricle.activeElastance").slot
        let factors = [0.6, 0.8, 0.9, 1, 1.1, 1.2, 1.5, 2]
        let state: CircuitState<Double8> = start.state.filling()
        let many = try CircuitSolver<Double8>(plan, state: state)
        for (lane, factor) in factors.enumerated() { many[slot][lane] *= factor }
        try many.restore(state)
        _ = try many.settle(along: chord, steps: Self.steps, volumeTolerance: 1e-3)
        for (lane, factor) in factors.enumerated() {
            let alone = try settled { solver, _ in solver[slot] *= factor }
            for room in plan.compartmentNames.indices {
                let difference = abs(many.volume(room)[lane] - alone.volume(room))
                #expect(difference < 0.05, "\(plan.compartmentNames[room]), × \(factor)")
            }
        }
    }
}
