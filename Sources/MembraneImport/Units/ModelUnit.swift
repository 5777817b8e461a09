/// A unit of a membrane model, in exponents of SI base units and a factor.
///
/// The units of `Quantities` are coherent in each physics by itself (J/C is no V there); the equations of
/// a cell need all of SI at once.
public struct ModelUnit: Sendable, Equatable {
    /// Exponents of m, kg, s, A, K, mol, cd; the last is unused.
    public var exponents: SIMD8<Double>
    /// Size in SI units.
    public var factor: Double
    /// As written, or made up from the parts.
    public var symbol: String

    /// A plain number.
    public static let one = ModelUnit(exponents: .zero, factor: 1, symbol: "1")
    static let millivolt = ModelUnit(
        exponents: [2, 1, -3, -1, 0, 0, 0, 0], factor: 1e-3, symbol: "mV")
    static let millisecond = ModelUnit(
        exponents: [0, 0, 1, 0, 0, 0, 0, 0], factor: 1e-3, symbol: "ms")
    static let micromolar = ModelUnit(
        exponents: [-3, 0, 0, 0, 0, 1, 0, 0], factor: 1e-3, symbol: "uM")

    /// Same dimension.
    func measuresSame(as other: ModelUnit) -> Bool {
        let difference = exponents - other.exponents
        return (0..<8).allSatisfy { abs(difference[$0]) < 1e-9 }
    }

    /// Same dimension and size.
    func equals(_ other: ModelUnit) -> Bool {
        measuresSame(as: other) && abs(factor / other.factor - 1) < 1e-6
    }

    static func * (a: ModelUnit, b: ModelUnit) -> ModelUnit {
        if a.isOne { return b }
        if b.isOne { return a }
        return ModelUnit(
            exponents: a.exponents + b.exponents, factor: a.factor * b.factor,
            symbol: "\(a.symbol)*\(b.symbol)")
    }

    static func / (a: ModelUnit, b: ModelUnit) -> ModelUnit {
        if b.isOne { return a }
        let quotient = b.symbol.contains(where: { "*/".contains($0) }) ? "(\(b.symbol))" : b.symbol
        return ModelUnit(
            exponents: a.exponents - b.exponents, factor: a.factor / b.factor,
            symbol: "\(a.symbol)/\(quotient)")
    }

    func raised(to power: Double) -> ModelUnit {
        if power == 1 || isOne { return self }
        if power == 0 { return .one }
        let base = symbol.contains(where: { "*/^".contains($0) }) ? "(\(symbol))" : symbol
        return ModelUnit(
            exponents: exponents * power, factor: ModelMath.power(factor, power),
            symbol: "\(base)^\(Self.short(power))")
    }

    private var isOne: Bool { exponents == .zero && factor == 1 }

    /// The unit in SI bases, for messages about units that have grown long.
    var text: String {
        if symbol.count <= 24 { return symbol }
        let names = ["m", "kg", "s", "A", "K", "mol", "cd"]
        let bases = names.indices.filter { exponents[$0] != 0 }.map { k in
            exponents[k] == 1 ? names[k] : "\(names[k])^\(Self.short(exponents[k]))"
        }
        let body = bases.isEmpty ? "1" : bases.joined(separator: "*")
        return factor == 1 ? body : "\(body) (\(factor))"
    }

    /// An exponent, without a point where it is a whole number that `Int` holds.
    static func short(_ x: Double) -> String {
        Int(exactly: x).map { "\($0)" } ?? "\(x)"
    }
}
