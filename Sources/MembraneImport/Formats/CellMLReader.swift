/// Reads a model in the format of CellML 1.0, 1.1 or 2.0.
///
/// Components become prefixes of names; connected variables become one, with a factor where their units
/// differ in size. Not read: imports, resets, reactions, equations that must be solved for a variable.
///
/// Source: CellML 1.0, 1.1 and 2.0 specifications; Clerx et al., *J. Integr. Bioinform.* 17 (2020)
/// 20200021, doi:10.1515/jib-2020-0021.
struct CellMLReader {
    private let file: String
    private var units: CellMLUnits

    /// One variable element of a component.
    private struct Declared {
        var name: String
        var unit: ModelUnit
        var line: Int
        var initial: String?
        var label: String?
        var component: String
    }

    private var declared: [Declared] = []
    private var position: [String: Int] = [:]
    /// The variable each one is connected to, up to the root.
    private var root: [Int] = []
    private var unitsOfComponent: [String: CellMLUnits] = [:]
    private var values: [Int: (formula: Formula, line: Int)] = [:]
    private var rates: [Int: (formula: Formula, line: Int)] = [:]
    private var time: Int?

    init(file: String) {
        self.file = file
        units = CellMLUnits(file: file)
    }

    /// The model in a text.
    mutating func read(_ text: String) throws(MembraneImportError) -> MembraneDescription {
        let model = try XMLTree.read(text, file: file)
        guard model.name == "model", model.namespace.contains("cellml") || model.namespace.isEmpty
        else {
            throw error(model, "<\(model.name)> is not the <model> of a CellML document")
        }
        try refuse(model)
        try units.add(model.all("units"))
        for component in model.all("component") { try declare(component) }
        root = Array(declared.indices)
        for connection in model.all("connection") { try connect(connection) }
        for component in model.all("component") {
            for math in component.all("math") {
                for equation in math.children { try read(equation, component) }
            }
        }
        return try description(model.attributes["name"] ?? file)
    }

    private func error(_ node: XMLNode, _ problem: String) -> MembraneImportError {
        .syntax(file: file, line: node.line, problem: problem)
    }

    private func refuse(_ model: XMLNode) throws(MembraneImportError) {
        let reasons = [
            "import": "export the model as one file (OpenCOR or libCellML can flatten it)",
            "reset": "write the rule as a condition in an equation",
            "reaction": "write the reaction as an equation",
        ]
        for node in model.children + model.all("component").flatMap(\.children) {
            if let reason = reasons[node.name] {
                throw .unsupported(
                    what: "<\(node.name)>", file: file, line: node.line, instead: reason)
            }
        }
    }

    private mutating func declare(_ component: XMLNode) throws(MembraneImportError) {
        guard let owner = component.attributes["name"] else {
            throw error(component, "<component> without a name")
        }
        var local = units
        try local.add(component.all("units"))
        unitsOfComponent[owner] = local
        for node in component.all("variable") {
            guard let name = node.attributes["name"], let unit = node.attributes["units"] else {
                throw error(node, "<variable> needs name and units")
            }
            let full = "\(owner).\(name)"
            if let first = position[full] {
                throw .duplicate(
                    name: full, file: file, line: node.line, first: declared[first].line)
            }
            position[full] = declared.count
            declared.append(
                Declared(
                    name: name, unit: try local.unit(unit, line: node.line), line: node.line,
                    initial: node.attributes["initial_value"], label: node.attributes["id"],
                    component: owner))
        }
    }

    private func find(_ index: Int) -> Int {
        var index = index
        while root[index] != index { index = root[index] }
        return index
    }

    private mutating func connect(_ connection: XMLNode) throws(MembraneImportError) {
        let holder = connection.all("map_components").first ?? connection
        guard let first = holder.attributes["component_1"],
            let second = holder.attributes["component_2"]
        else { throw error(connection, "<connection> needs component_1 and component_2") }
        for map in connection.all("map_variables") {
            var pair: [Int] = []
            for (component, key) in [(first, "variable_1"), (second, "variable_2")] {
                let name = "\(component).\(map.attributes[key] ?? "")"
                guard let index = position[name] else {
                    throw .unknownName(
                        name: name, file: file, line: map.line, known: position.keys.sorted())
                }
                pair.append(index)
            }
            guard declared[pair[0]].unit.measuresSame(as: declared[pair[1]].unit) else {
                throw .units(
                    file: file,
                    problems: [
                        .init(
                            variable: declared[pair[0]].name, line: map.line,
                            problem: "connects [\(declared[pair[0]].unit.text)] with "
                                + "[\(declared[pair[1]].unit.text)]")
                    ])
            }
            let (a, b) = (find(pair[0]), find(pair[1]))
            if a != b { root[max(a, b)] = min(a, b) }
        }
    }

    /// Reads an equation whose left side is a variable or its derivative.
    private mutating func read(
        _ node: XMLNode, _ component: XMLNode
    ) throws(MembraneImportError) {
        if node.name == "annotation" || node.name == "annotation-xml" { return }
        if node.name == "semantics" {
            for child in node.children { try read(child, component) }
            return
        }
        guard node.name == "apply", node.children.count == 3, node.children[0].name == "eq" else {
            throw error(node, "expected an equation")
        }
        let owner = component.attributes["name"] ?? ""
        var local = unitsOfComponent[owner] ?? units
        let reader = MathMLReader(file: file) { name, line throws(MembraneImportError) in
            try local.unit(name, line: line)
        }
        let (left, right) = (node.children[1], node.children[2])
        let formula = try scoped(try reader.formula(right), owner)
        if left.name == "ci" {
            let index = try index(left.text, owner, left.line)
            let scaled = scaled(formula, from: index)
            guard values.updateValue((scaled, node.line), forKey: find(index)) == nil else {
                throw error(node, "a second equation of \(left.text)")
            }
        } else if left.name == "apply", left.children.first?.name == "diff" {
            let state = try index(try reader.derivative(left), owner, left.line)
            let variable = left.children[1].all("ci").first?.text ?? ""
            let bound = try index(variable, owner, left.line)
            if let time, find(time) != find(bound) {
                throw error(left, "a derivative by another variable than the time")
            }
            time = find(bound)
            let scaled = scaled(formula, from: state)
            guard rates.updateValue((scaled, node.line), forKey: find(state)) == nil else {
                throw error(node, "a second rate of the state")
            }
        } else {
            throw .unsupported(
                what: "an equation that is not solved for one variable", file: file,
                line: node.line, instead: "write it as variable = expression")
        }
    }

    private func index(
        _ name: String, _ component: String, _ line: Int
    ) throws(MembraneImportError) -> Int {
        if let index = position["\(component).\(name)"] { return index }
        let known = declared.filter { $0.component == component }.map(\.name)
        throw .unknownName(name: name, file: file, line: line, known: known)
    }

    private func full(_ index: Int) -> String {
        let variable = declared[find(index)]
        return "\(variable.component).\(variable.name)"
    }

    /// Factor from the unit of a variable to that of the one it is connected to.
    private func factor(_ index: Int) -> Double {
        let ratio = declared[index].unit.factor / declared[find(index)].unit.factor
        return abs(ratio - 1) < 1e-9 ? 1 : ratio
    }

    private func scaled(_ formula: Formula, from index: Int) -> Formula {
        let factor = factor(index)
        return factor == 1
            ? formula
            : .call(.multiply, formula, .number(factor, unit: conversion(index, to: true)))
    }

    /// Unit of the conversion factor between a variable and the one it is connected to.
    private func conversion(_ index: Int, to root: Bool) -> ModelUnit {
        let (own, other) = (declared[index].unit, declared[find(index)].unit)
        return root ? other / own : own / other
    }

    /// Names made full, with factors where connected units differ.
    private func scoped(
        _ formula: Formula, _ owner: String
    ) throws(MembraneImportError) -> Formula {
        switch formula {
        case .number: return formula
        case .variable(let name, let line):
            let index = try index(name, owner, line)
            let plain = Formula.variable(full(index), line: line)
            let factor = factor(index)
            return factor == 1
                ? plain
                : .call(
                    .multiply, plain, .number(1 / factor, unit: conversion(index, to: false)))
        case .rate(let name, let line):
            let index = try index(name, owner, line)
            return .rate(full(index), line: line)
        case .apply(let function, let arguments):
            var result: [Formula] = []
            for argument in arguments { result.append(try scoped(argument, owner)) }
            return .apply(function, result)
        case .piecewise(let pieces, let otherwise):
            var result: [(condition: Formula, value: Formula)] = []
            for piece in pieces {
                result.append((try scoped(piece.condition, owner), try scoped(piece.value, owner)))
            }
            return .piecewise(result, otherwise: try scoped(otherwise, owner))
        }
    }

    /// Joins declarations, equations and initial values.
    private func description(_ name: String) throws(MembraneImportError) -> MembraneDescription {
        var result = MembraneDescription(file: file, name: name, format: .cellml, variables: [])
        for index in declared.indices where find(index) == index {
            let members = declared.indices.filter { find($0) == index }
            let variable = declared[index]
            let initial = members.first { declared[$0].initial != nil }
            let role: MembraneDescription.Role
            var line = variable.line
            if index == time {
                role = .time
            } else if let rate = rates[index] {
                guard let initial, let value = try value(initial) else {
                    throw .syntax(
                        file: file, line: line,
                        problem: "the state \(variable.name) has no initial_value")
                }
                role = .state(initial: value, rate: rate.formula)
                line = rate.line
            } else if let equation = values[index] {
                role = .equation(equation.formula)
                line = equation.line
            } else if let initial, let value = try value(initial) {
                role = .equation(value)
                line = declared[initial].line
            } else {
                // Declared and never given a value: an error only where something needs it.
                continue
            }
            result.variables.append(
                MembraneDescription.Variable(
                    name: full(index), unit: variable.unit, role: role, line: line,
                    labels: members.compactMap { declared[$0].label }))
        }
        return result
    }

    /// An initial value: a number, or the name of a variable of the same component.
    private func value(_ index: Int) throws(MembraneImportError) -> Formula? {
        guard let text = declared[index].initial else { return nil }
        if let number = Double(text.trimmed), number.isFinite {
            return scaled(.number(number, unit: declared[index].unit), from: index)
        }
        return scaled(
            try scoped(
                .variable(text.trimmed, line: declared[index].line), declared[index].component),
            from: index)
    }
}
