import Mechanics
import Numerics

/// Springs and dampers in reduced coordinates: force = atMean + springs q + dampers q̇.
struct ProjectedSupports {
    let springs: [Double]
    let dampers: [Double]
    let atMean: [Double]

    init(_ attachments: WallAttachments, basis: ReducedBasis) {
        let n = basis.mean.count
        let r = basis.count
        let still = [Double](repeating: 0, count: n)
        func project(_ u: [Double], _ rate: [Double], less offset: [Double]) -> [Double] {
            var force = offset.map { -$0 }
            attachments.addSupports(displacement: u, rate: rate, to: &force)
            var result = [Double](repeating: 0, count: r)
            DenseKernels.multiply(
                basis.modes, rows: n, columns: r, transposed: true, force, &result)
            return result
        }
        var offset = still
        attachments.addSupports(displacement: still, rate: still, to: &offset)
        let modes = (0..<r).map { Array(basis.modes[$0 * n..<($0 + 1) * n]) }
        springs = modes.flatMap { project($0, still, less: offset) }
        dampers = modes.flatMap { project(still, $0, less: offset) }
        atMean = project(basis.mean, still, less: still)
    }
}

extension SymmetricBlockMatrix {
    /// All entries, column-major: for small systems whose nodes are nearly all coupled.
    var dense: [Double] {
        let n = order
        var result = [Double](repeating: 0, count: n * n)
        for row in 0..<pattern.nodeCount {
            for p in Int(pattern.rowStart[row])..<Int(pattern.rowStart[row + 1]) {
                let column = Int(pattern.column[p])
                for i in 0..<3 {
                    for j in 0..<3 {
                        let value = values[9 * p + 3 * i + j]
                        result[(3 * column + j) * n + 3 * row + i] = value
                        result[(3 * row + i) * n + 3 * column + j] = value
                    }
                }
            }
        }
        return result
    }

    /// Adds Φᵀ A Φ, column-major; Φ has a row for each unknown, column-major.
    func addProjected(_ modes: [Double], count r: Int, to result: inout [Double]) {
        let n = order
        var product = [Double](repeating: 0, count: n * r)
        DenseKernels.multiply(n, r, n, dense, n, modes, n, &product, n)
        DenseKernels.multiply(
            transposed: true, r, r, n, modes, n, product, n, beta: 1, &result, r)
    }
}
