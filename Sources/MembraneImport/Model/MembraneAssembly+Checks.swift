/// What makes a model no membrane.
extension MembraneAssembly {
    func refuseTime(
        _ build: GraphBuilder, _ rates: [Node]
    ) throws(MembraneImportError) {
        let depends = build.graph.dependence { $0.operation == .time }
        guard rates.contains(where: { depends[$0] }) else { return }
        // The first variable of the file that needs the time is the nearest to the cause.
        let needed = Set(build.graph.reachable(from: rates))
        for variable in model.variables {
            if case .time = variable.role { continue }
            if let node = build.nodes[variable.name], depends[node], needed.contains(node) {
                throw .timeDependent(name: variable.name, file: model.file, line: variable.line)
            }
        }
        let k = rates.firstIndex { depends[$0] } ?? 0
        throw .timeDependent(
            name: states[k], file: model.file, line: variable(states[k])?.line ?? 0)
    }

    /// Names the first value that is not finite at the initial state.
    func refuseNotFinite(
        _ build: GraphBuilder, _ rates: [Node], _ initial: [Double]
    ) throws(MembraneImportError) {
        var values: [Double] = []
        let order = build.graph.reachable(from: rates)
        build.graph.evaluate(
            order, state: initial, parameters: defaults, stimulus: 0, time: 0, into: &values)
        guard let bad = rates.firstIndex(where: { !values[$0].isFinite }) else { return }
        let needed = Set(order)
        let first = model.variables.compactMap {
            variable -> (Node, MembraneDescription.Variable)? in
            guard let node = build.nodes[variable.name], needed.contains(node),
                !values[node].isFinite
            else { return nil }
            return (node, variable)
        }.min { $0.0 < $1.0 }
        if let (node, variable) = first {
            throw .notFinite(
                name: variable.name, value: values[node], file: model.file, line: variable.line)
        }
        throw .notFinite(
            name: "the rate of \(states[bad])", value: values[rates[bad]], file: model.file,
            line: variable(states[bad])?.line ?? 0)
    }
}
