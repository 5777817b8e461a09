public import Electrophysiology
public import Geometry
public import Numerics

/// The body a heart model is built from.
public struct HeartAnatomy: Sendable {
    /// The wall on linear tetrahedra, for electrics; with ventricular coordinates.
    public var electrical: VentricularAnatomy
    /// The wall on curved quadratic tetrahedra, for mechanics; as imaged at end-diastole.
    public var mechanical: QuadraticTetMesh
    /// Bundle branches.
    public var conduction: ConductionSystem
    /// Positions of the nine electrodes by name [mm]; nil places them by rule.
    public var electrodes: [String: Vec3]?

    /// Makes an anatomy.
    public init(
        electrical: VentricularAnatomy, mechanical: QuadraticTetMesh,
        conduction: ConductionSystem, electrodes: [String: Vec3]? = nil
    ) {
        self.electrical = electrical
        self.mechanical = mechanical
        self.conduction = conduction
        self.electrodes = electrodes
    }
}
