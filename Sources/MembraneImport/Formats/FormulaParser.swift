/// Reads expressions of Myokit and of Python (gotran).
///
/// Myokit: powers bind before signs and from left to right, `//` and `%` round down, conditions are written
/// `if(c, a, b)` and `piecewise(c, a, …, b)`. Python: powers from right to left, conditions are functions
/// such as `Conditional(Lt(x, 1), a, b)`.
struct FormulaParser {
    enum Dialect { case myokit, python }

    var scanner: FormulaScanner
    let dialect: Dialect
    /// Deepest nesting that is read; real models need about twenty.
    private static let deepest = 200
    private var depth = 0

    init(_ text: String, line: Int, dialect: Dialect, file: String) {
        scanner = FormulaScanner(text, line: line, hasUnits: dialect == .myokit, file: file)
        self.dialect = dialect
    }

    /// Reads an expression and stops before what does not belong to it.
    mutating func formula() throws(MembraneImportError) -> Formula {
        try descend()
        defer { depth -= 1 }
        return try logic()
    }

    /// One level deeper, before everything that calls itself; refused before the stack ends.
    private mutating func descend() throws(MembraneImportError) {
        guard depth < Self.deepest else {
            throw scanner.error("the expression is nested too deeply")
        }
        depth += 1
    }

    /// Reads an expression that ends with its text.
    mutating func wholeFormula() throws(MembraneImportError) -> Formula {
        let result = try formula()
        guard try scanner.peek() == .end else {
            throw scanner.error("unexpected \"\(scanner.rest.prefix(30))\" after the expression")
        }
        return result
    }

    private mutating func take(_ token: FormulaScanner.Token) throws(MembraneImportError) -> Bool {
        guard try scanner.peek() == token else { return false }
        _ = try scanner.next()
        return true
    }

    mutating func expect(_ sign: String) throws(MembraneImportError) {
        guard try take(.sign(sign)) else {
            let rest = scanner.rest.prefix(30)
            throw scanner.error(
                rest.isEmpty
                    ? "a \"\(sign)\" is missing at the end"
                    : "expected \"\(sign)\" before \"\(rest)\"")
        }
    }

    private mutating func logic() throws(MembraneImportError) -> Formula {
        var left = try comparison()
        while true {
            switch try scanner.peek() {
            case .name("and"), .sign("&&"):
                _ = try scanner.next()
                left = .call(.and, left, try comparison())
            case .name("or"), .sign("||"):
                _ = try scanner.next()
                left = .call(.or, left, try comparison())
            default: return left
            }
        }
    }

    private static let comparisons: [String: FormulaFunction] = [
        "<": .less, "<=": .lessEqual, ">": .greater, ">=": .greaterEqual, "==": .equal,
        "!=": .notEqual,
    ]

    private mutating func comparison() throws(MembraneImportError) -> Formula {
        if try take(.name("not")) {
            try descend()
            defer { depth -= 1 }
            return .call(.not, try comparison())
        }
        let left = try sum()
        guard case .sign(let sign) = try scanner.peek(), let function = Self.comparisons[sign]
        else {
            return left
        }
        _ = try scanner.next()
        return .call(function, left, try sum())
    }

    private mutating func sum() throws(MembraneImportError) -> Formula {
        var left = try product()
        while true {
            if try take(.sign("+")) {
                left = .call(.add, left, try product())
            } else if try take(.sign("-")) {
                left = .call(.subtract, left, try product())
            } else {
                return left
            }
        }
    }

    private mutating func product() throws(MembraneImportError) -> Formula {
        var left = try signed()
        while true {
            if try take(.sign("*")) {
                left = .call(.multiply, left, try signed())
            } else if try take(.sign("/")) {
                left = .call(.divide, left, try signed())
            } else if try take(.sign("//")) {
                left = .call(.floor, .call(.divide, left, try signed()))
            } else if try take(.sign("%")) {
                left = Self.remainder(left, try signed())
            } else {
                return left
            }
        }
    }

    /// a − b·⌊a/b⌋.
    static func remainder(_ a: Formula, _ b: Formula) -> Formula {
        .call(.subtract, a, .call(.multiply, b, .call(.floor, .call(.divide, a, b))))
    }

    private mutating func signed() throws(MembraneImportError) -> Formula {
        while try take(.sign("+")) {}
        if try take(.sign("-")) {
            try descend()
            defer { depth -= 1 }
            return .call(.negate, try signed())
        }
        return try power()
    }

    private mutating func power() throws(MembraneImportError) -> Formula {
        var base = try primary()
        let sign = dialect == .myokit ? "^" : "**"
        while try take(.sign(sign)) {
            if dialect == .python {
                try descend()
                defer { depth -= 1 }
                return .call(.power, base, try signed())
            }
            if try take(.sign("-")) {
                base = .call(.power, base, .call(.negate, try primary()))
            } else {
                _ = try take(.sign("+"))
                base = .call(.power, base, try primary())
            }
        }
        return base
    }

    private mutating func primary() throws(MembraneImportError) -> Formula {
        let line = scanner.line
        switch try scanner.next() {
        case .number(let value):
            guard case .bracket(let text) = try scanner.peek() else {
                return .number(value, unit: nil)
            }
            _ = try scanner.next()
            return .number(value, unit: try unit(text))
        case .sign("("):
            let inner = try formula()
            try expect(")")
            return inner
        case .name(let name):
            guard try take(.sign("(")) else { return .variable(name, line: line) }
            return try call(name, line: line)
        case .end:
            throw scanner.error("the expression ends too early")
        case .sign(let sign):
            throw scanner.error("unexpected \"\(sign)\"")
        case .bracket(let text):
            throw scanner.error("the unit [\(text)] must follow a number")
        case .text(let text):
            throw scanner.error("unexpected text \"\(text)\"")
        }
    }

    /// A unit in brackets.
    func unit(_ text: String) throws(MembraneImportError) -> ModelUnit {
        var bad = ""
        guard let unit = ModelUnit.parse(text, bad: &bad) else {
            throw scanner.error(ModelUnit.problem(text, bad: bad))
        }
        return unit
    }

    private mutating func call(_ name: String, line: Int) throws(MembraneImportError) -> Formula {
        if name == "dot", dialect == .myokit {
            guard case .name(let state) = try scanner.next() else {
                throw scanner.error("dot(…) takes the name of a state")
            }
            try expect(")")
            return .rate(state, line: line)
        }
        var arguments: [Formula] = []
        if try !take(.sign(")")) {
            repeat { arguments.append(try formula()) } while try take(.sign(","))
            try expect(")")
        }
        let functions = KnownFunctions(dialect)
        guard let result = functions.formula(name, arguments) else {
            if let count = functions.counts[name] {
                throw scanner.error("\(name) takes \(count), not \(arguments.count), arguments")
            }
            throw MembraneImportError.unknownName(
                name: name + "()", file: scanner.file, line: line,
                known: functions.counts.keys.sorted().map { $0 + "()" })
        }
        return result
    }
}

extension ModelUnit {
    /// What is wrong with a text that is no unit.
    static func problem(_ text: String, bad: String) -> String {
        "\"\(bad)\" in the unit [\(text)] is not known" + suggestion(bad)
    }
}
