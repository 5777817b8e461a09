package import Circulation
import Quantities

extension LoopParameters {
    /// The loop of a body in which every volume is larger by a factor and every pressure the same.
    ///
    /// An exact symmetry of the equations: compliances, unstressed volumes and valve areas grow with the
    /// factor; resistances, inertances, elastances and stiffnesses fall with it.
    ///
    /// - Throws: `ParameterError` for a value outside its admissible range.
    package func scaled(by factor: Double) throws -> LoopParameters {
        var values: [String: Double] = [:]
        for card in Self.cards {
            guard let power = Self.power(of: card.name),
                !lacksPart(of: card.name)
            else { continue }
            values[Self.prefix + card.name] =
                power > 0 ? self[card.name] * factor : self[card.name] / factor
        }
        return try replacing(values)
    }

    /// The power of the factor in a parameter; nil where volumes do not enter.
    package static func power(of name: String) -> Int? {
        if name.hasSuffix("Volume") || name.hasSuffix("Compliance") || name.hasSuffix("Area") {
            return 1
        }
        if name.hasSuffix("Resistance") || name.hasSuffix("Inertance")
            || name.hasSuffix("Elastance") || name.hasSuffix("Stiffness")
        {
            return -1
        }
        return nil
    }
}
