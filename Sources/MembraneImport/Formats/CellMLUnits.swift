import Quantities

/// The units of a CellML document, those of a component included.
struct CellMLUnits {
    private let file: String
    private var definitions: [String: XMLNode] = [:]
    private var known: [String: ModelUnit] = [:]

    init(file: String) { self.file = file }

    /// Adds the `<units>` elements of a model or component.
    mutating func add(_ nodes: [XMLNode]) throws(MembraneImportError) {
        for node in nodes {
            guard let name = node.attributes["name"] else {
                throw .syntax(file: file, line: node.line, problem: "<units> without a name")
            }
            definitions[name] = node
            known[name] = nil
        }
        for node in nodes {
            if let name = node.attributes["name"] { _ = try unit(name, line: node.line) }
        }
    }

    /// Predefined names in the symbols of ``ModelUnit``.
    ///
    /// Source: Cuellar et al., *Simulation* 79 (2003) 740–747, doi:10.1177/0037549703040939; CellML 1.0
    /// specification, table 2.
    private static let standard: [String: String] = [
        "ampere": "A", "becquerel": "Hz", "candela": "cd", "coulomb": "C", "dimensionless": "1",
        "farad": "F", "gram": "g", "gray": "J/kg", "henry": "H", "hertz": "Hz", "joule": "J",
        "katal": "kat", "kelvin": "K", "kilogram": "kg", "liter": "L", "litre": "L", "lumen": "cd",
        "lux": "cd/m^2", "meter": "m", "metre": "m", "mole": "mol", "newton": "N", "ohm": "ohm",
        "pascal": "Pa", "radian": "1", "second": "s", "siemens": "S", "sievert": "J/kg",
        "steradian": "1", "tesla": "T", "volt": "V", "watt": "W", "weber": "Wb", "celsius": "K",
    ]

    private static let prefixes: [String: Int] = [
        "yotta": 24, "zetta": 21, "exa": 18, "peta": 15, "tera": 12, "giga": 9, "mega": 6,
        "kilo": 3, "hecto": 2, "deca": 1, "deka": 1, "deci": -1, "centi": -2, "milli": -3,
        "micro": -6, "nano": -9, "pico": -12, "femto": -15, "atto": -18, "zepto": -21,
        "yocto": -24,
    ]

    private static let symbols: [Int: String] = [
        9: "G", 6: "M", 3: "k", 2: "h", 1: "da", 0: "", -1: "d", -2: "c", -3: "m", -6: "u",
        -9: "n", -12: "p", -15: "f",
    ]

    /// The unit of a name.
    mutating func unit(
        _ name: String, line: Int, depth: Int = 0
    ) throws(MembraneImportError) -> ModelUnit {
        if let unit = known[name] { return unit }
        guard let node = definitions[name] else {
            var bad = ""
            guard let symbol = Self.standard[name], let unit = ModelUnit.parse(symbol, bad: &bad)
            else {
                throw .unknownName(
                    name: "units \(name)", file: file, line: line,
                    known: (definitions.keys.sorted() + Self.standard.keys.sorted()).map {
                        "units \($0)"
                    })
            }
            return unit
        }
        guard depth < 32 else {
            throw .cycle(names: [name], file: file, line: node.line)
        }
        let parts = node.all("unit")
        if node.attributes["base_units"] == "yes" || parts.isEmpty {
            // A dimension of its own: it is carried in the spare exponent, one for all.
            let unit = ModelUnit(
                exponents: [0, 0, 0, 0, 0, 0, 0, 1], factor: 1, symbol: name)
            known[name] = unit
            return unit
        }
        var exponents = SIMD8<Double>.zero
        var factor = 1.0
        var words: [String] = []
        for part in parts {
            guard let inner = part.attributes["units"] else {
                throw .syntax(file: file, line: part.line, problem: "<unit> without units")
            }
            if let offset = part.attributes["offset"], Double(offset) != 0 {
                throw .unsupported(
                    what: "a unit with an offset", file: file, line: part.line,
                    instead: "use kelvin")
            }
            let base = try unit(inner, line: part.line, depth: depth + 1)
            let exponent = try number(part, "exponent", 1)
            let multiplier = try number(part, "multiplier", 1)
            let prefix = try self.prefix(part)
            exponents += base.exponents * exponent
            factor *=
                multiplier
                * ModelMath.power(
                    ModelMath.power(10, Double(prefix)) * base.factor, exponent)
            let symbol = (Self.symbols[prefix] ?? "e\(prefix)") + base.symbol
            let text = ModelUnit.short(exponent)
            if multiplier != 1 { words.append("\(multiplier)") }
            words.append(exponent == 1 ? symbol : "\(symbol)^\(text)")
        }
        let unit = ModelUnit(
            exponents: exponents, factor: factor, symbol: words.joined(separator: "*"))
        known[name] = unit
        return unit
    }

    private func number(
        _ node: XMLNode, _ key: String, _ otherwise: Double
    ) throws(MembraneImportError) -> Double {
        guard let text = node.attributes[key] else { return otherwise }
        guard let value = Double(text), value.isFinite else {
            throw .syntax(
                file: file, line: node.line, problem: "\(key) \"\(text)\" is not a number")
        }
        return value
    }

    private func prefix(_ node: XMLNode) throws(MembraneImportError) -> Int {
        guard let text = node.attributes["prefix"] else { return 0 }
        if let power = Self.prefixes[text] ?? Int(text), (-30...30).contains(power) {
            return power
        }
        throw .syntax(
            file: file, line: node.line,
            problem: "prefix \"\(text)\" is not known"
                + Spelling.suggestion(for: text, among: Self.prefixes.keys.sorted()))
    }
}
