public import Fibres
public import FiniteElements
public import Geometry
public import Numerics

/// The wall as a mechanical body: everything that does not change during a beat.
///
/// Static balance of finite-strain elasticity on quadratic tetrahedra,
///
/// ```
/// Div P + B = 0,   P = F (s_p S_passive + η Ė) + s_a Ta F f0⊗f0/λ + U′ cof F
/// ```
///
/// with springs and dampers on surfaces, follower pressures in the cavities, and inertia left out
/// (its force is below a hundredth of the stress at 1 Hz). Points of arrays "per point" are those of
/// the quadrature, tetrahedron by tetrahedron.
public struct MechanicsModel: Sendable {
    /// Reference mesh [mm]: displacements count from its nodes.
    public let mesh: QuadraticTetMesh
    /// Node positions of the wall that the model was made with [mm]: the image, also where another shape
    /// of it has become the reference, see ``withReference(_:)``.
    ///
    /// What surrounds the wall is attached to it there: springs and dampers rest on these places, with
    /// the normals and areas there, nets of valve planes are slack, and masses have the volumes there.
    public let imaged: [Vec3]
    /// Fibre frames per point, in the stress-free muscle.
    public let frames: [FibreFrame]
    /// Stretch H from the stress-free muscle to the reference per point, see ``Prestress``; empty when
    /// the reference is free of stress. Laws see F H.
    public let prestress: [Mat3]
    /// Quadrature of the elements.
    public let quadrature: TetQuadrature
    /// Passive law.
    public let material: any PassiveMaterial
    /// Resistance to volume change.
    public let incompressibility: Incompressibility
    /// Kelvin–Voigt viscosity η [kPa·ms].
    public let viscosity: Double
    /// Contraction model.
    public let activeTension: any ActiveTensionModel
    /// How tension enters the stress.
    public let activeStress: ActiveStress
    /// Springs and dampers.
    public let supports: [SurfaceSupport]
    /// Stiffness of the valve planes K [mN/mm], see ``ValvePlanes``; zero for open holes.
    public let valvePlaneStiffness: Double
    /// The pressurised cavities, in the order of all pressures.
    public let cavities: [QuadraticCavity]
    /// Surfaces under a prescribed pressure that close nothing.
    public let pressureSurfaces: [PressureSurface]
    /// Unknowns (three per node) held at their prescribed displacement; empty when none are.
    public let isFixed: [Bool]
    /// Dead nodal forces [mN], three per node; empty when none act.
    public let deadLoad: [Double]
    /// Factor on the passive stress per point (stiff or soft regions).
    public let passiveScale: [Double]
    /// Factor on the active tension per point (scar, ischaemia).
    public let activeScale: [Double]

    /// Number of quadrature points.
    public var pointCount: Int { mesh.tetCount * quadrature.count }
    /// Number of displacement unknowns.
    public var unknownCount: Int { 3 * mesh.points.count }

    /// Makes a model and checks it; the mesh is its reference and its image.
    ///
    /// - `cavities`: surfaces that enclose blood, in the order of the pressures.
    /// - `viscosity`: [kPa·ms]; the default is the 100 Pa·s of Aróstica et al. (2025),
    ///   doi:10.1016/j.cma.2024.117485.
    /// - Throws: ``MechanicsError`` naming the array, frame, element or surface at fault.
    public init(
        mesh: QuadraticTetMesh, frames: [FibreFrame], material: any PassiveMaterial,
        incompressibility: Incompressibility = .standard, viscosity: Double = 100,
        activeTension: any ActiveTensionModel = ActiveTensionPrescribed(),
        activeStress: ActiveStress = ActiveStress(), supports: [SurfaceSupport] = [],
        valvePlaneStiffness: Double = 0,
        cavities: [SurfaceTag] = [.lvEndocardium, .rvEndocardium],
        pressureSurfaces: [PressureSurface] = [], isFixed: [Bool] = [], deadLoad: [Double] = [],
        passiveScale: [Double] = [], activeScale: [Double] = [],
        quadrature: TetQuadrature = .degree2, prestress: [Mat3] = []
    ) throws {
        self.mesh = mesh
        imaged = mesh.points
        self.prestress = prestress
        self.frames = frames
        self.quadrature = quadrature
        self.material = material
        self.incompressibility = incompressibility
        self.viscosity = viscosity
        self.activeTension = activeTension
        self.activeStress = activeStress
        self.supports = supports
        self.valvePlaneStiffness = valvePlaneStiffness
        self.cavities = try cavities.map { try QuadraticCavity(mesh, endocardium: $0) }
        self.pressureSurfaces = pressureSurfaces
        self.isFixed = isFixed
        self.deadLoad = deadLoad
        let points = mesh.tetCount * quadrature.count
        self.passiveScale =
            passiveScale.isEmpty ? [Double](repeating: 1, count: points) : passiveScale
        self.activeScale = activeScale.isEmpty ? [Double](repeating: 1, count: points) : activeScale
        try check()
    }

    /// The same wall with another reference; ``imaged`` stays.
    ///
    /// - Throws: as the initialiser.
    public func withReference(_ reference: WallReference) throws -> MechanicsModel {
        try MechanicsModel(self, reference: reference)
    }

    private init(_ other: MechanicsModel, reference: WallReference) throws {
        var mesh = other.mesh
        mesh.points = reference.points
        self.mesh = mesh
        imaged = other.imaged
        frames = other.frames
        prestress = reference.stretch
        quadrature = other.quadrature
        material = other.material
        incompressibility = other.incompressibility
        viscosity = other.viscosity
        activeTension = other.activeTension
        activeStress = other.activeStress
        supports = other.supports
        valvePlaneStiffness = other.valvePlaneStiffness
        cavities = other.cavities
        pressureSurfaces = other.pressureSurfaces
        isFixed = other.isFixed
        deadLoad = other.deadLoad
        passiveScale = other.passiveScale
        activeScale = other.activeScale
        try check()
    }

    private func check() throws {
        func count(_ name: String, _ count: Int, _ expected: Int) throws {
            if count != expected {
                throw MechanicsError.wrongCount(name: name, count: count, expected: expected)
            }
        }
        try count("reference points", mesh.points.count, imaged.count)
        try count("frames", frames.count, pointCount)
        try count("passiveScale", passiveScale.count, pointCount)
        try count("activeScale", activeScale.count, pointCount)
        if !isFixed.isEmpty { try count("isFixed", isFixed.count, unknownCount) }
        if !deadLoad.isEmpty { try count("deadLoad", deadLoad.count, unknownCount) }
        if !prestress.isEmpty { try count("prestress", prestress.count, pointCount) }
        for (point, H) in prestress.enumerated() where !(H.determinant > 0) {
            throw MechanicsError.invertedElement(
                element: point / quadrature.count, determinant: H.determinant)
        }
        for support in supports where !support.scale.isEmpty {
            try count("support scale", support.scale.count, mesh.triangleCount)
        }
        for (index, point) in mesh.points.enumerated() where !point.isFinite {
            throw MechanicsError.notFinite(what: "points", index: index)
        }
        for (what, values) in [("passiveScale", passiveScale), ("activeScale", activeScale)] {
            for (index, value) in values.enumerated() where !value.isFinite {
                throw MechanicsError.notFinite(what: what, index: index)
            }
        }
        for (point, frame) in frames.enumerated() {
            let deviation = max(
                abs(frame.fibre.norm - 1), abs(frame.sheet.norm - 1),
                abs(frame.fibre.dot(frame.sheet)))
            if !(deviation < Self.frameTolerance) {
                throw MechanicsError.frameNotOrthonormal(point: point, deviation: deviation)
            }
        }
    }

    /// Largest accepted deviation of a frame from orthonormal [1].
    private static let frameTolerance = 1e-6
}
