import Ionics
import Quantities

/// Writes a description in the format of Myokit.
///
/// Every variable keeps its name (characters that Myokit does not allow become underscores), unit and
/// formula; voltage, time and stimulus get their labels and bindings. A stimulus that is an equation of the
/// time becomes the pacing signal times an amplitude.
public struct MyokitWriter {
    private let membrane: ImportedMembrane
    private let model: MembraneDescription
    private var names: [String: String] = [:]

    /// Prepares the names.
    public init(_ membrane: ImportedMembrane) {
        self.membrane = membrane
        model = membrane.description
        var taken: Set<String> = []
        for variable in model.variables {
            let parts = variable.name.split(separator: ".").map(Self.plain)
            // Nested variables become neighbours; models without components get one.
            let component = parts.count > 1 ? parts[0] : "model"
            let short = parts.count > 1 ? parts.dropFirst().joined(separator: "_") : parts[0]
            var name = "\(component).\(short)"
            var count = 2
            while !taken.insert(name).inserted {
                name = "\(component).\(short)_\(count)"
                count += 1
            }
            names[variable.name] = name
        }
    }

    private static let reserved: Set<String> = [
        "and", "or", "not", "use", "as", "in", "bind", "label", "if", "piecewise", "dot",
    ]

    private static func plain(_ name: Substring) -> String {
        var text = String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
        while text.hasPrefix("_") { text.removeFirst() }
        if text.isEmpty || text.first?.isNumber == true { text = "x" + text }
        return reserved.contains(text) ? text + "_" : text
    }

    /// The file.
    public var text: String {
        var text = "[[model]]\nname: \(membrane.card.identifier)\n"
        text += "desc: converted by hearttwin from \(model.file)\n# Initial values\n"
        for variable in model.variables {
            if case .state(let initial, _) = variable.role {
                text += "\(name(variable.name)) = \(formula(initial, 0))\n"
            }
        }
        var components: [String] = []
        var members: [String: [MembraneDescription.Variable]] = [:]
        for variable in model.variables {
            let component = String(name(variable.name).prefix { $0 != "." })
            if members[component] == nil { components.append(component) }
            members[component, default: []].append(variable)
        }
        for component in components {
            text += "\n[\(component)]\n"
            for variable in members[component] ?? [] { text += definition(variable) }
        }
        if membrane.stimulusName != nil {
            if !hasPace { text += "\n[hearttwin]\npace = 0 bind pace\n" }
            text += "\n[[protocol]]\n# Level  Start  Length  Period  Multiplier\n"
            let level = hasPace ? model.pulse?.level ?? 1 : 1
            text += "\(level)  0  \(membrane.stimulus.duration / membrane.timeScale)  "
            text += "\(1000 / membrane.timeScale)  0\n"
        }
        return text
    }

    private var hasPace: Bool {
        model.variables.contains { if case .pace = $0.role { true } else { false } }
    }

    private func name(_ name: String) -> String { names[name] ?? Self.plain(name[...]) }

    private func definition(_ variable: MembraneDescription.Variable) -> String {
        let short = name(variable.name).split(separator: ".").last.map(String.init) ?? ""
        var text: String
        switch variable.role {
        case .state(_, let rate): text = "dot(\(short)) = \(formula(rate, 0))\n"
        case .time: text = "\(short) = 0 bind time\n"
        case .pace: text = "\(short) = 0 bind pace\n"
        case .equation(let value):
            if variable.name == membrane.stimulusName, !hasPace {
                text =
                    "\(short) = hearttwin.pace * \(number(membrane.stimulusLevel, variable.unit))\n"
            } else {
                text = "\(short) = \(formula(value, 0))\n"
            }
        }
        if let unit = variable.unit { text += "    in [\(Self.text(unit))]\n" }
        if variable.name == membrane.voltageName { text += "    label membrane_potential\n" }
        if variable.name == membrane.calciumName { text += "    label Ca_i\n" }
        return text
    }

    /// A unit as Myokit writes it: in SI bases with a factor where the symbol is not one of its own.
    private static func text(_ unit: ModelUnit) -> String {
        var bad = ""
        let symbol = unit.symbol
        if symbol.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "*/^-".contains($0)) }),
            !symbol.contains("**"), let read = ModelUnit.parse(symbol, bad: &bad),
            read.equals(unit)
        {
            return symbol == "dimensionless" ? "1" : symbol
        }
        let names = ["m", "kg", "s", "A", "K", "mol", "cd"]
        let bases = names.indices.filter { unit.exponents[$0] != 0 }.map { k -> String in
            let power = unit.exponents[k]
            return power == 1 ? names[k] : "\(names[k])^\(ModelUnit.short(power))"
        }
        let body = bases.isEmpty ? "1" : bases.joined(separator: "*")
        return unit.factor == 1 ? body : "\(body) (\(unit.factor))"
    }

    private func number(_ value: Double, _ unit: ModelUnit?) -> String {
        unit.map { "\(value) [\(Self.text($0))]" } ?? "\(value)"
    }

    private static let signs: [FormulaFunction: (sign: String, level: Int)] = [
        .or: ("or", 1), .and: ("and", 1), .less: ("<", 2), .lessEqual: ("<=", 2),
        .greater: (">", 2), .greaterEqual: (">=", 2), .equal: ("==", 2), .notEqual: ("!=", 2),
        .add: ("+", 3), .subtract: ("-", 3), .multiply: ("*", 4), .divide: ("/", 4),
        .power: ("^", 6),
    ]

    /// An expression, in parentheses where it binds less than `level`.
    private func formula(_ formula: Formula, _ level: Int) -> String {
        switch formula {
        case .number(let value, let unit):
            let text = number(value, unit)
            return value < 0 ? "(\(text))" : text
        case .variable(let variable, _): return name(variable)
        case .rate(let state, _): return "dot(\(name(state)))"
        case .piecewise(let pieces, let otherwise):
            let parts = pieces.map {
                "\(self.formula($0.condition, 0)), \(self.formula($0.value, 0))"
            }
            return "piecewise(\((parts + [self.formula(otherwise, 0)]).joined(separator: ", ")))"
        case .apply(let function, let x):
            if let (sign, own) = Self.signs[function] {
                let left = self.formula(x[0], own)
                let right = self.formula(x[1], own + 1)
                let text = "\(left) \(sign) \(right)"
                return own < level ? "(\(text))" : text
            }
            return call(function, x, level)
        }
    }

    private func call(_ function: FormulaFunction, _ x: [Formula], _ level: Int) -> String {
        let a = formula(x[0], 0)
        switch function {
        case .negate: return level > 0 ? "(-\(formula(x[0], 5)))" : "-\(formula(x[0], 5))"
        case .not: return "(not \(formula(x[0], 3)))"
        case .absolute: return "abs(\(a))"
        case .ceiling: return "ceil(\(a))"
        case .sinh: return "((exp(\(a)) - exp(-(\(a)))) / 2)"
        case .cosh: return "((exp(\(a)) + exp(-(\(a)))) / 2)"
        case .tanh: return "(1 - 2 / (exp(2 * (\(a))) + 1))"
        case .minimum:
            return "if(\(formula(x[0], 3)) < \(formula(x[1], 3)), \(a), \(formula(x[1], 0)))"
        case .maximum:
            return "if(\(formula(x[0], 3)) > \(formula(x[1], 3)), \(a), \(formula(x[1], 0)))"
        default: return "\(function.rawValue)(\(a))"
        }
    }
}
