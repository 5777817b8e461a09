/// Reads a model in the format of gotran: calls of `parameters`, `states` and `expressions`, and
/// assignments in the syntax of Python.
///
/// A state `x` has the rate `dx_dt`; the time is `time` or `t`, in milliseconds. Not read: Markov models,
/// components as objects, imports of other files.
///
/// Source: Finsberg, Hake, *J. Open Source Softw.* 9 (2024) 7063, doi:10.21105/joss.07063 (gotranx, which reads
/// the same language); models of gotran's collection.
struct GotranReader {
    private let file: String
    private var result: MembraneDescription
    private var initial: [String: Formula] = [:]
    private var rates: [String: (formula: Formula, line: Int)] = [:]

    init(file: String) {
        self.file = file
        let name = file.split(separator: "/").last.map(String.init) ?? file
        result = MembraneDescription(
            file: file, name: name.replacing(".ode", with: ""), format: .gotran, variables: [])
    }

    /// The model in a text.
    mutating func read(_ text: String) throws(MembraneImportError) -> MembraneDescription {
        for line in LogicalLine.split(text, blockText: false) {
            var parser = FormulaParser(line.text, line: line.line, dialect: .python, file: file)
            guard case .name(let name) = try parser.scanner.next() else {
                throw parser.scanner.error("expected a name at the start of a statement")
            }
            switch try parser.scanner.next() {
            case .sign("("): try statement(name, &parser, line.line)
            case .sign("="):
                let formula = try parser.wholeFormula()
                if name.hasPrefix("d"), name.hasSuffix("_dt"), name.count > 4 {
                    let state = String(name.dropFirst().dropLast(3))
                    guard rates[state] == nil else {
                        throw parser.scanner.error("a second rate of \(state)")
                    }
                    rates[state] = (formula, line.line)
                } else {
                    add(name, .equation(formula), line.line)
                }
            default:
                throw parser.scanner.error("expected \"=\" or \"(\" after \(name)")
            }
        }
        try finish()
        return result
    }

    private mutating func add(
        _ name: String, _ role: MembraneDescription.Role, _ line: Int, unit: ModelUnit? = nil,
        summary: String = ""
    ) {
        result.variables.append(
            MembraneDescription.Variable(
                name: name, unit: unit, role: role, line: line, summary: summary))
    }

    private mutating func statement(
        _ name: String, _ parser: inout FormulaParser, _ line: Int
    ) throws(MembraneImportError) {
        switch name {
        case "parameters", "states":
            try declarations(name == "states", &parser)
        case "expressions", "component", "comment", "monitor", "model_arguments":
            return
        default:
            throw .unsupported(
                what: "the statement \(name)(…)", file: file, line: line,
                instead: "write parameters(…), states(…), expressions(…) and assignments")
        }
    }

    /// `"component", x = 1.0, y = ScalarParam(2.0, unit="mV"))`.
    private mutating func declarations(
        _ areStates: Bool, _ parser: inout FormulaParser
    ) throws(MembraneImportError) {
        while true {
            let line = parser.scanner.line
            switch try parser.scanner.next() {
            case .sign(")"): return
            case .sign(","), .text: continue
            case .name(let name):
                try parser.expect("=")
                let (value, unit, summary) = try value(&parser)
                if areStates {
                    initial[name] = value
                    add(
                        name, .state(initial: value, rate: value), line, unit: unit,
                        summary: summary)
                } else {
                    add(name, .equation(value), line, unit: unit, summary: summary)
                }
            case .end: throw parser.scanner.error("a closing ) is missing")
            default: throw parser.scanner.error("expected name = value")
            }
        }
    }

    /// A number or `ScalarParam(number, unit="…", description="…")`.
    private func value(
        _ parser: inout FormulaParser
    ) throws(MembraneImportError) -> (Formula, ModelUnit?, String) {
        guard case .name(let name) = try parser.scanner.peek(),
            ["ScalarParam", "Param", "SlaveParam", "ArrayParam", "ConstParam"].contains(name)
        else { return (try parser.formula(), nil, "") }
        _ = try parser.scanner.next()
        try parser.expect("(")
        let value = try parser.formula()
        var unit: ModelUnit?
        var summary = ""
        while try parser.scanner.peek() == .sign(",") {
            _ = try parser.scanner.next()
            guard case .name(let key) = try parser.scanner.next() else {
                throw parser.scanner.error("expected unit=\"…\" or description=\"…\"")
            }
            try parser.expect("=")
            if key == "unit" || key == "description" {
                guard case .text(let text) = try parser.scanner.next() else {
                    throw parser.scanner.error("\(key) takes a text in quotes")
                }
                if key == "unit" { unit = try parser.unit(text) } else { summary = text }
            } else {
                _ = try parser.formula()
            }
        }
        try parser.expect(")")
        return (value, unit, summary)
    }

    /// Joins states with their rates, and defines the time.
    private mutating func finish() throws(MembraneImportError) {
        guard !initial.isEmpty else {
            throw .syntax(file: file, line: 1, problem: "there are no states(…)")
        }
        for k in result.variables.indices {
            guard case .state(let start, _) = result.variables[k].role else { continue }
            let name = result.variables[k].name
            guard let rate = rates.removeValue(forKey: name) else {
                throw .syntax(
                    file: file, line: result.variables[k].line,
                    problem: "the state \(name) has no rate d\(name)_dt")
            }
            result.variables[k].role = .state(initial: start, rate: rate.formula)
        }
        // Not a state: a variable that only looks like a rate.
        for (name, rate) in rates.sorted(by: { $0.value.line < $1.value.line }) {
            add("d\(name)_dt", .equation(rate.formula), rate.line)
        }
        let names = Set(result.variables.map(\.name))
        for time in ["time", "t"] where !names.contains(time) {
            add(time, .time, 0, unit: .millisecond)
        }
        try finishRates(names)
    }

    /// `dx_dt` in an expression is the rate of x.
    private mutating func finishRates(_ names: Set<String>) throws(MembraneImportError) {
        let states = Set(initial.keys)
        func rewritten(_ formula: Formula) -> Formula {
            switch formula {
            case .variable(let name, let line):
                guard name.hasPrefix("d"), name.hasSuffix("_dt"), !names.contains(name) else {
                    return formula
                }
                let state = String(name.dropFirst().dropLast(3))
                return states.contains(state) ? .rate(state, line: line) : formula
            case .number, .rate: return formula
            case .apply(let function, let arguments):
                return .apply(function, arguments.map(rewritten))
            case .piecewise(let pieces, let otherwise):
                return .piecewise(
                    pieces.map { (rewritten($0.condition), rewritten($0.value)) },
                    otherwise: rewritten(otherwise))
            }
        }
        for k in result.variables.indices {
            switch result.variables[k].role {
            case .equation(let formula):
                result.variables[k].role = .equation(rewritten(formula))
            case .state(let initial, let rate):
                result.variables[k].role = .state(initial: initial, rate: rewritten(rate))
            case .time, .pace: continue
            }
        }
    }
}
