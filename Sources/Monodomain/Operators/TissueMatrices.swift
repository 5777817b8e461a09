public import Numerics

/// The matrices of the diffusion equation C·dV/dt = −K·V on a set of nodes.
public struct TissueMatrices: Sendable {
    /// Nodes [mm].
    public let points: [Vec3]
    /// Diffusion matrix K [mS] with the pattern of both matrices; a cable's is per cross-section.
    public let stiffness: CSRMatrix
    /// Values of the mass matrix C on the same pattern [µF].
    public let mass: [Double]
    /// Capacitance of each node [µF]: the sums of the rows of the mass matrix.
    public let capacitance: [Double]
    /// Volume of each node [mm³].
    public let volume: [Double]
    /// Connected part of each node, numbered from 0 on.
    let partOfNode: [Int32]

    /// Number of nodes.
    public var count: Int { points.count }

    init(
        points: [Vec3], stiffness: CSRMatrix, mass: [Double], capacitance: [Double],
        volume: [Double]
    ) {
        self.points = points
        self.stiffness = stiffness
        self.mass = mass
        self.capacitance = capacitance
        self.volume = volume
        partOfNode = Self.parts(stiffness)
    }

    /// Total of 1ᵀC·V, the charge on the membranes [nC].
    public func charge(_ voltage: [Double]) -> Double {
        zip(capacitance, voltage).reduce(0) { $0 + $1.0 * $1.1 }
    }

    /// Flood fill over the pattern.
    private static func parts(_ matrix: CSRMatrix) -> [Int32] {
        var part = [Int32](repeating: -1, count: matrix.rows)
        var next: Int32 = 0
        var front: [Int32] = []
        for seed in part.indices where part[seed] < 0 {
            part[seed] = next
            front.append(Int32(seed))
            while let node = front.popLast() {
                let range = matrix.rowStart[Int(node)]..<matrix.rowStart[Int(node) + 1]
                for k in range where part[Int(matrix.column[Int(k)])] < 0 {
                    part[Int(matrix.column[Int(k)])] = next
                    front.append(matrix.column[Int(k)])
                }
            }
            next += 1
        }
        return part
    }

    /// Throws where the nodes are not all in one part.
    func validateConnected() throws(MonodomainError) {
        let parts = Int(partOfNode.max() ?? 0) + 1
        guard parts > 1 else { return }
        var sizes = [Int](repeating: 0, count: parts)
        for part in partOfNode { sizes[Int(part)] += 1 }
        let smallest = sizes.indices.min { (sizes[$0], $0) < (sizes[$1], $1) } ?? 0
        let node = partOfNode.firstIndex(of: Int32(smallest)) ?? 0
        throw .disconnected(
            parts: parts, node: node, place: points[node], nodes: sizes[smallest], of: count)
    }
}
