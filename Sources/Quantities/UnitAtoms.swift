/// A unit without prefix or exponent, in internal units: `significand · 10^exponent / divisor`.
struct UnitAtom: Sendable {
    var dimension: Dimension
    var significand: Double
    var exponent: Int
    var divisor: Double
    var takesPrefix: Bool
    /// Added after scaling; only temperatures have one.
    var offset: Double

    init(
        _ dimension: Dimension, _ significand: Double, _ exponent: Int, over divisor: Double = 1,
        takesPrefix: Bool = true, offset: Double = 0
    ) {
        self.dimension = dimension
        self.significand = significand
        self.exponent = exponent
        self.divisor = divisor
        self.takesPrefix = takesPrefix
        self.offset = offset
    }
}

/// The symbols the unit parser knows: UCUM's (case sensitive) and their common spellings.
///
/// Source: The Unified Code for Units of Measure 2.1 (2017); conversion factors as in ``Units``.
enum UnitAtoms {
    /// The atom of a symbol with its prefix as a power of ten.
    static func find(_ symbol: Substring) -> (atom: UnitAtom, prefix: Int)? {
        if let atom = known[String(symbol)] { return (atom, 0) }
        for (prefix, exponent) in prefixes where symbol.hasPrefix(prefix) {
            let rest = symbol.dropFirst(prefix.count)
            if let atom = known[String(rest)], atom.takesPrefix { return (atom, exponent) }
        }
        return nil
    }

    /// Ending of the message about an unknown symbol.
    static func suggestion(for symbol: String) -> String {
        Spelling.nearest(to: symbol, among: common).map { "; did you mean \"\($0)\"?" }
            ?? "; units are written like mmHg, mL, L/min, 1/min, ms, mV, kPa, cm, umol/L, % or 1"
    }

    private static let prefixes: [(String, Int)] = [
        ("da", 1), ("T", 12), ("G", 9), ("M", 6), ("k", 3), ("h", 2), ("d", -1), ("c", -2),
        ("m", -3), ("u", -6), ("\u{b5}", -6), ("\u{3bc}", -6), ("n", -9), ("p", -12), ("f", -15),
    ]

    /// Whole symbols worth suggesting, those people use.
    private static let common = [
        "mmHg", "mm[Hg]", "kPa", "Pa", "cmH2O", "mL", "L", "L/min", "1/min", "bpm", "ms", "s",
        "min",
        "h", "mV", "V", "mm", "cm", "m", "m/s", "uM", "mM", "umol/L", "mmol/L", "deg", "rad", "%",
        "kg", "g", "mg", "mS", "S/m", "uF", "uA", "Hz", "Cel", "K", "a", "1", "N", "mN", "J", "W",
    ]

    private static let one = UnitAtom(.one, 1, 0, takesPrefix: false)
    private static let litre = UnitAtom(.volume, 1, 6)
    private static let year = UnitAtom(.time, 31_557_600, 3, takesPrefix: false)
    private static let degree = UnitAtom(.angle, .pi, 0, over: 180, takesPrefix: false)
    private static let celsius = UnitAtom(.temperature, 1, 0, takesPrefix: false, offset: 273.15)
    private static let perMinute = UnitAtom(.frequency, 1, -3, over: 60, takesPrefix: false)
    private static let ohm = UnitAtom(.conductance ^ -1, 1, -3)
    private static let mmHg = UnitAtom(.pressure, Units.mmHg, 0, takesPrefix: false)
    private static let cmH2O = UnitAtom(.pressure, 0.0980665, 0, takesPrefix: false)

    private static let known: [String: UnitAtom] = [
        "%": UnitAtom(.one, 1, -2, takesPrefix: false),
        "m": UnitAtom(.length, 1, 3),
        "g": UnitAtom(.mass, 1, 3),
        "s": UnitAtom(.time, 1, 3),
        "min": UnitAtom(.time, 60, 3, takesPrefix: false),
        "h": UnitAtom(.time, 3600, 3, takesPrefix: false),
        "d": UnitAtom(.time, 86_400, 3, takesPrefix: false),
        "a": year, "yr": year, "years": year,
        "L": litre, "l": litre,
        "N": UnitAtom(.force, 1, 3),
        "dyn": UnitAtom(.force, 1, -2),
        "Pa": UnitAtom(.pressure, 1, -3),
        "bar": UnitAtom(.pressure, 1, 2),
        "m[Hg]": UnitAtom(.pressure, Units.mmHg, 3),
        "mmHg": mmHg,
        "m[H2O]": UnitAtom(.pressure, 9.80665, 0),
        "cmH2O": cmH2O,
        "J": UnitAtom(.energy, 1, 6),
        "W": UnitAtom(.energy * .frequency, 1, 3),
        "V": UnitAtom(.voltage, 1, 3),
        "A": UnitAtom(.current, 1, 6),
        "S": UnitAtom(.conductance, 1, 3),
        "Ohm": ohm, "\u{3a9}": ohm,
        "F": UnitAtom(.capacitance, 1, 6),
        "C": UnitAtom(.current * .time, 1, 9),
        "mol": UnitAtom(.amount, 1, 12),
        "M": UnitAtom(.amount * (.volume ^ -1), 1, 6),
        "Hz": UnitAtom(.frequency, 1, -3),
        "bpm": perMinute,
        "rad": UnitAtom(.angle, 1, 0),
        "deg": degree, "\u{b0}": degree,
        "K": UnitAtom(.temperature, 1, 0),
        "Cel": celsius, "degC": celsius, "\u{b0}C": celsius,
    ]
}
