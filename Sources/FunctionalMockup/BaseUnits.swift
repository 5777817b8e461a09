package import Quantities

/// A unit in base units of the SI, as other programs take it: `factor · kgᵃ·mᵇ·sᶜ`.
package struct BaseUnits: Equatable {
    /// Exponents of kilogram, metre and second.
    package var mass: Int
    package var length: Int
    package var time: Int
    /// Size of the unit in these.
    package var factor: Double

    /// Finds them by trying: circulations have nothing but masses, lengths and times.
    ///
    /// - Throws: `QuantityError` for a unit that cannot be read; nil for one of another kind.
    package init?(_ symbol: String) throws(QuantityError) {
        let unit = try Unit(symbol)
        for (mass, length, time) in Self.exponents {
            let base = try Unit(Self.symbol(mass, length, time))
            guard base.dimension == unit.dimension else { continue }
            (self.mass, self.length, self.time) = (mass, length, time)
            factor = unit.factor / base.factor
            return
        }
        return nil
    }

    private static let exponents: [(Int, Int, Int)] = (-2...2).flatMap { mass in
        (-6...6).flatMap { length in (-4...4).map { (mass, length, $0) } }
    }

    private static func symbol(_ mass: Int, _ length: Int, _ time: Int) -> String {
        let powers = [("kg", mass), ("m", length), ("s", time)].filter { $0.1 != 0 }
        return powers.isEmpty ? "1" : powers.map { "\($0.0)\($0.1)" }.joined(separator: ".")
    }
}
