package import Numerics

/// Random numbers for the members of an ensemble whose sample moments are those wanted, to rounding: mean 0, variance 1, uncorrelated
/// with each other and with what the members already differ in.
///
/// With independent draws chance moves the mean of 96 members by a tenth of the deviation, and lets parameters that have nothing to do with
/// each other look correlated; an update then moves the one for the other.
///
/// Source: sampling with exact second moments, Pham, *Monthly Weather Review* 129 (2001) 1194–1207,
/// doi:10.1175/1520-0493(2001)129<1194:SMFSDA>2.0.CO;2 (from memory); here by Gram and Schmidt.
package enum ExactNoise {
    /// Share of its length that a direction must keep beside the others to count as one of its own.
    private static let independent = 1e-6

    /// Draws numbers.
    ///
    /// - Parameters:
    ///   - count: how many for each member.
    ///   - members: what they differ in, by member; there must be clearly more members than that.
    /// - Returns: by number, then by member.
    package static func draw(
        _ count: Int, besides members: [[Double]], size: Int, noise: inout SplitMix64
    ) -> [[Double]] {
        var basis = [[Double](repeating: 1 / Double(size).squareRoot(), count: size)]
        for c in members.first?.indices ?? 0..<0 {
            if let direction = remainder(members.map { $0[c] }, beside: basis) {
                basis.append(direction)
            }
        }
        precondition(basis.count + count < size, "more members than what they differ in")
        var drawn: [[Double]] = []
        while drawn.count < count {
            let numbers = (0..<size).map { _ in noise.nextNormal() }
            guard let direction = remainder(numbers, beside: basis) else { continue }
            basis.append(direction)
            let scale = Double(size - 1).squareRoot()
            drawn.append(direction.map { scale * $0 })
        }
        return drawn
    }

    /// What of a vector is not along unit vectors, made one; nil where that is rounding only.
    private static func remainder(_ vector: [Double], beside basis: [[Double]]) -> [Double]? {
        var rest = vector
        let length = norm(rest)
        // Twice, so that what the first pass leaves by rounding goes, too.
        for _ in 0..<2 {
            for direction in basis {
                let along = zip(rest, direction).reduce(0) { $0 + $1.0 * $1.1 }
                for i in rest.indices { rest[i] -= along * direction[i] }
            }
        }
        let left = norm(rest)
        guard left > independent * length else { return nil }
        return rest.map { $0 / left }
    }

    private static func norm(_ vector: [Double]) -> Double {
        vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
}
