/// A function or operator of the equations of a membrane model.
public enum FormulaFunction: String, Sendable, CaseIterable {
    case add, subtract, multiply, divide, negate, power
    case exp, log, sqrt, absolute, floor, ceiling
    case sin, cos, tan, asin, acos, atan, sinh, cosh, tanh
    case minimum, maximum
    case less, lessEqual, greater, greaterEqual, equal, notEqual
    case and, or, not

    /// Result is true or false.
    var isCondition: Bool {
        switch self {
        case .less, .lessEqual, .greater, .greaterEqual, .equal, .notEqual, .and, .or, .not: true
        default: false
        }
    }
}

/// An expression as it stands in a file, with names already resolved to variables of the model.
public indirect enum Formula: Sendable {
    /// A number, with its unit where the file gives one.
    case number(Double, unit: ModelUnit?)
    /// The value of a variable, and the line that asks for it.
    case variable(String, line: Int)
    /// The time derivative of a state, and the line that asks for it.
    case rate(String, line: Int)
    /// A function of one or more arguments.
    case apply(FormulaFunction, [Formula])
    /// The value of the first true condition, or the last value.
    case piecewise([(condition: Formula, value: Formula)], otherwise: Formula)

    static func call(_ function: FormulaFunction, _ arguments: Formula...) -> Formula {
        .apply(function, arguments)
    }

    /// The value where the expression is a number or a number with a sign.
    var literal: Double? {
        switch self {
        case .number(let value, _): value
        case .apply(.negate, let arguments): arguments.first?.literal.map { -$0 }
        default: nil
        }
    }

    /// The same with other names.
    func renamed(_ name: (String, Int) throws -> String) rethrows -> Formula {
        switch self {
        case .number: self
        case .variable(let old, let line): .variable(try name(old, line), line: line)
        case .rate(let old, let line): .rate(try name(old, line), line: line)
        case .apply(let function, let arguments):
            .apply(function, try arguments.map { try $0.renamed(name) })
        case .piecewise(let pieces, let otherwise):
            .piecewise(
                try pieces.map {
                    (try $0.condition.renamed(name), try $0.value.renamed(name))
                }, otherwise: try otherwise.renamed(name))
        }
    }
}
