public import Geometry
public import Numerics

/// The blood pool behind an endocardium of curved triangles, closed over each rim.
///
/// Each rim (valve ring) is closed by the cone from its curved edges to the mean c of its nodes. The
/// volume is a cubic polynomial of the node positions, and its gradient times the pressure is the
/// follower load, forces on the caps included. Being a derivative of p V, that load has a symmetric
/// stiffness.
///
/// ```
/// V = −Σ_triangles V_triangle + 1/6 Σ_rims c·∮ e × de
/// ```
///
/// Differs from `Geometry.Cavity`: edges are curved, and c is the mean of corners and middles.
public struct QuadraticCavity: Sendable {
    /// Name for messages.
    public let name: String
    /// Endocardial triangles, six nodes each, oriented out of the wall and so into the cavity.
    public let triangles: [Int32]
    /// Nodes of each rim in order, corners and middles in turn, along its triangles.
    public let rims: [[Int32]]
    /// All positions are taken relative to this point, to lose fewer digits [mm].
    private let origin: Vec3

    /// Makes the cavity behind one tagged surface of a mesh.
    ///
    /// Triangles are turned to face the same way where they do not, and all together so that the
    /// volume is positive.
    ///
    /// - Throws: ``FiniteElementsError/emptySurface(name:)``,
    ///   ``FiniteElementsError/surfaceNotManifold(name:node:)``.
    public init(_ mesh: QuadraticTetMesh, endocardium tag: SurfaceTag) throws {
        try self.init(name: "\(tag)", triangles: mesh.triangles(tagged: tag), points: mesh.points)
    }

    /// Makes the cavity behind some triangles, six nodes each.
    ///
    /// - Throws: as ``init(_:endocardium:)``.
    public init(name: String, triangles: [Int32], points: [Vec3]) throws {
        guard !triangles.isEmpty else { throw FiniteElementsError.emptySurface(name: name) }
        let nodes = Set(triangles).sorted()
        let origin = nodes.reduce(Vec3.zero) { $0 + points[Int($1)] } / Double(nodes.count)
        let oriented = try SurfaceOrientation.consistent(triangles, name: name)
        self.init(
            name: name, triangles: oriented, rims: try Self.rims(of: oriented, name: name),
            origin: origin)
        if volume(points) < 0 {
            let turned = SurfaceOrientation.turned(oriented)
            self.init(
                name: name, triangles: turned, rims: try Self.rims(of: turned, name: name),
                origin: origin)
        }
    }

    private init(name: String, triangles: [Int32], rims: [[Int32]], origin: Vec3) {
        self.name = name
        self.triangles = triangles
        self.rims = rims
        self.origin = origin
    }

    private static func rims(of triangles: [Int32], name: String) throws -> [[Int32]] {
        do throws(GeometryError) {
            return try SurfaceLoops.find(triangles: triangles, nodesPerTriangle: 6).map(\.nodes)
        } catch {
            var node = 0
            if case .nonManifoldEdge(let first, _, _) = error { node = Int(first) }
            throw FiniteElementsError.surfaceNotManifold(name: name, node: node)
        }
    }

    /// Number of triangles.
    public var triangleCount: Int { triangles.count / 6 }

    /// Volume for given node positions [mm³].
    public func volume(_ points: [Vec3]) -> Double {
        volume { points[$0] }
    }

    /// Volume for flat positions, three per node [mm³].
    package func volume(_ x: UnsafePointer<Double>) -> Double {
        volume { Vec3(x[3 * $0], x[3 * $0 + 1], x[3 * $0 + 2]) }
    }

    private func volume(_ position: (Int) -> Vec3) -> Double {
        var sum = 0.0
        for t in 0..<triangleCount {
            sum -= TriangleVolume.value(corners(t, position))
        }
        for rim in rims {
            let cap = RimCap(rim.map { position(Int($0)) - origin })
            sum += cap.volume
        }
        return sum
    }

    /// Adds `scale · ∂V/∂x` to a flat nodal vector.
    ///
    /// Allocates nothing for triangles, of which there are many.
    ///
    /// - Returns: the volume [mm³]; each part of it is a cubic form, `V = ⅓ x·∂V/∂x`.
    @discardableResult
    package func addGradient(
        _ x: UnsafePointer<Double>, scale: Double, to vector: UnsafeMutablePointer<Double>
    ) -> Double {
        let position = { (n: Int) in Vec3(x[3 * n], x[3 * n + 1], x[3 * n + 2]) }
        func add(_ node: Int32, _ g: Vec3) {
            let target = vector + 3 * Int(node)
            target[0] += g.x
            target[1] += g.y
            target[2] += g.z
        }
        var threefold = 0.0
        withUnsafeTemporaryAllocation(of: Vec3.self, capacity: 12) { memory in
            guard let corners = memory.baseAddress else { return }
            let slopes = corners + 6
            TriangleVolume.terms.withUnsafeBufferPointer { terms in
                for t in 0..<triangleCount {
                    for a in 0..<6 {
                        corners[a] = position(Int(triangles[6 * t + a])) - origin
                        slopes[a] = .zero
                    }
                    TriangleVolume.addGradient(terms, corners, to: slopes)
                    for a in 0..<6 {
                        threefold -= corners[a].dot(slopes[a])
                        add(triangles[6 * t + a], -scale * slopes[a])
                    }
                }
            }
        }
        var volume = threefold / 3
        for rim in rims {
            let cap = RimCap(rim.map { position(Int($0)) - origin })
            volume += cap.volume
            for (k, node) in rim.enumerated() { add(node, scale * cap.gradient(k)) }
        }
        return volume
    }

    private func corners(_ t: Int, _ position: (Int) -> Vec3) -> [Vec3] {
        (0..<6).map { position(Int(triangles[6 * t + $0])) - origin }
    }

    /// Calls `add(family, element, a, b, w)` with the axial vector of each block ∂²V/∂x_a∂x_b = [w]×,
    /// a > b: family −1 for triangles, else the rim.
    package func forEachHessianBlock(
        _ x: UnsafePointer<Double>,
        _ add: (_ rim: Int?, _ element: Int, _ a: Int, _ b: Int, _ w: Vec3) -> Void
    ) {
        let position = { (n: Int) in Vec3(x[3 * n], x[3 * n + 1], x[3 * n + 2]) }
        for t in 0..<triangleCount {
            let w = TriangleVolume.hessian(corners(t, position))
            for a in 1..<6 {
                for b in 0..<a { add(nil, t, a, b, -w[a * (a - 1) / 2 + b]) }
            }
        }
        for (index, rim) in rims.enumerated() {
            let cap = RimCap(rim.map { position(Int($0)) - origin })
            for a in 1..<rim.count {
                for b in 0..<a { add(index, 0, a, b, cap.hessian(a, b)) }
            }
        }
    }
}

/// The cone over one curved rim, for given positions of its nodes (corner, middle, corner, …).
///
/// ```
/// V       = 1/6 c·A,  A = ∮ e × de = Σ_j<k κ_jk r_j × r_k,  c = Σ_k r_k / n
/// κ       = 4/3 from a corner or middle to the next node, −1/3 from a corner to the next corner
/// ∂V/∂r_j = 1/6 (D_j × c + A/n),  D_j = Σ_k κ_jk r_k,  κ_kj = −κ_jk
/// ∂²V/∂r_j∂r_k = 1/6 [ (D_j − D_k)/n − κ_jk c ]×
/// ```
///
/// κ integrates the quadratic edges exactly, so that cone and endocardium meet without a gap.
struct RimCap {
    private let r: [Vec3]
    private let centre: Vec3
    private let area: Vec3

    init(_ r: [Vec3]) {
        self.r = r
        centre = r.reduce(.zero, +) / Double(r.count)
        var area = Vec3.zero
        let n = r.count
        for corner in stride(from: 0, to: n, by: 2) {
            let a = r[corner]
            let m = r[corner + 1]
            let b = r[(corner + 2) % n]
            area += Self.toNext * (a.cross(m) + m.cross(b)) + Self.toCorner * a.cross(b)
        }
        self.area = area
    }

    var volume: Double { centre.dot(area) / 6 }

    func gradient(_ j: Int) -> Vec3 {
        (neighbours(j).cross(centre) + area / Double(r.count)) / 6
    }

    /// Axial vector of ∂²V/∂r_j∂r_k, j ≠ k.
    func hessian(_ j: Int, _ k: Int) -> Vec3 {
        let n = r.count
        var w = (neighbours(j) - neighbours(k)) / Double(n)
        if k == (j + 1) % n { w -= Self.toNext * centre }
        if j == (k + 1) % n { w += Self.toNext * centre }
        if j % 2 == 0 {
            if k == (j + 2) % n { w -= Self.toCorner * centre }
            if j == (k + 2) % n { w += Self.toCorner * centre }
        }
        return w / 6
    }

    /// D_j.
    private func neighbours(_ j: Int) -> Vec3 {
        let n = r.count
        let near = Self.toNext * (r[(j + 1) % n] - r[(j + n - 1) % n])
        return j % 2 == 0
            ? near + Self.toCorner * (r[(j + 2) % n] - r[(j + n - 2) % n]) : near
    }

    private static let toNext = 4.0 / 3
    private static let toCorner = -1.0 / 3
}
