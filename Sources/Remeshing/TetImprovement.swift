import Geometry
import Glibc
import Numerics

/// Makes the worst tetrahedra of a new wall mesh better without moving its surface.
///
/// Slivers that lie flat on the boundary are taken off; vertices of other poor tetrahedra are moved
/// to where the worst tetrahedron around them is best, boundary vertices along the original surface
/// and border vertices along their border.
struct TetImprovement {
    /// The mesh.
    private(set) var mesh: TetMesh
    /// Boundary triangles, outwards.
    private(set) var triangles: [SIMD3<Int32>]
    /// Patch of each boundary triangle.
    private(set) var patches: [Int32]
    /// Tetrahedra that were taken off the boundary.
    private(set) var removed = 0

    private let target: SurfaceTarget

    /// Rounds of taking off and moving; the worst tetrahedron gains nothing after the fifth.
    private static let rounds = 8
    /// Tetrahedra with an angle whose sine is smaller are worked on (25°).
    private static let poorSine = sin(25 * Double.pi / 180)
    /// Flat tetrahedra on the boundary with a smaller sine are taken off (15°).
    private static let sliverSine = sin(15 * Double.pi / 180)
    /// Cosine of the most that the boundary may bend where a sliver is taken off (30°).
    private static let bendLimit = cos(30 * Double.pi / 180)
    /// Cosine of the most that a boundary triangle may turn when a vertex is moved (10°).
    private static let turnLimit = cos(10 * Double.pi / 180)
    /// First steps of the search in lengths of the shortest edge, halved each time.
    private static let firstStep = 0.25
    private static let halvings = 5

    init(
        _ mesh: TetMesh, triangles: [SIMD3<Int32>], patches: [Int32], target: SurfaceTarget
    ) {
        self.mesh = mesh
        self.triangles = triangles
        self.patches = patches
        self.target = target
    }

    /// Works until nothing gets better.
    mutating func run() {
        for _ in 0..<Self.rounds {
            let taken = takeOffSlivers()
            removed += taken
            let moved = moveVertices()
            if taken == 0 && moved == 0 { return }
        }
    }

    private func sine(_ tet: SIMD4<Int32>) -> Double {
        TetShape.smallestSine(
            mesh.points[Int(tet.x)], mesh.points[Int(tet.y)], mesh.points[Int(tet.z)],
            mesh.points[Int(tet.w)])
    }

    // MARK: Slivers on the boundary

    private mutating func takeOffSlivers() -> Int {
        var faceNumber: [SIMD3<Int32>: Int] = [:]
        for (number, t) in triangles.enumerated() { faceNumber[TetBoundary.key(t)] = number }
        var boundaryEdges: Set<SIMD2<Int32>> = []
        for t in triangles { boundaryEdges.formUnion(Self.edges(t)) }
        var doomed: Set<Int> = []
        for number in mesh.tets.indices where sine(mesh.tets[number]) < Self.sliverSine {
            let tet = mesh.tets[number]
            let faces = TetBoundary.faces.map { SIMD3(tet[$0.x], tet[$0.y], tet[$0.z]) }
            let outer = faces.compactMap { faceNumber[TetBoundary.key($0)] }
            guard outer.count == 2, patches[outer[0]] == patches[outer[1]], isFlat(outer) else {
                continue
            }
            let inner = faces.filter { faceNumber[TetBoundary.key($0)] == nil }
            let fresh = Set(inner.flatMap { Self.edges($0) })
                .subtracting(outer.flatMap { Self.edges(triangles[$0]) })
            guard fresh.count == 1, boundaryEdges.isDisjoint(with: fresh) else { continue }
            boundaryEdges.formUnion(fresh)
            for (place, face) in zip(outer, inner) {
                faceNumber[TetBoundary.key(triangles[place])] = nil
                // Outwards from the neighbour is inwards from the sliver.
                triangles[place] = SIMD3(face.y, face.x, face.z)
                faceNumber[TetBoundary.key(face)] = place
            }
            doomed.insert(number)
        }
        mesh.tets = mesh.tets.indices.filter { !doomed.contains($0) }.map { mesh.tets[$0] }
        return doomed.count
    }

    private func isFlat(_ pair: [Int]) -> Bool {
        let normals = pair.map { number in
            let t = triangles[number]
            return
                (mesh.points[Int(t.y)] - mesh.points[Int(t.x)])
                .cross(mesh.points[Int(t.z)] - mesh.points[Int(t.x)]).normalized
        }
        return normals[0].dot(normals[1]) > Self.bendLimit
    }

    private static func edge(_ a: Int32, _ b: Int32) -> SIMD2<Int32> { SIMD2(min(a, b), max(a, b)) }

    private static func edges(_ t: SIMD3<Int32>) -> [SIMD2<Int32>] {
        [edge(t.x, t.y), edge(t.y, t.z), edge(t.z, t.x)]
    }

    // MARK: Moving vertices

    private mutating func moveVertices() -> Int {
        let around = VertexTets(mesh)
        let surface = EditableSurface(points: mesh.points, triangles: triangles, patches: patches)
        var worst: [Int32: Double] = [:]
        for tet in mesh.tets {
            let sine = sine(tet)
            guard sine < Self.poorSine else { continue }
            for corner in 0..<4 { worst[tet[corner]] = min(worst[tet[corner]] ?? 1, sine) }
        }
        var moved = 0
        for (vertex, _) in worst.sorted(by: { ($0.value, $0.key) < ($1.value, $1.key) })
        where move(vertex, around[vertex], surface) { moved += 1 }
        return moved
    }

    /// Searches along the axes with shrinking steps for the place where the worst tetrahedron
    /// around a vertex is best.
    private mutating func move(
        _ vertex: Int32, _ tets: ArraySlice<Int32>, _ surface: EditableSurface
    ) -> Bool {
        let place = surface.fans[Int(vertex)].isEmpty ? nil : surface.place(vertex)
        if place == .corner { return false }
        let start = mesh.points[Int(vertex)]
        let normal = place == nil ? Vec3.zero : surface.normal(at: vertex)
        var best = worst(tets)
        var point = start
        var step = Self.firstStep * shortestEdge(vertex, tets)
        for _ in 0..<Self.halvings {
            for direction in Self.directions {
                let goal = goal(point + step * direction, place, normal)
                mesh.points[Int(vertex)] = goal
                let found = worst(tets)
                if found > best, keepsFacing(vertex, from: start, to: goal, surface) {
                    best = found
                    point = goal
                }
            }
            step *= 0.5
        }
        mesh.points[Int(vertex)] = point
        return point != start
    }

    private static let directions = [
        Vec3(1, 0, 0), Vec3(-1, 0, 0), Vec3(0, 1, 0), Vec3(0, -1, 0), Vec3(0, 0, 1), Vec3(0, 0, -1),
    ]

    private func goal(_ point: Vec3, _ place: EditableSurface.Place?, _ normal: Vec3) -> Vec3 {
        switch place {
        case .inside(let patch): return target.nearest(to: point, patch: patch, facing: normal)
        case .border(let low, let high):
            guard let border = target.border(between: low, high, nearest: point) else {
                return point
            }
            return target.nearest(to: point, border: border).foot
        default: return point
        }
    }

    /// True where no boundary triangle turns much: the surface stays what it is.
    private func keepsFacing(
        _ vertex: Int32, from start: Vec3, to goal: Vec3, _ surface: EditableSurface
    ) -> Bool {
        surface.fans[Int(vertex)].allSatisfy { triangle in
            let t = triangles[Int(triangle)]
            func normal(_ point: Vec3) -> Vec3 {
                let p = (0..<3).map { t[$0] == vertex ? point : mesh.points[Int(t[$0])] }
                return (p[1] - p[0]).cross(p[2] - p[0])
            }
            let (old, new) = (normal(start), normal(goal))
            return old.dot(new) > Self.turnLimit * old.norm * new.norm
        }
    }

    private func worst(_ tets: ArraySlice<Int32>) -> Double {
        tets.reduce(Double.infinity) { min($0, sine(mesh.tets[Int($1)])) }
    }

    private func shortestEdge(_ vertex: Int32, _ tets: ArraySlice<Int32>) -> Double {
        var shortest = Double.infinity
        for number in tets {
            let tet = mesh.tets[Int(number)]
            for corner in 0..<4 where tet[corner] != vertex {
                let edge = mesh.points[Int(tet[corner])] - mesh.points[Int(vertex)]
                shortest = min(shortest, edge.norm)
            }
        }
        return shortest
    }
}

/// The tetrahedra around each vertex.
struct VertexTets {
    private var starts: [Int]
    private var tets: [Int32]

    init(_ mesh: TetMesh) {
        starts = [Int](repeating: 0, count: mesh.points.count + 1)
        for tet in mesh.tets { for corner in 0..<4 { starts[Int(tet[corner]) + 1] += 1 } }
        for vertex in mesh.points.indices { starts[vertex + 1] += starts[vertex] }
        var next = starts
        tets = [Int32](repeating: 0, count: 4 * mesh.tets.count)
        for (number, tet) in mesh.tets.enumerated() {
            for corner in 0..<4 {
                tets[next[Int(tet[corner])]] = Int32(number)
                next[Int(tet[corner])] += 1
            }
        }
    }

    subscript(vertex: Int32) -> ArraySlice<Int32> {
        tets[starts[Int(vertex)]..<starts[Int(vertex) + 1]]
    }
}
