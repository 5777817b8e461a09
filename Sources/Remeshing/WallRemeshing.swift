import FiniteElements
public import Geometry
import Quantities

/// A mechanics mesh made from the anatomy of the electrical mesh, and how good it became.
public struct WallRemeshing: Sendable {
    /// What `hearttwin mesh remesh` tells about the new mesh.
    public struct Report: Sendable, Encodable {
        /// A volume before and after.
        public struct Volume: Sendable, Encodable {
            /// In the original mesh [mL].
            public var originalML: Double
            /// In the new mesh [mL].
            public var newML: Double
            /// Change relative to the original [%].
            public var changePercent: Double { 100 * (newML / originalML - 1) }

            private enum CodingKeys: String, CodingKey {
                case originalML, newML, changePercent
            }

            public func encode(to encoder: any Encoder) throws {
                var values = encoder.container(keyedBy: CodingKeys.self)
                try values.encode(originalML, forKey: .originalML)
                try values.encode(newML, forKey: .newML)
                try values.encode(changePercent, forKey: .changePercent)
            }
        }

        /// Nodes, middle nodes included.
        public var nodes: Int
        /// Tetrahedra.
        public var tetrahedra: Int
        /// Unknowns of the displacement: three per node.
        public var displacementUnknowns: Int
        /// Order of the elements.
        public var order: Int
        /// Rounds of local refinement where the wall is thin.
        public var refinements: Int
        /// Flat tetrahedra that were taken off the boundary.
        public var removedSlivers: Int
        /// Boundary edges that could not bend all the way onto the original surface.
        public var edgesHeldBack: Int
        /// Smallest angle between faces of a straightened element [degrees].
        public var smallestAngleDegrees: Double
        /// Largest angle between faces of a straightened element [degrees].
        public var largestAngleDegrees: Double
        /// Worst scaled Jacobian; 1 for straight elements.
        public var worstScaledJacobian: Double
        /// Wall and cavities before and after.
        public var volumes: [String: Volume]
        /// Edges of the rims of each endocardium, longest first.
        public var rimEdges: [String: [Int]]
    }

    /// The wall on linear elements.
    public let linear: VentricularAnatomy
    /// The wall on quadratic elements; nil for order 1.
    public let quadratic: QuadraticTetMesh?
    /// How good it is.
    public let report: Report

    /// Change of a volume that is worth a warning [%].
    private static let volumeTolerance = 2.0

    /// What the user should know, as sentences.
    public var warnings: [String] {
        report.volumes.sorted { $0.key < $1.key }
            .filter { abs($0.value.changePercent) > Self.volumeTolerance }
            .map { name, volume in
                "the volume of the \(name) changed by \(volume.changePercent.short) %;"
                    + " choose a smaller size"
            }
    }

    /// Makes the mesh.
    ///
    /// - `original`: the tagged anatomy; its boundary must be closed and sound.
    /// - `size`: wanted edge length [mm].
    /// - `order`: 1 or 2.
    /// - `gmsh`: fills the new surface.
    /// - `note`: called with what is being done.
    /// - Throws: `GeometryError`, ``GmshError``, `MechanicsError`.
    public init(
        _ original: VentricularAnatomy, size: Double, order: Int, gmsh: GmshProgram,
        note: (String) -> Void = { _ in }
    ) throws {
        let surface = try RemeshedSurface(original, size: size)
        note(
            "surface: \(surface.points.count) vertices, \(surface.triangles.count) triangles,"
                + " \(surface.refinements) rounds of local refinement")
        let filled = try gmsh.fill(surface)
        note("filled with \(filled.tets.count) tetrahedra by gmsh")
        let wall = try RemeshedWall(
            filling: surface, points: filled.points, tets: filled.tets, original: original)
        note("optimised, \(wall.removedSlivers) slivers taken off")
        linear = wall.anatomy
        let curved = order == 2 ? wall.curved() : nil
        quadratic = curved?.mesh
        let quality = quadratic.map { MeshReport($0) } ?? MeshReport(wall.anatomy)
        let before = MeshReport(original)
        var volumes = [
            "wall": Report.Volume(
                originalML: before.wallVolume / Units.mL, newML: quality.wallVolume / Units.mL)
        ]
        var rims: [String: [Int]] = [:]
        for tag in [SurfaceTag.lvEndocardium, .rvEndocardium]
        where original.triangleTags.contains(tag) {
            let old = try Cavity(original, endocardium: tag).volume(original.mesh.points)
            let new =
                try quadratic.map { try QuadraticCavity($0, endocardium: tag).volume($0.points) }
                ?? Cavity(wall.anatomy, endocardium: tag).volume(wall.anatomy.mesh.points)
            volumes[tag.cavityName] = Report.Volume(
                originalML: old / Units.mL, newML: new / Units.mL)
            rims["\(tag)"] = try wall.anatomy.rims(of: tag).map(\.edgeCount)
        }
        let degrees = 180 / Double.pi
        report = Report(
            nodes: quality.nodes, tetrahedra: quality.tets,
            displacementUnknowns: 3 * quality.nodes, order: order,
            refinements: surface.refinements, removedSlivers: wall.removedSlivers,
            edgesHeldBack: curved?.heldBack ?? 0,
            smallestAngleDegrees: quality.smallestDihedral * degrees,
            largestAngleDegrees: quality.largestDihedral * degrees,
            worstScaledJacobian: quality.worstScaledJacobian ?? 1, volumes: volumes,
            rimEdges: rims)
    }
}
