import Geometry
import Numerics

/// Bends the boundary edges of a straight mesh onto the original surface as far as the elements allow.
struct GuardedCurving {
    /// Least scaled Jacobian (see ``JacobianSamples``) that bending may leave.
    static let leastScaledJacobian = 0.2
    /// What is left of the bending of an edge each time an element at it is too crooked.
    private static let backOff = 0.7
    /// Rounds in which only the most bent edge of each crooked element gives way.
    private static let patientRounds = 30
    /// Rounds of backing off, after which the edges of crooked elements are straight.
    private static let rounds = 46

    /// The curved mesh.
    private(set) var mesh: QuadraticTetMesh
    /// Edges on the boundary that were bent as far as the original surface goes.
    private(set) var fullyBent = 0
    /// Edges that were bent less than that.
    private(set) var heldBack = 0

    /// - `patches`: patch of each boundary triangle of the anatomy.
    init(_ anatomy: VentricularAnatomy, patches: [Int32], target: SurfaceTarget) {
        let surface = EditableSurface(
            points: anatomy.mesh.points, triangles: anatomy.triangles, patches: patches)
        mesh = QuadraticTetMesh(curving: anatomy) { a, b in
            0.5 * (anatomy.mesh.points[Int(a)] + anatomy.mesh.points[Int(b)])
        }
        let bends = Self.bends(mesh, surface, target)
        let straight = mesh.points
        var parts = [Int32: Double](uniqueKeysWithValues: bends.keys.map { ($0, 1) })
        for (node, bend) in bends { mesh.points[Int(node)] = straight[Int(node)] + bend }
        func bent(_ node: Int32) -> Double { (parts[node] ?? 0) * (bends[node] ?? .zero).norm }
        for round in 0...Self.rounds {
            var tooBent: Set<Int32> = []
            for tet in 0..<mesh.tetCount
            where !(JacobianSamples.scaledMinimum(mesh.element(tet)) >= Self.leastScaledJacobian) {
                let nodes = (4..<10).map { mesh.tets[10 * tet + $0] }
                    .filter { (parts[$0] ?? 0) > 0 }
                if round >= Self.patientRounds {
                    tooBent.formUnion(nodes)
                } else if let most = nodes.max(by: { bent($0) < bent($1) }) {
                    tooBent.insert(most)
                }
            }
            if tooBent.isEmpty { break }
            for node in tooBent {
                guard let part = parts[node], let bend = bends[node] else { continue }
                let less = round == Self.rounds ? 0 : Self.backOff * part
                parts[node] = less
                mesh.points[Int(node)] = straight[Int(node)] + less * bend
            }
        }
        fullyBent = parts.values.count { $0 == 1 }
        heldBack = parts.count - fullyBent
    }

    /// The way from the middle of each boundary edge to the original surface, by middle node.
    private static func bends(
        _ mesh: QuadraticTetMesh, _ surface: EditableSurface, _ target: SurfaceTarget
    ) -> [Int32: Vec3] {
        var bends: [Int32: Vec3] = [:]
        for triangle in 0..<mesh.triangleCount {
            let nodes = mesh.triangles[6 * triangle..<6 * triangle + 6].map { $0 }
            for k in 0..<3 where nodes[k] < nodes[(k + 1) % 3] {
                let (a, b) = (nodes[k], nodes[(k + 1) % 3])
                let pair = surface.triangles(on: a, b)
                guard pair.count == 2 else { continue }
                let middle = mesh.points[Int(nodes[3 + k])]
                let (first, second) = (surface.patches[Int(pair[0])], surface.patches[Int(pair[1])])
                let foot: Vec3
                if first == second {
                    foot = target.nearest(
                        to: middle, patch: first,
                        facing: surface.normal(pair[0]) + surface.normal(pair[1]))
                } else {
                    guard let border = target.border(between: first, second, nearest: middle)
                    else { continue }
                    foot = target.nearest(to: middle, border: border).foot
                }
                bends[nodes[3 + k]] = foot - middle
            }
        }
        return bends
    }
}
