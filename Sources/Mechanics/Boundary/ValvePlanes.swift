import Geometry
import Numerics

/// The closed valve planes of one cavity and the fibrous skeleton between them: an elastic net over
/// all nodes of its rims.
///
/// ```
/// U = K/2 Σ_{a < b} w_a w_b (|x_a − x_b| − L_ab)²,   Σ_a w_a = 1
/// ```
///
/// with L the distances in the image and w_a the share of node a in the length of the rims.
/// Pulling two halves of a rim apart by δ takes a force of at most K δ / 4. The load on a closed valve goes
/// to the rim as a line load; the net spreads it, above all in the bridge between mitral and aortic
/// valve, which is fibrous and which muscle of the same size could not hold. Whole-heart models close
/// the valves by planes of elements: Strocchi et al., *PLoS ONE* 15 (2020) e0235145,
/// doi:10.1371/journal.pone.0235145.
struct ValvePlanes: Sendable {
    /// All rim nodes of the cavity, each once.
    let nodes: [Int32]
    /// Share of each node in the length of the rims [1].
    private let weights: [Double]
    /// Distances without stress [mm], pairs a > b.
    private let lengths: [Double]
    private let scatter: BlockScatterMap

    /// Makes the net of a cavity; `rims` as in ``QuadraticCavity/rims``.
    init(rims: [[Int32]], points: [Vec3], pattern: NodeBlockPattern) throws {
        let share = Self.shares(rims, points)
        nodes = share.keys.sorted()
        // In the order of the nodes: the order of a dictionary changes from run to run, and bits with it.
        let lengths = nodes.map { share[$0] ?? 0 }
        let total = lengths.reduce(0, +)
        weights = lengths.map { $0 / total }
        scatter = try BlockScatterMap(
            pattern: pattern,
            family: ElementConnectivity(nodes: nodes, nodesPerElement: nodes.count))
        var distances: [Double] = []
        for a in 1..<nodes.count {
            for b in 0..<a {
                distances.append((points[Int(nodes[a])] - points[Int(nodes[b])]).norm)
            }
        }
        self.lengths = distances
    }

    /// Nodes coupled by the net of a cavity.
    static func clique(_ rims: [[Int32]]) -> [Int32] { Set(rims.joined()).sorted() }

    /// Length of rim that belongs to each node, by Simpson's rule on the curved edges [mm].
    private static func shares(_ rims: [[Int32]], _ points: [Vec3]) -> [Int32: Double] {
        var share: [Int32: Double] = [:]
        for rim in rims {
            for corner in stride(from: 0, to: rim.count, by: 2) {
                let (a, m, b) = (rim[corner], rim[corner + 1], rim[(corner + 2) % rim.count])
                let length = (points[Int(b)] - points[Int(a)]).norm
                share[a, default: 0] += length / 6
                share[m, default: 0] += length * 2 / 3
                share[b, default: 0] += length / 6
            }
        }
        return share
    }

    /// Adds the forces of the net, and its stiffness where wanted.
    ///
    /// - `stiffness`: K [mN/mm].
    func add(
        _ x: UnsafePointer<Double>, stiffness K: Double, force: UnsafeMutablePointer<Double>,
        matrix: UnsafeMutablePointer<Double>?
    ) {
        var pair = 0
        for a in 1..<nodes.count {
            let i = 3 * Int(nodes[a])
            for b in 0..<a {
                let j = 3 * Int(nodes[b])
                let d = Vec3(x[i] - x[j], x[i + 1] - x[j + 1], x[i + 2] - x[j + 2])
                let length = d.norm
                let k = K * weights[a] * weights[b]
                let slack = 1 - lengths[pair] / length
                pair += 1
                let f = (k * slack) * d
                force[i] += f.x
                force[i + 1] += f.y
                force[i + 2] += f.z
                force[j] -= f.x
                force[j + 1] -= f.y
                force[j + 2] -= f.z
                guard let matrix else { continue }
                let along = Mat3.outer(d / length, d / length)
                add((k * slack) * Mat3.identity + (k * (1 - slack)) * along, a, b, matrix)
            }
        }
    }

    /// Adds the stiffness of one pair to its four blocks.
    private func add(_ m: Mat3, _ a: Int, _ b: Int, _ matrix: UnsafeMutablePointer<Double>) {
        withUnsafeTemporaryAllocation(of: Double.self, capacity: 9) { block in
            guard let base = block.baseAddress else { return }
            func set(_ sign: Double) {
                base[0] = sign * m.xx
                base[1] = sign * m.xy
                base[2] = sign * m.xz
                base[3] = sign * m.yx
                base[4] = sign * m.yy
                base[5] = sign * m.yz
                base[6] = sign * m.zx
                base[7] = sign * m.zy
                base[8] = sign * m.zz
            }
            set(1)
            scatter.add(base, element: 0, pair: BlockScatterMap.pair(a, a), into: matrix)
            scatter.add(base, element: 0, pair: BlockScatterMap.pair(b, b), into: matrix)
            set(-1)
            scatter.add(base, element: 0, pair: BlockScatterMap.pair(a, b), into: matrix)
        }
    }
}
