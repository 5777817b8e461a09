import FiniteElements
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
    /// Lengths of corrections: root mean square displacement over a hundredth of the wall's extent,
    /// and pressures over 1 kPa.
    let metric: NewtonMetric
    /// What the iterations since the last factorisation have taught about it.
    let secants: SecantUpdates

    /// Prepares a model.
    ///
    /// - Throws: ``MechanicsError/invertedElement(element:determinant:)``, and errors of the analysis.
    /// - Complexity: the ordering of a mesh of 5000 nodes takes some 50 ms.
    public init(_ model: MechanicsModel) throws {
        system = try WallSystem(model)
        factor = StiffnessFactor(system.symbolic)
        accepted = Buffer(repeating: 0, count: model.unknownCount)
        metric = NewtonMetric(unknowns: model.unknownCount, extent: system.extent)
        secants = SecantUpdates(unknowns: model.unknownCount, metric: metric)
        correction = NewtonCorrection(
            displacement: Buffer(repeating: 0, count: model.unknownCount), pressures: [])
        nextCorrection = NewtonCorrection(
            displacement: Buffer(repeating: 0, count: model.unknownCount), pressures: [])
    }

    /// Takes another prestress of the same wall; ordering and analysis are kept.
    ///
    /// - Throws: as ``MechanicsModel/withPrestress(_:)``.
    public func setPrestress(_ prestress: [Mat3]) throws {
        try system.setPrestress(model.withPrestress(prestress))
        forgetFactor()
    }

    /// Gradient of a displacement by the reference position, I + ∂u/∂X, at all quadrature points,
    /// tetrahedron by tetrahedron [1].
    public func deformationGradients(displacement u: [Double]) -> [Mat3] {
        let mesh = model.mesh
        let shapes = model.quadrature.points.map { QuadraticTet.gradients(at: $0) }
        var result: [Mat3] = []
        result.reserveCapacity(model.pointCount)
        for tet in 0..<mesh.tetCount {
            let nodes = mesh.tets[QuadraticTet.nodeCount * tet..<QuadraticTet.nodeCount * (tet + 1)]
            for shape in shapes {
                var before = Mat3.zero
                var after = Mat3.zero
                for (node, g) in zip(nodes, shape) {
                    let n = 3 * Int(node)
                    let X = mesh.points[Int(node)]
                    before = before + .outer(X, g)
                    after = after + .outer(X + Vec3(u[n], u[n + 1], u[n + 2]), g)
                }
                result.append(after * before.inverse)
            }
        }
        return result
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

    /// Stretch that contraction feels at all quadrature points, tetrahedron by tetrahedron [1]: that of
    /// the fibres, or the mean of dispersed ones, see ``ActiveStress/transverseFraction``.
    public func fibreStretch(displacement: [Double]) -> [Double] {
        system.displacement.assign(displacement)
        system.updateStretch(into: system.active.stretchAfter, along: model.activeStress)
        return system.active.stretchAfter.array
    }
}
