extension ModelUnit {
    /// Reads a unit such as `mV`, `1/ms`, `mol/uC/cm`, `nS*pF**-1`, `g*m^2/s (1e-3)`.
    ///
    /// Products and quotients are read from left to right.
    ///
    /// - Returns: nil for a text that is no unit, with the part that is not understood in `bad`.
    static func parse(_ text: String, bad: inout String) -> ModelUnit? {
        var body = text.filter { !$0.isWhitespace }
        var result = ModelUnit.one
        if body.hasSuffix(")"), let open = body.lastIndex(of: "(") {
            let inside = body[body.index(after: open)...].dropLast()
            guard let multiplier = Double(inside), multiplier > 0, multiplier.isFinite else {
                bad = String(inside)
                return nil
            }
            result.factor = multiplier
            body = String(body[..<open])
        }
        body = body.replacing("**", with: "^")
        var sign = 1.0
        var part = ""
        func apply() -> Bool {
            let pieces = part.split(separator: "^", omittingEmptySubsequences: false)
            guard let name = pieces.first, pieces.count <= 2, let unit = named(String(name))
            else { return false }
            var power = sign
            if pieces.count == 2 {
                guard let exponent = Double(pieces[1]) else { return false }
                power *= exponent
            }
            let raised = unit.raised(to: power)
            result.exponents += raised.exponents
            result.factor *= raised.factor
            return true
        }
        for character in body {
            guard "*/\u{b7}.".contains(character),
                !(character == "." && part.last?.isNumber == true)
            else {
                part.append(character)
                continue
            }
            guard apply() else {
                bad = part
                return nil
            }
            sign = character == "/" ? -1 : 1
            part = ""
        }
        guard apply() else {
            bad = part
            return nil
        }
        result.symbol = text
        return result
    }

    /// A unit by its name with or without prefix: `mV`, `uM`, `dimensionless`.
    static func named(_ name: String) -> ModelUnit? {
        if let found = atoms[name] { return found.named(name) }
        for (prefix, factor) in prefixes where name.hasPrefix(prefix) {
            if let found = atoms[String(name.dropFirst(prefix.count))], found.takesPrefix {
                return ModelUnit(
                    exponents: found.exponents, factor: found.factor * factor, symbol: name)
            }
        }
        return nil
    }

    /// Names that can be suggested for a misspelt one.
    static var names: [String] {
        atoms.keys.sorted() + [
            "mV", "ms", "mM", "uM", "pA", "pF", "nS", "mS", "uF", "uA", "cm", "um",
        ]
    }

    private struct Atom {
        var exponents: SIMD8<Double>
        var factor: Double
        var takesPrefix = true

        func named(_ name: String) -> ModelUnit {
            ModelUnit(exponents: exponents, factor: factor, symbol: name)
        }
    }

    /// SI prefixes; two letters first.
    private static let prefixes: [(String, Double)] = [
        ("da", 1e1), ("y", 1e-24), ("z", 1e-21), ("a", 1e-18), ("f", 1e-15), ("p", 1e-12),
        ("n", 1e-9), ("u", 1e-6), ("\u{b5}", 1e-6), ("\u{3bc}", 1e-6), ("m", 1e-3), ("c", 1e-2),
        ("d", 1e-1), ("h", 1e2), ("k", 1e3), ("M", 1e6), ("G", 1e9), ("T", 1e12), ("P", 1e15),
        ("E", 1e18), ("Z", 1e21), ("Y", 1e24),
    ]

    // Source: SI brochure, 9th edition (2019).
    private static let atoms: [String: Atom] = {
        func atom(
            _ m: Double, _ kg: Double, _ s: Double, _ A: Double, _ K: Double = 0,
            _ mol: Double = 0, _ cd: Double = 0, factor: Double = 1, prefix: Bool = true
        ) -> Atom {
            Atom(exponents: [m, kg, s, A, K, mol, cd, 0], factor: factor, takesPrefix: prefix)
        }
        let litre = atom(3, 0, 0, 0, factor: 1e-3)
        let ohm = atom(2, 1, -3, -2)
        let number = atom(0, 0, 0, 0, prefix: false)
        let mole = atom(0, 0, 0, 0, 0, 1)
        return [
            "1": number, "dimensionless": number, "rad": number, "sr": number,
            "%": atom(0, 0, 0, 0, factor: 0.01, prefix: false),
            "deg": atom(0, 0, 0, 0, factor: .pi / 180, prefix: false),
            "m": atom(1, 0, 0, 0), "g": atom(0, 1, 0, 0, factor: 1e-3), "s": atom(0, 0, 1, 0),
            "A": atom(0, 0, 0, 1), "K": atom(0, 0, 0, 0, 1), "mol": mole, "mole": mole,
            "cd": atom(0, 0, 0, 0, 0, 0, 1),
            "min": atom(0, 0, 1, 0, factor: 60, prefix: false),
            "L": litre, "l": litre, "M": atom(-3, 0, 0, 0, 0, 1, factor: 1e3),
            "N": atom(1, 1, -2, 0), "Pa": atom(-1, 1, -2, 0), "J": atom(2, 1, -2, 0),
            "W": atom(2, 1, -3, 0), "V": atom(2, 1, -3, -1), "C": atom(0, 0, 1, 1),
            "F": atom(-2, -1, 4, 2), "S": atom(-2, -1, 3, 2), "ohm": ohm, "Ohm": ohm, "R": ohm,
            "Wb": atom(2, 1, -2, -1), "T": atom(0, 1, -2, -1), "H": atom(2, 1, -2, -2),
            "Hz": atom(0, 0, -1, 0), "kat": atom(0, 0, -1, 0, 0, 1),
        ]
    }()
}
