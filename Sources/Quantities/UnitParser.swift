/// Reads a unit expression: terms of symbol and exponent joined by `.`, `*`, `·` and `/`.
struct UnitParser {
    /// Size and dimension of what has been read.
    struct Product {
        var dimension = Dimension.one
        var numerator = 1.0
        var denominator = 1.0
        var exponent = 0
        var offset = 0.0

        /// Powers of ten are kept apart so that decimal factors come out exactly rounded.
        var factor: Double {
            let power = Self.powerOfTen(abs(exponent))
            return exponent >= 0
                ? numerator * power / denominator : numerator / (denominator * power)
        }

        private static func powerOfTen(_ exponent: Int) -> Double {
            (0..<min(exponent, 400)).reduce(1.0) { power, _ in power * 10 }
        }

        mutating func multiply(_ other: Product, power: Int) {
            let (up, down) =
                power > 0
                ? (\Product.numerator, \Product.denominator)
                : (\Product.denominator, \Product.numerator)
            for _ in 0..<abs(power) {
                self[keyPath: up] *= other.numerator
                self[keyPath: down] *= other.denominator
            }
            exponent += power * other.exponent
            dimension = dimension * (other.dimension ^ Int8(power))
        }
    }

    private let symbol: String
    private var rest: Substring
    private var depth = 0
    /// Longest unit read; real ones are far shorter.
    private static let longest = 64
    /// Largest exponent read: cm5 is the largest in use (dyn.s/cm5).
    private static let largestPower = 9

    init(_ symbol: String) {
        self.symbol = symbol
        rest = Substring(symbol)
    }

    /// Reads the whole expression.
    mutating func parse() throws(QuantityError) -> Product {
        guard !rest.isEmpty else { throw malformed("it is empty (write \"1\" for a plain number)") }
        guard rest.utf8.count <= Self.longest else { throw malformed("it is too long") }
        let product = try expression()
        guard rest.isEmpty else { throw malformed("unexpected \"\(rest)\"") }
        return product
    }

    private mutating func expression() throws(QuantityError) -> Product {
        var product = Product()
        var isFirst = true
        while true {
            var sign = 1
            if take("/") {
                sign = -1
            } else if !isFirst {
                guard take(".") || take("*") || take("\u{b7}") else { return product }
            }
            let (factor, power) = try term()
            if factor.offset != 0 {
                guard isFirst, sign * power == 1, rest.isEmpty, depth == 0 else {
                    throw malformed("degrees Celsius stand alone; use K in products")
                }
                product.offset = factor.offset
            }
            product.multiply(factor, power: sign * power)
            isFirst = false
        }
    }

    private mutating func term() throws(QuantityError) -> (Product, power: Int) {
        if take("(") {
            depth += 1
            let inner = try expression()
            guard take(")") else { throw malformed("a closing parenthesis is missing") }
            depth -= 1
            return (inner, try power())
        }
        if let number = takeNumber() { return (number, 1) }
        if take("{") {
            guard let end = rest.firstIndex(of: "}") else { throw malformed("\"}\" is missing") }
            rest = rest[rest.index(after: end)...]
            return (Product(), 1)
        }
        let name = takeSymbol()
        guard !name.isEmpty else {
            throw malformed(rest.isEmpty ? "it ends too early" : "unexpected \"\(rest)\"")
        }
        guard let (atom, prefix) = UnitAtoms.find(name) else {
            throw .unknownUnit(symbol: String(name), unit: symbol)
        }
        let product = Product(
            dimension: atom.dimension, numerator: atom.significand, denominator: atom.divisor,
            exponent: atom.exponent + prefix, offset: atom.offset)
        let power = try power()
        if take("{") {
            guard let end = rest.firstIndex(of: "}") else { throw malformed("\"}\" is missing") }
            rest = rest[rest.index(after: end)...]
        }
        return (product, power)
    }

    /// A whole number as a factor: `1`, `100`, or UCUM's power of ten `10*6`, `10^6`.
    private mutating func takeNumber() -> Product? {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty, digits.count <= 6, let number = Double(digits) else { return nil }
        rest = rest[digits.endIndex...]
        if digits == "10", let mark = rest.first, mark == "*" || mark == "^" {
            let after = rest.dropFirst()
            let sign = after.first == "-" ? -1 : 1
            let exponent = after.drop { $0 == "-" || $0 == "+" }.prefix {
                $0.isASCII && $0.isNumber
            }
            if let value = Int(exponent), value <= 30 {
                rest = rest[exponent.endIndex...]
                return Product(exponent: sign * value)
            }
        }
        return Product(numerator: number)
    }

    private mutating func takeSymbol() -> Substring {
        var inBrackets = false
        let name = rest.prefix { character in
            if character == "[" { inBrackets = true }
            if inBrackets {
                if character == "]" { inBrackets = false }
                return true
            }
            return character.isLetter || "%\u{b0}]".contains(character)
        }
        // H2O is the one symbol with a digit outside brackets.
        if name.hasSuffix("H"), rest[name.endIndex...].hasPrefix("2O") {
            let end = rest.index(name.endIndex, offsetBy: 2)
            let water = rest[..<end]
            rest = rest[end...]
            return water
        }
        rest = rest[name.endIndex...]
        return name
    }

    /// An exponent after a symbol: `2`, `-1`, `^-1`, `**2`, `²`, `⁻¹`.
    private mutating func power() throws(QuantityError) -> Int {
        let isMarked = take("^") || takeDoubleStar()
        var digits = ""
        while let character = rest.first {
            if let plain = Self.superscripts[character] {
                digits.append(plain)
            } else if character.isASCII, character.isNumber || character == "-" || character == "+"
            {
                digits.append(character)
            } else {
                break
            }
            rest.removeFirst()
        }
        guard !digits.isEmpty else {
            if isMarked { throw malformed("a number must follow \"^\"") }
            return 1
        }
        guard let power = Int(digits), power != 0, abs(power) <= Self.largestPower else {
            throw malformed("exponent \"\(digits)\"")
        }
        return power
    }

    private static let superscripts: [Character: Character] = [
        "\u{2070}": "0", "\u{b9}": "1", "\u{b2}": "2", "\u{b3}": "3", "\u{2074}": "4",
        "\u{2075}": "5", "\u{2076}": "6", "\u{2077}": "7", "\u{2078}": "8", "\u{2079}": "9",
        "\u{207b}": "-",
    ]

    private mutating func take(_ character: Character) -> Bool {
        guard rest.first == character else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func takeDoubleStar() -> Bool {
        guard rest.hasPrefix("**") else { return false }
        rest.removeFirst(2)
        return true
    }

    private func malformed(_ reason: String) -> QuantityError {
        .malformedUnit(unit: symbol, reason: reason)
    }
}
