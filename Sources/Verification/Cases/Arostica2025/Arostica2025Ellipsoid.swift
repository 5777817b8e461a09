import Fibres
import FiniteElements
import Geometry
import Glibc
import Numerics

/// The monoventricular geometry: ellipsoids of revolution around x, apex at −x, and its fibres.
///
/// ```
/// x = rl(t) cos u,  y = rs(t) sin u cos v,  z = rs(t) sin u sin v,   rs, rl linear in t
/// f0 = sin α ê_u + cos α ê_v,   α = −60° + 120° t,   n0 = ê_u × ê_v,   s0 = f0 × n0
/// ```
///
/// with t the harmonic coordinate from the endocardium (0) to the epicardium (1).
///
/// Source: Aróstica et al., *Comput. Methods Appl. Mech. Eng.* 435 (2025) 117485,
/// doi:10.1016/j.cma.2024.117485; public generator of the benchmark's mesh and fibres
/// (Reidmen/cardiac_benchmark_toolkit, MIT).
enum Arostica2025Ellipsoid {
    /// Semi-axes across and along the long axis [mm]: endocardium, epicardium.
    static let short = (endo: 25.0, epi: 35.0)
    static let long = (endo: 90.0, epi: 97.0)
    /// cos u of the base on the endocardium and the epicardium [1].
    static let baseCosine = (endo: 5.0 / 17, epi: 5.0 / 20)
    /// Fibre angle on the endocardium and the epicardium [rad].
    private static let angle = (endo: -Double.pi / 3, epi: Double.pi / 3)

    private static func at(_ t: Double, _ range: (endo: Double, epi: Double)) -> Double {
        range.endo + t * (range.epi - range.endo)
    }

    /// Frames at points of the reference tetrahedron, tetrahedron by tetrahedron.
    ///
    /// - Throws: `FiniteElementsError`.
    static func frames(on wall: QuadraticTetMesh, at reference: [Vec3]) throws -> [FibreFrame] {
        let space = try ScalarSpace(wall)
        var depth: [Int32: Double] = [:]
        for node in wall.triangles(tagged: .epicardium) { depth[node] = 1 }
        for node in wall.triangles(tagged: .lvEndocardium) { depth[node] = 0 }
        let prescribed = depth.keys.sorted()
        let transmural = try DirichletSystem(space.stiffness(), prescribedNodes: prescribed)
            .solve(prescribed: prescribed.map { depth[$0] ?? 0 })
        let samples = try space.samples(of: transmural, at: reference)
        let positions = try space.interpolate(space.points, at: reference)
        return zip(positions, samples.values).map { frame(at: $0, depth: $1) }
    }

    /// Frames at the vertices, with a depth that is linear in each tetrahedron.
    ///
    /// - Throws: `FiniteElementsError`.
    static func vertexFrames(on wall: QuadraticTetMesh) throws -> [FibreFrame] {
        let linear = wall.linear
        let space = try ScalarSpace(linear.mesh)
        var depth: [Int32: Double] = [:]
        for (triangle, tag) in zip(linear.triangles, linear.triangleTags) {
            guard tag == .lvEndocardium || tag == .epicardium else { continue }
            for corner in 0..<3 { depth[triangle[corner]] = tag == .epicardium ? 1 : 0 }
        }
        let prescribed = depth.keys.sorted()
        let transmural = try DirichletSystem(space.stiffness(), prescribedNodes: prescribed)
            .solve(prescribed: prescribed.map { depth[$0] ?? 0 })
        return zip(space.points, transmural).map { frame(at: $0, depth: $1) }
    }

    /// The frame at a place of given depth t.
    static func frame(at x: Vec3, depth t: Double) -> FibreFrame {
        let (rs, rl) = (at(t, short), at(t, long))
        let u = atan2((x.y * x.y + x.z * x.z).squareRoot() / rs, x.x / rl)
        let v = atan2(x.z, x.y)
        let along = Vec3(-rl * sin(u), rs * cos(u) * cos(v), rs * cos(u) * sin(v)).normalized
        let around = Vec3(0, -sin(v), cos(v))
        let alpha = at(t, angle)
        let fibre = (sin(alpha) * along + cos(alpha) * around).normalized
        return FibreFrame(fibre: fibre, sheet: fibre.cross(along.cross(around)).normalized)
    }

    /// A mesh of the same geometry, for refinement studies.
    ///
    /// - `elementSize`: edge length along the middle of the wall [mm].
    /// - `layers`: elements through the wall.
    /// - `isStraight`: edges are straight, as in the published mesh; facets then bound the wall.
    static func mesh(
        elementSize: Double, layers: Int, isStraight: Bool = false
    ) throws -> QuadraticTetMesh {
        // The lattice of a similar ellipsoid, cut flat, gives the topology and a place (s, v, t) to
        // every node; the places are then put where this geometry has them.
        let similar = TruncatedEllipsoid(
            innerShort: short.endo, innerLong: long.endo, outerShort: short.epi,
            outerLong: long.epi, baseHeight: long.endo * baseCosine.endo)
        var mesh = try similar.quadraticMesh(elementSize: elementSize, layers: layers)
        guard let places = mesh.coordinates else { return mesh }
        for node in mesh.points.indices {
            let (s, v, t) = (
                places.apicobasal[node], places.rotational[node], places.transmural[node]
            )
            let base = acos(at(t, baseCosine))
            let u = .pi - s * (.pi - base)
            mesh.points[node] = Vec3(
                at(t, long) * cos(u), at(t, short) * sin(u) * cos(v),
                at(t, short) * sin(u) * sin(v))
        }
        if isStraight { mesh.straighten() }
        return mesh
    }
}

extension QuadraticTetMesh {
    /// Puts every middle node halfway between its vertices.
    fileprivate mutating func straighten() {
        for tet in 0..<tetCount {
            let first = QuadraticTet.nodeCount * tet
            for (edge, ends) in QuadraticTet.edges.enumerated() {
                let (a, b) = (points[Int(tets[first + ends.0])], points[Int(tets[first + ends.1])])
                points[Int(tets[first + 4 + edge])] = 0.5 * (a + b)
            }
        }
    }
}
