public import Geometry
public import Numerics

/// The boundary of an anatomy, triangulated anew for a mesh of another element size.
public struct RemeshedSurface: Sendable {
    /// Vertices [mm].
    public let points: [Vec3]
    /// Triangles, oriented outwards from the wall.
    public let triangles: [SIMD3<Int32>]
    /// Surface of each triangle.
    public let tags: [SurfaceTag]
    /// Rounds of local refinement that were needed.
    public let refinements: Int
    /// Patch of each triangle.
    let patches: [Int32]
    /// Surface of each patch.
    let patchTags: [SurfaceTag]
    let target: SurfaceTarget

    /// Rounds of refinement after which a surface is given up.
    private static let refinementLimit = 8
    /// Edge length where sheets cut each other, relative to that of the round before.
    private static let refinementFactor = 0.7
    /// Least edge length, relative to the wanted one, that refinement leads to.
    private static let leastFactor = 0.25
    /// Radius of a refinement in wanted edge lengths.
    private static let refinementRadius = 1.5

    /// Remeshes the boundary of an anatomy.
    ///
    /// Where the walls are thin the coarse triangles of one side may cut those of the other; the
    /// surface is then made again with shorter edges there.
    ///
    /// - `size`: wanted edge length [mm].
    /// - Throws: ``GeometryError/nonManifoldEdge(first:second:triangles:)`` and others for a boundary
    ///   that is no surface, ``GeometryError/outOfRange(name:value:allowed:)``,
    ///   ``GeometryError/surfaceCutsItself(triangles:size:)``.
    public init(_ anatomy: VentricularAnatomy, size: Double) throws(GeometryError) {
        let flat = anatomy.triangles.flatMap { [$0.x, $0.y, $0.z] }
        // Throws for anything that is no oriented surface.
        let holes = try SurfaceLoops.find(triangles: flat, nodesPerTriangle: 3)
        guard size > 0, size.isFinite, let box = BoundingBox(anatomy.mesh.points), holes.isEmpty
        else {
            throw .outOfRange(name: "size", value: size, allowed: "more than 0 mm")
        }
        let limit = 0.25 * min(box.size.x, box.size.y, box.size.z)
        if size > limit {
            throw .outOfRange(name: "size", value: size, allowed: "at most \(limit) mm here")
        }
        let divided = CreasePatches(
            points: anatomy.mesh.points, triangles: anatomy.triangles, tags: anatomy.triangleTags)
        let original = EditableSurface(
            points: anatomy.mesh.points, triangles: anatomy.triangles,
            patches: divided.patchOfTriangle
        ).compacted()
        let target = SurfaceTarget(original)
        var field = SizeField(size: size)
        for round in 0...Self.refinementLimit {
            var remesher = SurfaceRemesher(original, target: target, field: field)
            let surface = remesher.run()
            let cuts = SurfaceIntersections(surface).triangles
            if cuts.isEmpty {
                points = surface.points
                triangles = surface.triangles
                patches = surface.patches
                patchTags = divided.tags
                tags = patches.map { divided.tags[Int($0)] }
                refinements = round
                self.target = target
                return
            }
            if round == Self.refinementLimit {
                throw .surfaceCutsItself(triangles: cuts.count, size: size)
            }
            for number in cuts {
                let t = surface.triangles[number]
                let sum =
                    surface.points[Int(t.x)] + surface.points[Int(t.y)] + surface.points[Int(t.z)]
                let length = field.length(at: sum / 3)
                field.refinements.append(
                    SizeField.Refinement(
                        centre: sum / 3, radius: Self.refinementRadius * length,
                        factor: max(
                            Self.leastFactor, Self.refinementFactor * length / size)))
            }
        }
        throw .notRepairable(rounds: Self.refinementLimit)
    }
}
