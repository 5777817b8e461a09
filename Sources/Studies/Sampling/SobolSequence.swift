import Numerics

/// Points that fill a unit cube evenly: Sobol' sequence with Owen's scrambling.
///
/// ```
/// x[i, d] = ⊕ v[d, c] over the bits c that are set in i,   then each bit flipped or not by a coin
///           that depends on the seed, on d and on all higher bits of the unscrambled coordinate
/// ```
///
/// Scrambling keeps the equal distribution over elementary intervals and makes every point uniform, so that
/// means are without bias. Numbers have 32 bits; coins are a hash, which makes point i independent of how
/// many others are drawn. Same seed, same bits.
///
/// Source: Joe & Kuo 2008, doi:10.1137/070709359 (directions); Owen 1995, in *Monte Carlo and Quasi-Monte
/// Carlo Methods in Scientific Computing*, doi:10.1007/978-1-4612-2552-2_19 (scrambling; from memory).
public enum SobolSequence {
    /// Most coordinates of a point.
    public static let mostDimensions = SobolDirections.table.count + 1

    /// The first `count` points with `dimensions` coordinates in (0, 1); the unscrambled sequence, which begins
    /// at 0, without a seed.
    ///
    /// - Complexity: O(32 · count · dimensions).
    public static func points(count: Int, dimensions: Int, seed: UInt64?) -> [[Double]] {
        precondition(
            (1...mostDimensions).contains(dimensions), "1 to \(mostDimensions) coordinates")
        let directions = (0..<dimensions).map(directions)
        return (0..<count).map { index in
            (0..<dimensions).map { dimension in
                var bits: UInt32 = 0
                for bit in 0..<Self.bits where index >> bit & 1 == 1 {
                    bits ^= directions[dimension][bit]
                }
                guard let seed else { return Double(bits) * Self.unit }
                let scrambled = scramble(bits, seed: seed &+ UInt64(dimension) &* 0x9e37_79b9)
                return (Double(scrambled) + 0.5) * Self.unit
            }
        }
    }

    private static let bits = 32
    private static let unit = 0x1p-32

    /// Direction numbers of a coordinate.
    private static func directions(_ dimension: Int) -> [UInt32] {
        guard dimension > 0 else { return (0..<bits).map { 1 << UInt32(bits - 1 - $0) } }
        let (polynomial, first) = SobolDirections.table[dimension - 1]
        let degree = first.count
        var numbers = first.enumerated().map { $1 << UInt32(bits - 1 - $0) }
        for place in degree..<bits {
            var next = numbers[place - degree] ^ (numbers[place - degree] >> UInt32(degree))
            for term in 1..<max(degree, 1) where polynomial >> UInt32(degree - 1 - term) & 1 == 1 {
                next ^= numbers[place - term]
            }
            numbers.append(next)
        }
        return numbers
    }

    /// Flips every bit by a coin that the bits above it decide.
    private static func scramble(_ bits: UInt32, seed: UInt64) -> UInt32 {
        var result: UInt32 = 0
        for level in 0..<UInt32(Self.bits) {
            let above = level == 0 ? 0 : UInt64(bits >> (32 - level))
            // A prefix has as many bits as its level: a leading 1 keeps prefixes of different lengths apart.
            var coin = SplitMix64(
                seed: seed ^ ((1 << UInt64(level)) | above) &* 0xd6e8_feb8_6659_fd93)
            let place = 31 - level
            result |= ((bits >> place & 1) ^ UInt32(truncatingIfNeeded: coin.next() & 1)) << place
        }
        return result
    }
}
