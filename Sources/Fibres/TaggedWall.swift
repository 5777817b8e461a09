import FiniteElements
import Geometry
import Numerics

/// A wall with its function space and the nodes of its surfaces, whatever the order of its elements.
struct TaggedWall: Sendable {
    let space: ScalarSpace
    /// Whether a node belongs to a tetrahedron of the left ventricle or the septum.
    let isLeft: [Bool]
    /// Whether a node belongs to a tetrahedron of the right ventricle.
    let isRight: [Bool]

    private let triangles: [Int32]
    private let nodesPerTriangle: Int
    private let tags: [SurfaceTag]

    init(_ anatomy: VentricularAnatomy) throws(FiniteElementsError) {
        self.init(
            space: try ScalarSpace(anatomy.mesh), regions: anatomy.regions,
            triangles: anatomy.triangles.flatMap { [$0[0], $0[1], $0[2]] }, nodesPerTriangle: 3,
            tags: anatomy.triangleTags)
    }

    init(_ mesh: QuadraticTetMesh) throws(FiniteElementsError) {
        self.init(
            space: try ScalarSpace(mesh), regions: mesh.regions, triangles: mesh.triangles,
            nodesPerTriangle: 6, tags: mesh.triangleTags)
    }

    private init(
        space: ScalarSpace, regions: [WallRegion], triangles: [Int32], nodesPerTriangle: Int,
        tags: [SurfaceTag]
    ) {
        self.space = space
        self.triangles = triangles
        self.nodesPerTriangle = nodesPerTriangle
        self.tags = tags
        var left = [Bool](repeating: false, count: space.nodeCount)
        var right = left
        for (position, node) in space.tets.enumerated() {
            if regions[position / space.basis.count] == .rightVentricle {
                right[Int(node)] = true
            } else {
                left[Int(node)] = true
            }
        }
        isLeft = left
        isRight = right
    }

    /// All nodes of a surface, ascending, each once.
    func nodes(of tag: SurfaceTag) -> [Int32] {
        var isOn = [Bool](repeating: false, count: space.nodeCount)
        for (triangle, t) in tags.enumerated() where t == tag {
            for k in 0..<nodesPerTriangle {
                isOn[Int(triangles[triangle * nodesPerTriangle + k])] = true
            }
        }
        return isOn.indices.filter { isOn[$0] }.map { Int32($0) }
    }

    /// The vertices of each triangle of a surface.
    func corners(of tag: SurfaceTag) -> [SIMD3<Int32>] {
        tags.indices.filter { tags[$0] == tag }.map {
            let first = $0 * nodesPerTriangle
            return SIMD3(triangles[first], triangles[first + 1], triangles[first + 2])
        }
    }
}

extension LongAxis {
    /// Finds the axis of a tagged wall.
    ///
    /// - Throws: ``FibresError/missingSurface(tag:)``, ``FibresError/noLeftRim``.
    init(_ wall: TaggedWall) throws(FibresError) {
        var area = Vec3.zero
        var centroid = Vec3.zero
        var total = 0.0
        for triangle in wall.corners(of: .base) {
            let p = (0..<3).map { wall.space.points[Int(triangle[$0])] }
            let vector = 0.5 * (p[1] - p[0]).cross(p[2] - p[0])
            area += vector
            centroid += vector.norm / 3 * (p[0] + p[1] + p[2])
            total += vector.norm
        }
        guard total > 0 else { throw .missingSurface(tag: .base) }
        centroid = centroid / total

        var lowest = Double.infinity
        var apex: Vec3?
        for node in wall.nodes(of: .epicardium) where wall.isLeft[Int(node)] {
            let height = (wall.space.points[Int(node)] - centroid).dot(area)
            if height < lowest {
                lowest = height
                apex = wall.space.points[Int(node)]
            }
        }
        guard let apex else { throw .missingSurface(tag: .epicardium) }

        let onBase = Set(wall.nodes(of: .base))
        let rim = wall.nodes(of: .lvEndocardium).filter(onBase.contains)
        guard !rim.isEmpty else { throw .noLeftRim }
        var sum = Vec3.zero
        for node in rim { sum += wall.space.points[Int(node)] }
        self.init(apex: apex, base: sum / Double(rim.count))
    }
}
