import Geometry
import Glibc
import Numerics

/// The parts into which tags and sharp edges divide a surface.
///
/// A crease such as the groove where the right ventricle's wall meets the septum is kept by a new
/// triangulation if it closes: it then is the border between two patches of the same tag.
struct CreasePatches {
    /// Patch of each triangle.
    private(set) var patchOfTriangle: [Int32]
    /// Surface of each patch.
    private(set) var tags: [SurfaceTag]

    /// Cosine of the angle between normals above which an edge is no crease (60°: facets of curved
    /// walls turn less from triangle to triangle).
    private static let creaseLimit = cos(60 * Double.pi / 180)

    /// Finds the patches; those with less than ``SurfacePatches/islandFraction`` of their surface's
    /// triangles are joined to a neighbour, so that roughness does not count.
    init(points: [Vec3], triangles: [SIMD3<Int32>], tags surfaces: [SurfaceTag]) {
        let surface = EditableSurface(
            points: points, triangles: triangles, patches: surfaces.map(\.rawValue))
        var joined: [SIMD2<Int>] = []
        var creases: [SIMD2<Int>] = []
        for edge in surface.edges {
            let pair = surface.triangles(on: edge.x, edge.y).map { Int($0) }
            guard pair.count == 2, surfaces[pair[0]] == surfaces[pair[1]] else { continue }
            let (first, second) = (surface.normal(Int32(pair[0])), surface.normal(Int32(pair[1])))
            let isSharp = first.dot(second) < Self.creaseLimit * first.norm * second.norm
            // The base is a cut, and rough: its edges mean nothing.
            if isSharp && surfaces[pair[0]] != .base {
                creases.append(SIMD2(pair[0], pair[1]))
            } else {
                joined.append(SIMD2(pair[0], pair[1]))
            }
        }
        var sets = DisjointSets(count: triangles.count)
        for pair in joined { sets.join(pair.x, pair.y) }
        var sizes: [SurfaceTag: Int] = [:]
        for tag in surfaces { sizes[tag, default: 0] += 1 }
        while let pair = Self.islandEdge(&sets, creases, surfaces, sizes) {
            sets.join(pair.x, pair.y)
        }
        patchOfTriangle = [Int32](repeating: 0, count: triangles.count)
        tags = []
        for (number, group) in sets.groups().enumerated() {
            for triangle in group { patchOfTriangle[triangle] = Int32(number) }
            tags.append(surfaces[group[0]])
        }
    }

    /// A crease over which the smallest island hangs together with the patch it has most edges with.
    private static func islandEdge(
        _ sets: inout DisjointSets, _ creases: [SIMD2<Int>], _ surfaces: [SurfaceTag],
        _ sizes: [SurfaceTag: Int]
    ) -> SIMD2<Int>? {
        let groups = sets.groups()
        var island: [Int]?
        var shared: [Int: (count: Int, edge: SIMD2<Int>)] = [:]
        for group in groups.sorted(by: { ($0.count, $0[0]) < ($1.count, $1[0]) }) {
            let whole = Double(sizes[surfaces[group[0]]] ?? 0)
            guard Double(group.count) < SurfacePatches.islandFraction * whole else { continue }
            let root = sets.find(group[0])
            shared = [:]
            for edge in creases {
                let ends = (sets.find(edge.x), sets.find(edge.y))
                guard ends.0 != ends.1, ends.0 == root || ends.1 == root else { continue }
                let other = ends.0 == root ? ends.1 : ends.0
                shared[other] = ((shared[other]?.count ?? 0) + 1, edge)
            }
            if !shared.isEmpty {
                island = group
                break
            }
        }
        guard island != nil else { return nil }
        return shared.max { ($0.value.count, -$0.key) < ($1.value.count, -$1.key) }?.value.edge
    }
}
