import FiniteElements
import Geometry
import Numerics

/// The consistent mass of a wall: one number for each pair of coupled nodes.
///
/// ```
/// M_ab = ∫ ρ N_a N_b dV,   force of an acceleration: Σ_b M_ab ü_b
/// ```
///
/// Over a mesh, that of the image, by a rule of degree 5: exact on straight elements up to the rounding of
/// degree 4, and positive definite.
struct MassMatrix: Sendable {
    /// Mass of each block of the pattern [mg], in its order.
    let values: [Double]
    private let pattern: NodeBlockPattern

    /// Integrates the mass.
    ///
    /// - `density`: [mg/mm³].
    /// - Throws: ``NumericsError`` when the pattern does not hold the elements' couplings.
    init(mesh: QuadraticTetMesh, density: Double, pattern: NodeBlockPattern) throws {
        let tets = ElementConnectivity(
            nodes: mesh.tets, nodesPerElement: QuadraticTet.nodeCount)
        let scatter = try BlockScatterMap(pattern: pattern, family: tets)
        let rule = TetQuadrature.degree5
        let shapes = rule.points.map { QuadraticTet.values(at: $0) }
        let slopes = rule.points.map { QuadraticTet.gradients(at: $0) }
        var values = [Double](repeating: 0, count: pattern.blockCount)
        for tet in 0..<mesh.tetCount {
            let corners = (0..<QuadraticTet.nodeCount).map {
                mesh.points[Int(mesh.tets[QuadraticTet.nodeCount * tet + $0])]
            }
            for q in 0..<rule.count {
                var jacobian = Mat3.zero
                for (x, g) in zip(corners, slopes[q]) { jacobian = jacobian + .outer(x, g) }
                let weight = density * rule.weights[q] * jacobian.determinant
                let N = shapes[q]
                for a in 0..<QuadraticTet.nodeCount {
                    for b in 0...a {
                        let pair = tet * scatter.pairCount + BlockScatterMap.pair(a, b)
                        values[Int(scatter.code[pair]) >> 1] += weight * N[a] * N[b]
                    }
                }
            }
        }
        self.values = values
        self.pattern = pattern
    }

    /// Adds `scale · M x` to a nodal vector, three components per node.
    func add(
        _ x: UnsafePointer<Double>, scale: Double, to y: UnsafeMutablePointer<Double>
    ) {
        pattern.column.withUnsafeBufferPointer { column in
            for row in 0..<pattern.nodeCount {
                let first = Int(pattern.rowStart[row])
                let diagonal = Int(pattern.rowStart[row + 1]) - 1
                let (r0, r1, r2) = (x[3 * row], x[3 * row + 1], x[3 * row + 2])
                let m = scale * values[diagonal]
                var (y0, y1, y2) = (m * r0, m * r1, m * r2)
                for p in first..<diagonal {
                    let m = scale * values[p]
                    let c = 3 * Int(column[p])
                    y0 += m * x[c]
                    y1 += m * x[c + 1]
                    y2 += m * x[c + 2]
                    y[c] += m * r0
                    y[c + 1] += m * r1
                    y[c + 2] += m * r2
                }
                y[3 * row] += y0
                y[3 * row + 1] += y1
                y[3 * row + 2] += y2
            }
        }
    }

    /// Adds `scale · M` to the values of a matrix with the same pattern.
    func add(scale: Double, into matrix: UnsafeMutablePointer<Double>) {
        for (block, mass) in values.enumerated() {
            let target = matrix + 9 * block
            let m = scale * mass
            target[0] += m
            target[4] += m
            target[8] += m
        }
    }
}

/// Inertia in the balance of forces: `rate · M (u − origin)`, with the origin that makes the bracket
/// times the rate the acceleration of the iterate.
struct Inertia {
    /// Force that a wall still at rest is measured by, in units of the smallest force that is not zero:
    /// a part in 10⁷ of the bulk modulus times a cross-section, above all rounding.
    static let smallestForce = 1e5

    let mass: MassMatrix
    /// [1/ms²].
    var rate = 0.0
    /// [mm], three per node.
    let origin: Buffer<Double>
    /// Scratch memory: u − origin [mm], and its force [mN].
    let shift: Buffer<Double>
    let force: Buffer<Double>

    init(mass: MassMatrix, unknowns: Int) {
        self.mass = mass
        origin = Buffer(repeating: 0, count: unknowns)
        shift = Buffer(repeating: 0, count: unknowns)
        force = Buffer(repeating: 0, count: unknowns)
    }
}
