/// Reads a model in the format of Myokit.
///
/// Read: model header, initial values, components, aliases (`use`), nested variables, units, labels and
/// bindings, the first event of the protocol. Not read: scripts, imports of other files.
///
/// Source: Clerx, Collins, de Lange, Volders, *Prog. Biophys. Mol. Biol.* 120 (2016) 100–114,
/// doi:10.1016/j.pbiomolbio.2015.12.008; syntax as documented with Myokit 1.39.
struct MyokitReader {
    private let file: String
    private var result: MembraneDescription
    private var section = ""
    private var component: String?
    /// Initial values by state, with their lines.
    private var initial: [String: (formula: Formula, line: Int)] = [:]
    /// Aliases by component.
    private var aliases: [String: [String: String]] = [:]
    /// Variables a deeper line may belong to.
    private var parents: [(indent: Int, index: Int)] = []
    private var states: Set<Int> = []

    init(file: String) {
        self.file = file
        result = MembraneDescription(
            file: file, name: "", format: .myokit, variables: [])
    }

    /// The model in a text.
    mutating func read(_ text: String) throws(MembraneImportError) -> MembraneDescription {
        for line in LogicalLine.split(text, blockText: true) {
            let trimmed = line.text.trimmed
            if trimmed.hasPrefix("[[") {
                section = String(trimmed.dropFirst(2).prefix { $0 != "]" })
                component = nil
                continue
            }
            switch section {
            case "model": try modelLine(line, trimmed)
            case "protocol": try protocolLine(trimmed, line.line)
            case "script": continue
            default: throw error(line.line, "the file does not start with [[model]]")
            }
        }
        guard !result.variables.isEmpty else { throw error(1, "there is no [[model]] section") }
        try resolve()
        return result
    }

    private func error(_ line: Int, _ problem: String) -> MembraneImportError {
        .syntax(file: file, line: line, problem: problem)
    }

    private mutating func modelLine(
        _ line: LogicalLine, _ text: String
    ) throws(MembraneImportError) {
        if text.hasPrefix("["), text.hasSuffix("]"), !text.contains("=") {
            let name = String(text.dropFirst().dropLast()).trimmed
            guard aliases[name] == nil else {
                throw error(line.line, "component [\(name)] is already defined")
            }
            component = name
            aliases[name] = [:]
            parents = []
            return
        }
        guard let component else {
            return try headerLine(line, text)
        }
        if text.hasPrefix("use ") { return try use(text.dropFirst(4), component, line.line) }
        let key = text.prefix { $0.isLetter || $0 == "_" }
        if !key.isEmpty, text[key.endIndex...].trimmed.hasPrefix(":") {
            // Metadata of a component, or of a variable where it stands deeper.
            if !parents.isEmpty, line.indent > parents[0].indent {
                _ = try property(line, text, inline: false)
            }
            return
        }
        if !parents.isEmpty, line.indent > parents[0].indent,
            try property(line, text, inline: false)
        {
            return
        }
        try definition(line, component)
    }

    /// `name: text` or `component.state = value`.
    private mutating func headerLine(
        _ line: LogicalLine, _ text: String
    ) throws(MembraneImportError) {
        let head = text.prefix { $0 == "_" || $0 == "." || $0.isLetter || $0.isNumber }
        let rest = text[head.endIndex...].trimmed
        if rest.hasPrefix(":") {
            if head == "name" { result.name = rest.dropFirst().trimmed }
            return
        }
        guard rest.hasPrefix("="), head.contains("."), let equals = line.text.firstIndex(of: "=")
        else {
            throw error(
                line.line, "expected \"key: text\" or an initial value \"component.state = number\""
            )
        }
        guard initial[String(head)] == nil else {
            throw error(line.line, "a second initial value of \(head)")
        }
        let start = line.text[line.text.index(after: equals)...]
        var parser = FormulaParser(String(start), line: line.line, dialect: .myokit, file: file)
        initial[String(head)] = (try parser.wholeFormula(), line.line)
    }

    /// `a.b, c.d as e`.
    private mutating func use(
        _ text: Substring, _ component: String, _ line: Int
    ) throws(MembraneImportError) {
        for item in text.split(separator: ",") {
            let words = item.split(whereSeparator: \.isWhitespace).map(String.init)
            guard words.count == 1 || (words.count == 3 && words[1] == "as"),
                let dot = words[0].firstIndex(of: ".")
            else { throw error(line, "expected \"use component.variable as name\"") }
            let name = words.count == 3 ? words[2] : String(words[0][words[0].index(after: dot)...])
            aliases[component]?[name] = words[0]
        }
    }

    /// A property of the innermost variable; false where the text is none.
    private mutating func property(
        _ line: LogicalLine, _ text: String, inline: Bool
    ) throws(MembraneImportError) -> Bool {
        while let last = parents.last, last.indent >= line.indent, !inline, parents.count > 1 {
            parents.removeLast()
        }
        guard let owner = parents.last?.index else { return false }
        let key = text.prefix { $0.isLetter || $0 == "_" || $0.isNumber }
        let rest = text[key.endIndex...].trimmed
        if rest.hasPrefix(":") || key.isEmpty && text.hasPrefix(":") {
            if key.isEmpty || key == "desc" {
                result.variables[owner].summary =
                    rest.dropFirst().trimmed
                    .trimmingQuotes
            }
            return true
        }
        switch key {
        case "in" where rest.hasPrefix("["):
            guard let end = rest.firstIndex(of: "]") else {
                throw error(line.line, "a closing ] is missing")
            }
            let parser = FormulaParser("", line: line.line, dialect: .myokit, file: file)
            result.variables[owner].unit = try parser.unit(
                String(rest[rest.index(after: rest.startIndex)..<end]))
            let after = rest[rest.index(after: end)...].trimmed
            if !after.isEmpty { return try property(line, after, inline: true) }
            return true
        case "bind" where !rest.hasPrefix("="), "label" where !rest.hasPrefix("="):
            let word = rest.prefix { !$0.isWhitespace && $0 != ":" }
            if key == "label" {
                result.variables[owner].labels.append(String(word))
            } else if word == "time" {
                result.variables[owner].role = .time
            } else if word == "pace" {
                result.variables[owner].role = .pace
            }
            let after = rest[word.endIndex...].trimmed
            if !after.isEmpty { return try property(line, after, inline: true) }
            return true
        default:
            guard inline else { return false }
            throw error(line.line, "unexpected \"\(text.prefix(30))\" after the expression")
        }
    }

    /// `name = expression` or `dot(name) = expression`.
    private mutating func definition(
        _ line: LogicalLine, _ component: String
    ) throws(MembraneImportError) {
        while let last = parents.last, last.indent >= line.indent { parents.removeLast() }
        guard let equals = line.text.firstIndex(of: "=") else {
            throw error(
                line.line,
                "expected \"name = expression\", found \"\(line.text.trimmed.prefix(40))\"")
        }
        var name = line.text[..<equals].trimmed
        let isRate = name.hasPrefix("dot(") && name.hasSuffix(")")
        if isRate { name = name.dropFirst(4).dropLast().trimmed }
        guard !name.isEmpty, name.allSatisfy({ $0 == "_" || $0.isLetter || $0.isNumber }),
            name.first?.isNumber == false
        else { throw error(line.line, "\"\(name)\" is not a name") }
        let owner = parents.last.map { result.variables[$0.index].name } ?? component
        guard !isRate || parents.isEmpty else {
            throw error(line.line, "a state cannot belong to a variable")
        }
        let body = String(line.text[line.text.index(after: equals)...])
        var parser = FormulaParser(body, line: line.line, dialect: .myokit, file: file)
        let formula = try parser.formula()
        let index = result.variables.count
        result.variables.append(
            MembraneDescription.Variable(
                name: "\(owner).\(name)", unit: nil, role: .equation(formula), line: line.line))
        if isRate { states.insert(index) }
        parents.append((line.indent, index))
        let rest = parser.scanner.rest
        if !rest.isEmpty { _ = try property(line, rest, inline: true) }
    }

    private mutating func protocolLine(
        _ text: String, _ line: Int
    ) throws(MembraneImportError) {
        guard result.pulse == nil else { return }
        let numbers = text.split(whereSeparator: \.isWhitespace).map { Double($0) }
        guard numbers.count >= 3, let level = numbers[0], let duration = numbers[2] else {
            throw error(line, "expected level, start, length, period and multiplier of an event")
        }
        result.pulse = MembraneDescription.Pulse(level: level, duration: duration)
    }

    /// Gives names their full form and states their initial values.
    private mutating func resolve() throws(MembraneImportError) {
        let known = Set(result.variables.map(\.name))
        for k in result.variables.indices {
            let variable = result.variables[k]
            guard case .equation(let formula) = variable.role else { continue }
            let scope = variable.name
            let resolved = try renamed(formula, scope: scope, known: known)
            guard states.contains(k) else {
                result.variables[k].role = .equation(resolved)
                continue
            }
            guard let start = initial.removeValue(forKey: scope) else {
                throw error(variable.line, "the state \(scope) has no initial value")
            }
            result.variables[k].role = .state(
                initial: try renamed(start.formula, scope: "", known: known), rate: resolved)
        }
        if let (name, start) = initial.min(by: { $0.value.line < $1.value.line }) {
            let names = states.map { result.variables[$0].name }.sorted()
            throw .unknownName(name: name, file: file, line: start.line, known: names)
        }
    }

    private func renamed(
        _ formula: Formula, scope: String, known: Set<String>
    ) throws(MembraneImportError) -> Formula {
        do {
            return try formula.renamed { name, line in
                guard let full = lookUp(name, scope: scope, known: known) else {
                    let component = scope.prefix { $0 != "." } + "."
                    let near = known.filter { $0.hasPrefix(component) }
                        .map { String($0.dropFirst(component.count)) }
                    throw MembraneImportError.unknownName(
                        name: name, file: file, line: line,
                        known: near.sorted() + known.sorted())
                }
                return full
            }
        } catch let error as MembraneImportError {
            throw error
        } catch {
            throw .syntax(file: file, line: 1, problem: "\(error)")
        }
    }

    /// The variable that a name means inside a variable.
    private func lookUp(_ name: String, scope: String, known: Set<String>) -> String? {
        if name.contains(".") { return known.contains(name) ? name : nil }
        var scope = Substring(scope)
        while !scope.isEmpty {
            let full = "\(scope).\(name)"
            if known.contains(full) { return full }
            guard let dot = scope.lastIndex(of: ".") else { break }
            scope = scope[..<dot]
        }
        guard let target = aliases[String(scope)]?[name] else { return nil }
        return known.contains(target) ? target : nil
    }
}

extension String {
    /// Without quotes around it.
    var trimmingQuotes: String {
        var text = Substring(self)
        while text.hasPrefix("\"") { text = text.dropFirst() }
        while text.hasSuffix("\"") { text = text.dropLast() }
        return text.trimmed
    }
}
