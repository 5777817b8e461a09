/// Checks the units of all equations by dimension algebra.
///
/// A number or variable without a unit fits everything, and what it is multiplied with has no known unit
/// either. Everything that is known must fit: both sides of an equation, terms of a sum, values of a
/// condition, the plain numbers that functions take.
struct UnitCheck {
    private let model: MembraneDescription
    private let index: [String: Int]
    private let timeUnit: ModelUnit?
    /// Units found for variables without one; nil inside where none could be.
    private var found: [String: ModelUnit?] = [:]
    /// Variables whose unit is being found.
    private var open: Set<String> = []

    /// What does not fit.
    private struct Mismatch: Error {
        var text: String
    }

    init(_ model: MembraneDescription) throws(MembraneImportError) {
        self.model = model
        index = try model.index()
        timeUnit = model.timeUnit
    }

    /// Every equation in which units do not fit.
    mutating func problems() -> [MembraneImportError.UnitProblem] {
        var result: [MembraneImportError.UnitProblem] = []
        for variable in model.variables {
            do throws(Mismatch) {
                switch variable.role {
                case .equation(let formula):
                    let unit = try unit(formula)
                    try fit(unit, variable.unit, "the equation gives")
                case .state(let initial, let rate):
                    try fit(try unit(initial), variable.unit, "the initial value has")
                    guard let own = variable.unit, let timeUnit else {
                        _ = try unit(rate)
                        continue
                    }
                    try fit(try unit(rate), own / timeUnit, "the rate has")
                case .time, .pace: continue
                }
            } catch {
                result.append(
                    .init(variable: variable.name, line: variable.line, problem: error.text))
            }
        }
        return result
    }

    private func fit(
        _ given: ModelUnit?, _ wanted: ModelUnit?, _ what: String
    ) throws(Mismatch) {
        guard let given, let wanted, !given.equals(wanted) else { return }
        throw Mismatch(
            text: "\(what) [\(given.text)] where [\(wanted.text)] belongs" + size(given, wanted))
    }

    /// Remark on units of one kind and different size.
    private func size(_ a: ModelUnit, _ b: ModelUnit) -> String {
        a.measuresSame(as: b) ? " (\(a.factor / b.factor) times as large)" : ""
    }

    private mutating func unit(ofVariable name: String) throws(Mismatch) -> ModelUnit? {
        guard let k = index[name] else { return nil }
        if let unit = model.variables[k].unit { return unit }
        if case .time = model.variables[k].role { return timeUnit }
        if let unit = found[name] { return unit }
        guard case .equation(let formula) = model.variables[k].role, open.insert(name).inserted
        else { return nil }
        defer { open.remove(name) }
        // What does not fit is said at the variable's own equation.
        let unit: ModelUnit?
        do throws(Mismatch) {
            unit = try self.unit(formula)
        } catch {
            unit = nil
        }
        found[name] = .some(unit)
        return unit
    }

    private mutating func unit(_ formula: Formula) throws(Mismatch) -> ModelUnit? {
        switch formula {
        case .number(_, let unit): return unit
        case .variable(let name, _): return try unit(ofVariable: name)
        case .rate(let name, _):
            guard let own = try unit(ofVariable: name), let timeUnit else { return nil }
            return own / timeUnit
        case .apply(let function, let arguments): return try unit(function, arguments)
        case .piecewise(let pieces, let otherwise):
            var result = try unit(otherwise)
            for piece in pieces {
                _ = try unit(piece.condition)
                result = try same(result, try unit(piece.value), "a condition chooses between")
            }
            return result
        }
    }

    private func same(
        _ a: ModelUnit?, _ b: ModelUnit?, _ what: String
    ) throws(Mismatch) -> ModelUnit? {
        guard let a else { return b }
        guard let b else { return a }
        guard a.equals(b) else {
            throw Mismatch(text: "\(what) [\(a.text)] and [\(b.text)]" + size(a, b))
        }
        return a
    }

    private mutating func unit(
        _ function: FormulaFunction, _ arguments: [Formula]
    ) throws(Mismatch) -> ModelUnit? {
        var units: [ModelUnit?] = []
        for argument in arguments { units.append(try unit(argument)) }
        switch function {
        case .add: return try same(units[0], units[1], "a sum of")
        case .subtract: return try same(units[0], units[1], "a difference of")
        case .minimum, .maximum: return try same(units[0], units[1], "a choice between")
        case .less, .lessEqual, .greater, .greaterEqual, .equal, .notEqual:
            _ = try same(units[0], units[1], "a comparison of")
            return nil
        case .and, .or, .not: return nil
        case .multiply:
            guard let a = units[0], let b = units[1] else { return nil }
            return a * b
        case .divide:
            guard let a = units[0], let b = units[1] else { return nil }
            return a / b
        case .negate, .absolute, .floor, .ceiling: return units[0]
        case .sqrt: return units[0]?.raised(to: 0.5)
        case .power:
            try plain(units[1], "an exponent")
            guard let base = units[0] else { return nil }
            if base.equals(.one) { return .one }
            return number(arguments[1]).map { base.raised(to: $0) }
        case .exp, .log, .sin, .cos, .tan, .asin, .acos, .atan, .sinh, .cosh, .tanh:
            try plain(units[0], function.rawValue)
            return .one
        }
    }

    private func plain(_ unit: ModelUnit?, _ what: String) throws(Mismatch) {
        guard let unit, !unit.equals(.one) else { return }
        throw Mismatch(text: "\(what) of [\(unit.text)], where a plain number belongs")
    }

    /// The value of an exponent that is a number, or the name of one.
    private func number(_ formula: Formula) -> Double? {
        if let value = formula.literal { return value }
        if case .apply(.divide, let arguments) = formula, let a = arguments[0].literal,
            let b = arguments[1].literal
        {
            return a / b
        }
        guard case .variable(let name, _) = formula, let k = index[name],
            case .equation(let value) = model.variables[k].role
        else { return nil }
        return value.literal
    }
}

extension MembraneDescription {
    /// Unit of the time, where the file gives it.
    var timeUnit: ModelUnit? {
        for variable in variables {
            if case .time = variable.role { return variable.unit }
        }
        return nil
    }
}
