import Fibres
import FiniteElements
import Geometry
import Numerics

/// Fibres of the biventricular mesh as quadratic functions.
extension Arostica2025Mesh {
    /// Frames at the quadrature points: quadratic functions of directions at the ten nodes, then made
    /// orthonormal.
    ///
    /// Codes with quadratic elements were supplied with fibres at the middle nodes too; the public files
    /// hold those of the vertices only. The middle ones follow from the rule that made them (Bayer et
    /// al. 2012): across a free wall, with φ the harmonic field that is 0 on the endocardia and 1 on the
    /// epicardium, it blends a frame that stays at the endocardial angle, 60°, with one that turns, 60° − 120° φ,
    /// by φ and on the shorter way between the two as axes. Where they are more than 90° apart, from φ = 0.75 on, that
    /// is the other way round, from 60° − 180°:
    ///
    /// ```
    /// angle = 60° − 120° φ²             φ < 0.75
    /// angle = −120° + (180° − 120° φ) φ     φ ≥ 0.75
    /// ```
    ///
    /// Of the supplied vertices inside the left wall those at 0.35, 0.44, 0.52, 0.65 and 0.85 stand at 41, 32, 24, 6 and −53
    /// degrees; these are 45, 37, 28, 9 and −54. Between two vertices a frame so turns by the share of the middle's angle
    /// between theirs; one half where they have the same.
    ///
    /// It matters in the right free wall, one element thick, whose fibres turn by 120° in it.
    ///
    /// - Throws: `FibresError`, `FiniteElementsError`.
    static func quadraticFrames(
        _ wall: QuadraticTetMesh, vertices: [FibreFrame]
    ) throws -> [FibreFrame] {
        let depth = try VentricularFields(wall).epicardial
        let turns = vertices.map { Quaternion(Mat3(columns: $0.fibre, $0.sheet, $0.normal)) }
        let values = quadrature.points.map { QuadraticTet.values(at: $0) }
        return (0..<wall.tetCount).flatMap { tet -> [FibreFrame] in
            let first = QuadraticTet.nodeCount * tet
            let nodes = wall.tets[first..<first + QuadraticTet.nodeCount].map { Int($0) }
            var frames = nodes[..<4].map { (vertices[$0].fibre, vertices[$0].sheet) }
            for (edge, ends) in QuadraticTet.edges.enumerated() {
                let (a, b) = (nodes[ends.0], nodes[ends.1])
                let middle = between(
                    turns[a], turns[b],
                    share(from: depth[a], to: depth[b], at: depth[nodes[4 + edge]]))
                frames.append((middle.column0, middle.column1))
            }
            return values.map { weights in
                var fibre = Vec3.zero
                var sheet = Vec3.zero
                for (frame, weight) in zip(frames, weights) {
                    fibre += weight * frame.0
                    sheet += weight * frame.1
                }
                let f = fibre.normalized
                return FibreFrame(fibre: f, sheet: (sheet - sheet.dot(f) * f).normalized)
            }
        }
    }

    /// Share of the turn between two depths at which the frame of a third stands [1].
    private static func share(from a: Double, to b: Double, at middle: Double) -> Double {
        // Below this both ends lie in the same depth, as in the septum.
        let least = 1e-3
        let whole = turned(b) - turned(a)
        guard abs(whole) > least else { return 0.5 }
        return min(1, max(0, (turned(middle) - turned(a)) / whole))
    }

    /// By how much of 120° the fibre has turned at a depth [1].
    private static func turned(_ depth: Double) -> Double {
        depth < 0.75 ? depth * depth : 1.5 - 1.5 * depth + depth * depth
    }

    /// A frame on the shortest turn from one to another.
    private static func between(_ a: Quaternion, _ b: Quaternion, _ share: Double) -> Mat3 {
        slerp(a.dot(b) < 0 ? -1 * a : a, b, share).matrix
    }
}
