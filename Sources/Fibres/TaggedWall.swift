import FiniteElements
public import Geometry
import Glibc
import Numerics

/// A wall with its function space and the nodes of its surfaces, whatever the order of its elements.
struct TaggedWall: Sendable {
    let space: ScalarSpace
    /// Whether a node belongs to a tetrahedron of the left ventricle or the septum.
    let isLeft: [Bool]

    private let regions: [WallRegion]
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
        self.regions = regions
        self.triangles = triangles
        self.nodesPerTriangle = nodesPerTriangle
        self.tags = tags
        var left = [Bool](repeating: false, count: space.nodeCount)
        for (position, node) in space.tets.enumerated() {
            if regions[position / space.basis.count] != .rightVentricle { left[Int(node)] = true }
        }
        isLeft = left
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

    /// Nodes of the septum's right side, ascending: those of right endocardial triangles whose
    /// tetrahedron is not of the right ventricle.
    var septalNodes: [Int32] { rightEndocardium(septal: true) }

    /// Nodes of the right ventricle's free endocardium, ascending.
    var freeRightNodes: [Int32] { rightEndocardium(septal: false) }

    private func rightEndocardium(septal: Bool) -> [Int32] {
        var isRightTriangle: Set<SIMD3<Int32>> = []
        for (tet, region) in regions.enumerated() where region == .rightVentricle {
            let first = tet * space.basis.count
            for face in [(0, 1, 2), (0, 1, 3), (0, 2, 3), (1, 2, 3)] {
                isRightTriangle.insert(
                    Self.sorted(
                        space.tets[first + face.0], space.tets[first + face.1],
                        space.tets[first + face.2]))
            }
        }
        var isChosen = [Bool](repeating: false, count: space.nodeCount)
        for (index, tag) in tags.enumerated() where tag == .rvEndocardium {
            let nodes = triangles[index * nodesPerTriangle..<(index + 1) * nodesPerTriangle]
            let first = nodes.startIndex
            let face = Self.sorted(nodes[first], nodes[first + 1], nodes[first + 2])
            if isRightTriangle.contains(face) != septal {
                for node in nodes { isChosen[Int(node)] = true }
            }
        }
        return isChosen.indices.filter { isChosen[$0] }.map { Int32($0) }
    }

    private static func sorted(_ a: Int32, _ b: Int32, _ c: Int32) -> SIMD3<Int32> {
        let low = min(a, b, c)
        let high = max(a, b, c)
        return SIMD3(low, a ^ b ^ c ^ low ^ high, high)
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
    /// Finds the axis of a tagged wall on linear tetrahedra.
    ///
    /// - Throws: ``FibresError``, `FiniteElementsError`.
    public init(_ anatomy: VentricularAnatomy) throws { try self.init(TaggedWall(anatomy)) }

    /// Finds the axis of a tagged wall.
    ///
    /// - Throws: ``FibresError/missingSurface(tag:)``, ``FibresError/noLeftRim``.
    init(_ wall: TaggedWall) throws(FibresError) {
        let points = wall.space.points
        let endocardium = wall.nodes(of: .lvEndocardium)
        let onBase = Set(wall.nodes(of: .base))
        for (tag, isEmpty) in [
            (SurfaceTag.lvEndocardium, endocardium.isEmpty), (.base, onBase.isEmpty),
        ]
        where isEmpty {
            throw .missingSurface(tag: tag)
        }
        let rim = endocardium.filter(onBase.contains)
        guard !rim.isEmpty else { throw .noLeftRim }
        let base = rim.reduce(Vec3.zero) { $0 + points[Int($1)] } / Double(rim.count)

        var farthest = -Double.infinity
        var apex: Vec3?
        for node in wall.nodes(of: .epicardium) where wall.isLeft[Int(node)] {
            let distance = (points[Int(node)] - base).norm
            if distance > farthest {
                farthest = distance
                apex = points[Int(node)]
            }
        }
        guard let apex else { throw .missingSurface(tag: .epicardium) }

        var moment = Vec3.zero
        var area = 0.0
        for triangle in wall.corners(of: .lvEndocardium) {
            let p = points[Int(triangle[0])]
            let q = points[Int(triangle[1])]
            let r = points[Int(triangle[2])]
            let own = (q - p).cross(r - p).norm
            moment += own / 3 * (p + q + r)
            area += own
        }
        self.init(apex: apex, base: base, centre: moment / area)
    }
}

extension TaggedWall {
    /// Epicardial nodes of the left wall around the apex, within a fraction of the axis length.
    func apexNodes(_ axis: LongAxis, radius: Double) -> [Int32] {
        nodes(of: .epicardium).filter {
            isLeft[Int($0)]
                && (space.points[Int($0)] - axis.apex).norm <= radius * axis.length
        }
    }

    /// Angle of each node around an axis [rad], 0 towards the middle of the septum.
    ///
    /// The septum is the right endocardium of its right side; without that 0 points to the middle of
    /// the right endocardium, and without that too to the first of the coordinate axes x, y, z that is
    /// at least 45° from the long axis.
    func angles(around axis: LongAxis) -> [Double] {
        let zero = septalDirection(axis)
        let quarter = axis.direction.cross(zero)
        return space.points.map { point in
            let offset = point - axis.centre
            return atan2(offset.dot(quarter), offset.dot(zero))
        }
    }

    private func septalDirection(_ axis: LongAxis) -> Vec3 {
        for nodes in [septalNodes, nodes(of: .rvEndocardium)] where !nodes.isEmpty {
            let sum = nodes.reduce(Vec3.zero) { $0 + space.points[Int($1)] }
            return axis.radius(sum / Double(nodes.count)).normalized
        }
        let coordinateAxes = [Vec3(1, 0, 0), Vec3(0, 1, 0), Vec3(0, 0, 1)]
        let e = axis.direction
        let across = coordinateAxes.first { abs($0.dot(e)) < 0.5.squareRoot() } ?? coordinateAxes[0]
        return (across - across.dot(e) * e).normalized
    }
}
