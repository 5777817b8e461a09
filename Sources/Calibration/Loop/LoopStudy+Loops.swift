import Circuits
import Quantities

/// Pressure against volume of both ventricles over a periodic beat.
public struct VentricularLoops: Sendable {
    /// Volume [mL] and pressure [mmHg] of the left and the right ventricle after each step.
    public var leftVolume: [Double] = []
    public var leftPressure: [Double] = []
    public var rightVolume: [Double] = []
    public var rightPressure: [Double] = []
}

extension LoopStudy {
    /// The loops of both ventricles at some factors.
    ///
    /// - Parameter near: a point nearby.
    /// - Throws: `CirculationError` for a heart that does not settle.
    public func loops(_ logarithms: [Double], near: LoopPoint) throws -> VentricularLoops {
        let solver = try settled(logarithms, slots(logarithms), near: near)
        let left = try plan.compartment("leftVentricle")
        let right = try plan.compartment("rightVentricle")
        var loops = VentricularLoops()
        func record(_ solver: CircuitSolver<Double>) {
            loops.leftVolume.append(solver.volume(left) / Units.mL)
            loops.leftPressure.append(solver.pressure(left) / Units.mmHg)
            loops.rightVolume.append(solver.volume(right) / Units.mL)
            loops.rightPressure.append(solver.pressure(right) / Units.mmHg)
        }
        record(solver)
        try solver.beat(steps: Self.steps) { record($0) }
        return loops
    }
}
