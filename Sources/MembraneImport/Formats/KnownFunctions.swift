import Quantities

/// The functions that expressions of a dialect may call.
struct KnownFunctions {
    /// How many arguments each takes, in words.
    let counts: [String: String]
    private let plain: [String: (FormulaFunction, Int)]

    init(_ dialect: FormulaParser.Dialect) {
        var plain: [String: (FormulaFunction, Int)] = [
            "sqrt": (.sqrt, 1), "exp": (.exp, 1), "log": (.log, 1), "sin": (.sin, 1),
            "cos": (.cos, 1), "tan": (.tan, 1), "asin": (.asin, 1), "acos": (.acos, 1),
            "atan": (.atan, 1), "floor": (.floor, 1), "ceil": (.ceiling, 1), "abs": (.absolute, 1),
        ]
        var counts: [String: String] = ["log10": "1"]
        switch dialect {
        case .myokit:
            counts.merge(["if": "3", "piecewise": "an odd number of", "log": "1 or 2"]) { $1 }
        case .python:
            plain.merge(
                [
                    "ln": (.log, 1), "sinh": (.sinh, 1), "cosh": (.cosh, 1), "tanh": (.tanh, 1),
                    "fabs": (.absolute, 1), "Abs": (.absolute, 1), "pow": (.power, 2),
                    "Lt": (.less, 2), "Le": (.lessEqual, 2), "Gt": (.greater, 2),
                    "Ge": (.greaterEqual, 2), "Eq": (.equal, 2), "Ne": (.notEqual, 2),
                    "Not": (.not, 1), "Min": (.minimum, 2), "Max": (.maximum, 2),
                ]) { $1 }
            counts.merge(
                [
                    "Conditional": "3", "And": "2 or more", "Or": "2 or more", "expm1": "1",
                    "Mod": "2",
                ]
            ) { $1 }
        }
        for (name, entry) in plain where counts[name] == nil { counts[name] = "\(entry.1)" }
        self.plain = plain
        self.counts = counts
    }

    /// The call as an expression; nil for an unknown function or a wrong number of arguments.
    func formula(_ name: String, _ arguments: [Formula]) -> Formula? {
        guard counts[name] != nil else { return nil }
        let one = Formula.number(1, unit: nil)
        switch (name, arguments.count) {
        case ("if", 3), ("Conditional", 3):
            return .piecewise([(arguments[0], arguments[1])], otherwise: arguments[2])
        case ("piecewise", let count) where count % 2 == 1 && count > 1:
            let pieces = stride(from: 0, to: count - 1, by: 2).map {
                (condition: arguments[$0], value: arguments[$0 + 1])
            }
            return .piecewise(pieces, otherwise: arguments[count - 1])
        case ("log", 2):
            return .call(.divide, .call(.log, arguments[0]), .call(.log, arguments[1]))
        case ("log10", 1):
            return .call(
                .divide, .call(.log, arguments[0]), .number(2.302585092994046, unit: nil))
        case ("expm1", 1): return .call(.subtract, .call(.exp, arguments[0]), one)
        case ("Mod", 2): return FormulaParser.remainder(arguments[0], arguments[1])
        case ("And", 2...), ("Or", 2...):
            let function: FormulaFunction = name == "And" ? .and : .or
            return arguments.dropFirst().reduce(arguments[0]) { .call(function, $0, $1) }
        default:
            guard let (function, count) = plain[name], arguments.count == count else { return nil }
            return .apply(function, arguments)
        }
    }
}

extension ModelUnit {
    /// Ending of a message about an unknown unit.
    static func suggestion(_ bad: String) -> String {
        Spelling.nearest(to: bad, among: names).map { "; did you mean \"\($0)\"?" } ?? ""
    }
}
