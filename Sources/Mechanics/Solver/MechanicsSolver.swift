public import Fibres
import Geometry
public import Numerics

/// Finds the equilibria of a wall: in time with the circulation, or under given pressures.
///
/// All memory is allocated by the initialiser, which also orders and analyses the stiffness. The
/// factor of the stiffness is kept from one iteration, step and call to the next while it still
/// contracts well. Not safe for use from several threads at once; it uses all cores itself, with the
/// same bits on any number.
public final class MechanicsSolver {
    /// The wall.
    public var model: MechanicsModel { system.model }
    /// Tolerances and limits.
    public var settings = NewtonSettings()
    /// Called when a stage of the work begins, for timing; nil by default.
    public var onStage: ((MechanicsStage) -> Void)?

    let system: WallSystem
    let factor: StiffnessFactor
    /// Displacement before a trial, the correction that leads to it, and the one after it.
    let accepted: Buffer<Double>
    var correction: NewtonCorrection
    var nextCorrection: NewtonCorrection

    /// Prepares a model.
    ///
    /// - Throws: ``MechanicsError/invertedElement(element:determinant:)``, and errors of the analysis.
    /// - Complexity: the ordering of a mesh of 5000 nodes takes some 50 ms.
    public init(_ model: MechanicsModel) throws {
        system = try WallSystem(model)
        factor = StiffnessFactor(system.symbolic)
        accepted = Buffer(repeating: 0, count: model.unknownCount)
        correction = NewtonCorrection(
            displacement: Buffer(repeating: 0, count: model.unknownCount), pressures: [])
        nextCorrection = NewtonCorrection(
            displacement: Buffer(repeating: 0, count: model.unknownCount), pressures: [])
    }

    /// Takes another reference geometry of the same mesh; ordering and analysis are kept.
    ///
    /// States of the old reference must be converted by the caller.
    /// - Throws: as ``MechanicsModel/withReference(_:frames:)``.
    public func setReference(_ points: [Vec3], frames: [FibreFrame]) throws {
        try system.setReference(model.withReference(points, frames: frames))
    }

    /// Whether all elements have a positive volume on other positions of the nodes, at their corners,
    /// middles and quadrature points.
    public func isValidReference(_ points: [Vec3]) -> Bool {
        ElementShape.areValid(model.mesh, points: points, quadrature: model.quadrature)
    }

    /// Cavity volumes of a state [mm³].
    public func volumes(_ state: MechanicsState) -> [Double] {
        system.displacement.assign(state.displacement)
        system.updatePositions(system.displacement)
        return model.cavities.map { $0.volume(system.positions.base) }
    }

    /// Current positions of the nodes [mm].
    public func positions(_ state: MechanicsState) -> [Vec3] {
        model.mesh.points.enumerated().map { node, X in
            X
                + Vec3(
                    state.displacement[3 * node], state.displacement[3 * node + 1],
                    state.displacement[3 * node + 2])
        }
    }

    /// Fibre stretch of a displacement at all quadrature points, tetrahedron by tetrahedron [1].
    public func fibreStretch(displacement: [Double]) -> [Double] {
        system.displacement.assign(displacement)
        system.updateStretch(into: system.active.stretchAfter)
        return system.active.stretchAfter.array
    }
}
