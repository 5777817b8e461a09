/// Reads the subset of content MathML that CellML allows.
struct MathMLReader {
    let file: String
    /// The units a number names.
    let unit: (_ name: String, _ line: Int) throws(MembraneImportError) -> ModelUnit

    func error(_ node: XMLNode, _ problem: String) -> MembraneImportError {
        .syntax(file: file, line: node.line, problem: problem)
    }

    /// The expression of an element.
    func formula(_ node: XMLNode) throws(MembraneImportError) -> Formula {
        switch node.name {
        case "ci": return .variable(node.text, line: node.line)
        case "cn": return try number(node)
        case "apply": return try apply(node)
        case "piecewise": return try piecewise(node)
        case "pi": return .number(.pi, unit: .one)
        case "exponentiale": return .number(2.718281828459045, unit: .one)
        case "true": return .call(.equal, .number(0, unit: nil), .number(0, unit: nil))
        case "false": return .call(.notEqual, .number(0, unit: nil), .number(0, unit: nil))
        case "semantics":
            guard let first = node.children.first else { throw error(node, "empty <semantics>") }
            return try formula(first)
        case "infinity", "notanumber":
            throw MembraneImportError.unsupported(
                what: "<\(node.name)/>", file: file, line: node.line,
                instead: "values must be finite")
        default: throw error(node, "<\(node.name)> is not part of CellML's MathML")
        }
    }

    private func number(_ node: XMLNode) throws(MembraneImportError) -> Formula {
        var text = node.text
        if node.attributes["type"] == "e-notation" {
            text = node.texts.map(\.trimmed).joined(separator: "e")
        }
        guard let value = Double(text), value.isFinite else {
            throw error(node, "\"\(text)\" is not a number")
        }
        guard let name = node.attributes["units"] else {
            throw error(node, "the number \(text) has no cellml:units")
        }
        return .number(value, unit: try unit(name, node.line))
    }

    private static let binary: [String: FormulaFunction] = [
        "divide": .divide, "power": .power, "eq": .equal, "neq": .notEqual, "lt": .less,
        "leq": .lessEqual, "gt": .greater, "geq": .greaterEqual,
    ]

    private static let repeated: [String: FormulaFunction] = [
        "plus": .add, "times": .multiply, "and": .and, "or": .or, "min": .minimum,
        "max": .maximum,
    ]

    private static let unary: [String: FormulaFunction] = [
        "exp": .exp, "ln": .log, "abs": .absolute, "floor": .floor, "ceiling": .ceiling,
        "not": .not, "sin": .sin, "cos": .cos, "tan": .tan, "arcsin": .asin, "arccos": .acos,
        "arctan": .atan, "sinh": .sinh, "cosh": .cosh, "tanh": .tanh,
    ]

    private func apply(_ node: XMLNode) throws(MembraneImportError) -> Formula {
        guard let head = node.children.first else { throw error(node, "empty <apply>") }
        let name = head.name
        if name == "diff" {
            return .rate(try derivative(node), line: node.line)
        }
        var qualifier: XMLNode?
        var arguments: [Formula] = []
        for child in node.children.dropFirst() {
            if child.name == "degree" || child.name == "logbase" {
                qualifier = child
            } else {
                arguments.append(try formula(child))
            }
        }
        if let function = Self.unary[name], arguments.count == 1 {
            return .apply(function, arguments)
        }
        if let function = Self.binary[name], arguments.count == 2 {
            return .apply(function, arguments)
        }
        if let function = Self.repeated[name], let first = arguments.first {
            return arguments.dropFirst().reduce(first) { .call(function, $0, $1) }
        }
        switch (name, arguments.count) {
        case ("minus", 1): return .call(.negate, arguments[0])
        case ("minus", 2): return .apply(.subtract, arguments)
        case ("root", 1):
            guard let degree = qualifier?.children.first else { return .call(.sqrt, arguments[0]) }
            return .call(
                .power, arguments[0],
                .call(.divide, .number(1, unit: .one), try formula(degree)))
        case ("log", 1):
            let base: Formula
            if let node = qualifier?.children.first {
                base = try formula(node)
            } else {
                base = .number(10, unit: .one)
            }
            return .call(.divide, .call(.log, arguments[0]), .call(.log, base))
        case ("rem", 2): return FormulaParser.remainder(arguments[0], arguments[1])
        case ("xor", 2): return .apply(.notEqual, arguments)
        default:
            throw error(
                head,
                "<\(name)/> with \(arguments.count) argument\(arguments.count == 1 ? "" : "s") is not "
                    + "part of CellML's MathML")
        }
    }

    /// The state of `d(state)/d(time)`.
    func derivative(_ node: XMLNode) throws(MembraneImportError) -> String {
        guard node.children.count == 3, node.children[1].name == "bvar",
            node.children[1].all("degree").isEmpty, node.children[2].name == "ci"
        else { throw error(node, "expected the first derivative of one variable") }
        return node.children[2].text
    }

    private func piecewise(_ node: XMLNode) throws(MembraneImportError) -> Formula {
        var pieces: [(condition: Formula, value: Formula)] = []
        for piece in node.all("piece") {
            guard piece.children.count == 2 else {
                throw error(piece, "<piece> takes a value and a condition")
            }
            pieces.append(
                (try formula(piece.children[1]), try formula(piece.children[0])))
        }
        guard !pieces.isEmpty else { throw error(node, "<piecewise> without <piece>") }
        if let last = node.all("otherwise").first?.children.first {
            return .piecewise(pieces, otherwise: try formula(last))
        }
        // Without another value the last piece must cover what is left.
        let last = pieces.removeLast()
        return pieces.isEmpty ? last.value : .piecewise(pieces, otherwise: last.value)
    }
}
