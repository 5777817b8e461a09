/// What advances a wall in time with the blood in it: the full order, or a reduced one.
///
/// The state of a reduced wall holds its own coordinates in the place of displacements, and points where
/// it is sampled in the place of all quadrature points.
public protocol WallSolver: AnyObject {
    /// Number of points that calcium is given at.
    var pointCount: Int { get }

    /// Advances a state by one step, see ``MechanicsSolver/step(_:dt:calciumBefore:calciumAfter:law:)``.
    func step(
        _ state: inout MechanicsState, dt: Double, calciumBefore: [Double],
        calciumAfter: [Double], law: CavityLaw
    ) throws -> MechanicsReport

    /// Cavity volumes of a state [mm³].
    func volumes(_ state: MechanicsState) -> [Double]

    /// Drops what is kept from one solve to the next.
    func forgetFactor()
}

extension MechanicsSolver: WallSolver {
    /// Number of quadrature points.
    public var pointCount: Int { model.pointCount }
}
