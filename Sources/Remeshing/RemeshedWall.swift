public import Geometry
public import Numerics

/// A wall filled with new tetrahedra: parts, tags and coordinates carried over from the original.
public struct RemeshedWall: Sendable {
    /// The wall on linear tetrahedra.
    public let anatomy: VentricularAnatomy
    /// Flat tetrahedra that were taken off the boundary.
    public let removedSlivers: Int
    /// Patch of each boundary triangle.
    private let patches: [Int32]
    private let surface: RemeshedSurface
    private let original: VentricularAnatomy
    private let locator: TetLocator

    /// Improves and labels tetrahedra that fill a surface.
    ///
    /// - `surface`: the boundary.
    /// - `points`: the vertices of `surface` in their order, then those inside [mm].
    /// - `tets`: the filling.
    /// - `original`: the anatomy `surface` was made from.
    /// - Throws: ``GeometryError`` where the filling has another boundary than `surface`.
    public init(
        filling surface: RemeshedSurface, points: [Vec3], tets: [SIMD4<Int32>],
        original: VentricularAnatomy
    ) throws(GeometryError) {
        self.surface = surface
        self.original = original
        var mesh = TetMesh(points: points, tets: tets)
        for tet in mesh.tets.indices where mesh.volume(tet) < 0 {
            mesh.tets[tet] = SIMD4(tets[tet].y, tets[tet].x, tets[tet].z, tets[tet].w)
        }
        try Self.requireBoundary(mesh, surface)
        var improvement = TetImprovement(
            mesh, triangles: surface.triangles, patches: surface.patches,
            target: surface.target)
        improvement.run()
        removedSlivers = improvement.removed
        let locator = try TetLocator(original.mesh)
        let improved = improvement.mesh
        let regions = improved.tets.map { tet in
            let corners = (0..<4).map { improved.points[Int(tet[$0])] }
            let centre = 0.25 * (corners[0] + corners[1] + corners[2] + corners[3])
            return original.regions[locator.locate(centre).tet]
        }
        let (compact, used) = VentricularAnatomy(
            mesh: improved, regions: regions, triangles: improvement.triangles,
            triangleTags: improvement.patches.map { surface.patchTags[Int($0)] }
        ).compacted()
        var (anatomy, order) = compact.spatiallyOrdered()
        var patchOfKey: [SIMD3<Int32>: Int32] = [:]
        for (triangle, patch) in zip(improvement.triangles, improvement.patches) {
            patchOfKey[TetBoundary.key(triangle)] = patch
        }
        patches = anatomy.triangles.map { t in
            let old = (0..<3).map { Int32(used[order[Int(t[$0])]]) }
            return patchOfKey[TetBoundary.key(SIMD3(old[0], old[1], old[2]))] ?? 0
        }
        anatomy.coordinates = Self.coordinates(of: original, locator, at: anatomy.mesh.points)
        self.anatomy = anatomy
        self.locator = locator
    }

    private static func requireBoundary(
        _ mesh: TetMesh, _ surface: RemeshedSurface
    ) throws(GeometryError) {
        for tet in mesh.tets {
            for corner in 0..<4 where tet[corner] < 0 || Int(tet[corner]) >= mesh.points.count {
                throw .nodeOutOfRange(node: tet[corner], nodes: mesh.points.count)
            }
        }
        if mesh.tets.isEmpty { throw .emptyMesh }
        let faces = Set(try TetBoundary(mesh.tets).triangles.map { TetBoundary.key($0) })
        let missing = surface.triangles.count { !faces.contains(TetBoundary.key($0)) }
        if missing > 0 || faces.count != surface.triangles.count {
            throw .foreignBoundary(missing: missing, faces: faces.count)
        }
    }

    /// The wall on quadratic tetrahedra whose boundary edges bend onto the original surface, and how
    /// many of them could not bend all the way.
    ///
    /// No element falls below a scaled Jacobian of 0.2 by bending (the value with which the meshes of
    /// `meshes/rodero-01` were made).
    public func curved() -> (mesh: QuadraticTetMesh, heldBack: Int) {
        let curving = GuardedCurving(anatomy, patches: patches, target: surface.target)
        var mesh = curving.mesh
        mesh.coordinates = Self.coordinates(of: original, locator, at: mesh.points)
        return (mesh, curving.heldBack)
    }

    /// Coordinates at points, kept in the range of the original's: round-off may leave it.
    private static func coordinates(
        of original: VentricularAnatomy, _ locator: TetLocator, at points: [Vec3]
    ) -> VentricularCoordinates? {
        guard let old = original.coordinates else { return nil }
        func clamped(_ values: [Double], to range: [Double]) -> [Double] {
            let (low, high) = (range.min() ?? 0, range.max() ?? 0)
            return values.map { min(high, max(low, $0)) }
        }
        var new = FieldTransfer(from: locator, to: points).coordinates(of: old)
        new.apicobasal = clamped(new.apicobasal, to: old.apicobasal)
        new.transmural = clamped(new.transmural, to: old.transmural)
        return new
    }
}
