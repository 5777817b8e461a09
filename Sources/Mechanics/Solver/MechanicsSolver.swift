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

    /// Takes another prestress of the same reference; ordering and analysis are kept.
    ///
    /// - Throws: as ``MechanicsModel/withReference(_:)``.
    public func setPrestress(_ prestress: [Mat3]) throws {
        try setReference(WallReference(points: model.mesh.points, stretch: prestress))
    }

    /// Takes another reference of the same wall; ordering and analysis are kept.
    ///
    /// - Throws: as ``MechanicsModel/withReference(_:)``;
    ///   ``MechanicsError/invertedElement(element:determinant:)``.
    public func setReference(_ reference: WallReference) throws {
        try system.setReference(model.withReference(reference))
        forgetFactor()
    }

    /// Cavity volumes of a state [mm³].
    public func volumes(_ state: MechanicsState) -> [Double] {
        system.displacement.assign(state.displacement)
        system.updatePositions(system.displacement)
        return model.cavities.map { $0.volume(system.positions.base) }
    }

    /// Current positions of the nodes [mm].
    public func positions(_ state: MechanicsState) -> [Vec3] {
        model.positions(state.displacement)
    }

    /// Stretch that contraction feels at all quadrature points, tetrahedron by tetrahedron [1]: that of
    /// the fibres, or the mean of dispersed ones, see ``ActiveStress/transverseFraction``.
    public func fibreStretch(displacement: [Double]) -> [Double] {
        system.displacement.assign(displacement)
        system.updateStretch(into: system.active.stretchAfter, along: model.activeStress)
        return system.active.stretchAfter.array
    }
}
