public import Circulation

/// Where a circuit keeps what the closed loop of an adult has.
public struct AdultLoopView: Sendable {
    private let rooms: [Int]
    private let paths: [Int]
    private let aorticSeries: Int
    private let pulmonarySeries: Int

    /// Finds the elements of ``LoopParameters/circuit``.
    ///
    /// - Throws: ``CirculationError/invalidCircuit(element:fault:)`` where the circuit lacks one.
    public init(_ plan: CircuitPlan) throws(CirculationError) {
        var rooms: [Int] = []
        for name in [
            "systemicArteries", "systemicVeins", "rightAtrium", "rightVentricle",
            "pulmonaryArteries", "pulmonaryVeins", "leftAtrium", "leftVentricle",
        ] { rooms.append(try plan.compartment(name)) }
        var paths: [Int] = []
        for name in [
            "aorticValve", "systemicArterialLumen", "systemicVenousLumen", "tricuspidValve",
            "pulmonaryValve", "pulmonaryArterialLumen", "pulmonaryVenousLumen", "mitralValve",
        ] { paths.append(try plan.branch(name)) }
        self.rooms = rooms
        self.paths = paths
        aorticSeries = try plan.address(of: "aorticValve.seriesResistance").slot
        pulmonarySeries = try plan.address(of: "pulmonaryValve.seriesResistance").slot
    }

    /// State and pressures at the end of the last step.
    public func sample(
        _ solver: CircuitSolver<Double>
    ) -> (state: LoopState, pressures: LoopPressures) { sample(solver) { $0 } }

    /// State and pressures of one heart at the end of the last step.
    ///
    /// - Parameter number: what a number is in that heart, such as its lane.
    public func sample<Real: CircuitReal>(
        _ solver: CircuitSolver<Real>, _ number: (Real) -> Double
    ) -> (state: LoopState, pressures: LoopPressures) {
        func limb(_ first: Int) -> LimbState {
            func volume(_ k: Int) -> Double { number(solver.volume(rooms[first + k])) }
            func flow(_ k: Int) -> Double { number(solver.flow(paths[first + k])) }
            return LimbState(
                volumes: SIMD4(volume(0), volume(1), volume(2), volume(3)),
                flows: SIMD4(flow(0), flow(1), flow(2), flow(3)),
                openings: SIMD2(
                    number(solver.opening(paths[first])),
                    number(solver.opening(paths[first + 3]))))
        }
        func pressure(_ k: Int) -> Double { number(solver.pressure(rooms[k])) }
        func root(_ room: Int, _ slot: Int, _ path: Int) -> Double {
            pressure(room) + number(solver[slot]) * number(solver.flow(paths[path]))
        }
        return (
            LoopState(systemic: limb(0), pulmonary: limb(4)),
            LoopPressures(
                leftVentricle: pressure(7), rightVentricle: pressure(3), leftAtrium: pressure(6),
                rightAtrium: pressure(2), aorta: root(0, aorticSeries, 0),
                pulmonaryArtery: root(4, pulmonarySeries, 4), systemicVeins: pressure(1),
                pulmonaryVeins: pressure(5))
        )
    }
}
