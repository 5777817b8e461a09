import Quantities

/// A plain round opening through which blood is driven.
enum RoundOpening {
    /// Area of the jet by that of the opening [1].
    ///
    /// Source: 0.75 of a plain round opening of 0.5 cm², Flachskampf et al. 1990, *J. Am. Coll. Cardiol.* 15:1173
    /// (abstract).
    private static let dischargeCoefficient = 0.75

    /// Effective area [cm²] of a diameter [mm].
    static func area(diameter: Double) -> Double {
        dischargeCoefficient * .pi / 4 * diameter * diameter / Units.squareCentimetre
    }
}
