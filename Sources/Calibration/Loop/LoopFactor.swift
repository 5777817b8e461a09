package import Circulation
import Glibc
import Quantities

/// One thing that differs between people: a factor on parameters of the closed loop.
///
/// ```
/// parameter = base · exp(exponent · θ)          θ ~ N(0, spread²) before any measurement
/// ```
public struct LoopFactor: Sendable, Equatable {
    /// A parameter of the loop and the power of the factor it gets.
    public struct Member: Sendable, Equatable {
        /// Short name in ``LoopParameters``.
        public var parameter: String
        /// The power [1].
        public var exponent: Double
    }

    /// Identifier (lower camel case).
    public var name: String
    /// One phrase for people, to stand in a sentence: "resistance of the systemic arteries".
    public var summary: String
    /// The parameters it moves.
    public var members: [Member]
    /// Standard deviation of the factor's logarithm in the population [1].
    public var spread: Double

    /// Makes a factor of parameters with their exponents, in the order given.
    public init(
        _ name: String, _ summary: String, spread: Double, _ members: KeyValuePairs<String, Double>
    ) {
        self.name = name
        self.summary = summary
        self.spread = spread
        self.members = members.map { Member(parameter: $0.key, exponent: $0.value) }
    }

    /// Logarithms of the factor for which all its parameters are admissible.
    package func range(on base: LoopParameters) -> ClosedRange<Double> {
        var (low, high) = (-Self.widest, Self.widest)
        for member in members {
            let value = base[member.parameter]
            guard let card = LoopParameters.cardsByName[LoopParameters.prefix + member.parameter],
                value != 0
            else { continue }
            let ends = [card.range.lowerBound, card.range.upperBound].compactMap { end in
                end / value > 0 ? log(end / value) / member.exponent : nil
            }
            for end in ends {
                if end <= 0 { low = max(low, end) } else { high = min(high, end) }
            }
        }
        return low...high
    }

    /// A hundredth to a hundredfold.
    private static let widest = log(100.0)
}
