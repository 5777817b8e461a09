import Numerics

/// Where a model is to be computed for Sobol' indices of its inputs.
///
/// Two independent sets of points A and B, and for each input i the points of A with coordinate i of B.
///
/// Source: Saltelli et al., *Comput. Phys. Commun.* 181 (2010) 259–270, doi:10.1016/j.cpc.2009.09.018.
public struct SobolDesign: Sendable {
    /// Points of each set.
    public let count: Int
    /// Number of inputs.
    public let inputs: Int
    private let rows: [[Double]]

    /// Most inputs.
    public static let mostInputs = SobolSequence.mostDimensions / 2

    /// Draws the points.
    ///
    /// - Parameters:
    ///   - count: points of A; a power of two is spread most evenly.
    ///   - inputs: 1 to ``mostInputs``.
    public init(count: Int, inputs: Int, seed: UInt64) {
        precondition(count > 0, "at least one point")
        self.count = count
        self.inputs = inputs
        rows = SobolSequence.points(count: count, dimensions: 2 * inputs, seed: seed)
    }

    /// Number of points in all: count·(inputs + 2).
    public var total: Int { count * (inputs + 2) }

    /// Every point in [0, 1): A, B, then A with one coordinate of B after the other.
    public var points: [[Double]] {
        let first = rows.map { Array($0[..<inputs]) }
        let second = rows.map { Array($0[inputs...]) }
        return first + second
            + (0..<inputs).flatMap { input in
                (0..<count).map { row in
                    var point = first[row]
                    point[input] = second[row][input]
                    return point
                }
            }
    }

    /// Indices from the model's values at ``points``, in their order; rows with a missing value are left out.
    ///
    /// - Parameters:
    ///   - replicates: bootstrap samples of rows behind the intervals.
    /// - Returns: nil where fewer than two rows are complete.
    public func indices(_ values: [Double?], replicates: Int, seed: UInt64) -> SobolIndices? {
        precondition(values.count == total, "one value at each point")
        let complete = (0..<count).filter { row in
            (0..<inputs + 2).allSatisfy { values[row + $0 * count]?.isFinite == true }
        }
        guard complete.count >= 2 else { return nil }
        func set(_ place: Int) -> [Double] { complete.map { values[$0 + place * count] ?? .nan } }
        return SobolIndices(
            first: set(0), second: set(1), mixed: (0..<inputs).map { set($0 + 2) },
            replicates: replicates, seed: seed)
    }
}
