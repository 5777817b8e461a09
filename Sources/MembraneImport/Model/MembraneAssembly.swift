import Ionics
import Quantities

/// Makes an ``ImportedMembrane`` of a description.
struct MembraneAssembly {
    typealias Node = ExpressionGraph.Node

    let model: MembraneDescription
    let options: ImportOptions
    let roles: ModelRoles
    var remarks: [String] = []
    /// Full names, in order.
    let states: [String]
    let literals: [String]
    let voltage: String
    let stimulus: String?
    /// Ion currents with a factor, and the variables it multiplies.
    var scales: [(current: String, variables: [String])] = []
    /// mV per unit of the voltage, ms per unit of the time.
    var voltageScale = 1.0
    var timeScale = 1.0
    /// Rate of the voltage per unit of the stimulus variable, with default parameters.
    var stimulusSlope = 1.0

    /// Currents that drugs act on.
    private static let ionCurrents = ["IKr", "ICaL", "INaL", "INa", "Ito", "IK1", "IKs"]

    init(
        _ model: MembraneDescription, options: ImportOptions
    ) throws(MembraneImportError) {
        self.model = model
        self.options = options
        roles = ModelRoles(model: model)
        if !options.ignoresUnits {
            var check = try UnitCheck(model)
            let problems = check.problems()
            guard problems.isEmpty else { throw .units(file: model.file, problems: problems) }
        }
        states = roles.states
        let found =
            if let name = options.voltage {
                try roles.chosen(name, option: "--voltage")
            } else {
                roles.voltage
            }
        guard let voltage = found else { throw .noVoltage(file: model.file, states: states) }
        guard states.contains(voltage) else {
            throw .badChoice(
                option: "--voltage", name: voltage, file: model.file,
                problem: "is not a state; the states are \(states.joined(separator: ", "))")
        }
        self.voltage = voltage
        stimulus =
            if let name = options.stimulus {
                try roles.chosen(name, option: "--stimulus")
            } else {
                roles.stimulus
            }
        let stimulus = stimulus
        literals = model.variables.filter { variable in
            guard variable.name != stimulus, case .equation(let formula) = variable.role else {
                return false
            }
            return formula.literal != nil
        }.map(\.name)
        try setScales()
    }

    func variable(_ name: String) -> MembraneDescription.Variable? {
        model.variables.first { $0.name == name }
    }

    private mutating func setScales() throws(MembraneImportError) {
        if let unit = variable(voltage)?.unit {
            guard unit.measuresSame(as: .millivolt) else {
                throw .badChoice(
                    option: "--voltage", name: voltage, file: model.file,
                    problem: "has the unit [\(unit.text)]; tissue needs a voltage, such as [mV],")
            }
            voltageScale = unit.factor / ModelUnit.millivolt.factor
        } else {
            remarks.append("the voltage has no unit; mV assumed")
        }
        if let unit = model.timeUnit {
            guard unit.measuresSame(as: .millisecond) else {
                throw .syntax(
                    file: model.file, line: 1, problem: "the time has the unit [\(unit.text)]")
            }
            timeScale = unit.factor / ModelUnit.millisecond.factor
        } else {
            remarks.append("the time has no unit; ms assumed")
        }
    }

    /// The model.
    mutating func membrane() throws(MembraneImportError) -> ImportedMembrane {
        scales = Self.ionCurrents.map { ($0, roles.scaled(current: $0)) }
            .filter { !$0.variables.isEmpty }
        var build = try makeBuilder()
        // Factors of currents that do not reach the voltage are no factors.
        let probe = try voltageRate(&build)
        let used = build.graph.reachable(from: [probe])
        let idle = scales.indices.filter { k in
            !used.contains(build.graph.input(.parameter, literals.count + k))
        }
        if !idle.isEmpty {
            scales = scales.indices.filter { !idle.contains($0) }.map { scales[$0] }
            build = try makeBuilder()
        }
        let pulse = try bindStimulus(&build)
        return try finish(&build, pulse: pulse)
    }

    private func makeBuilder() throws(MembraneImportError) -> GraphBuilder {
        var build = try GraphBuilder(model, states: states, parameters: literals)
        if voltageScale != 1 { build.stateScale[voltage] = 1 / voltageScale }
        for (k, scale) in scales.enumerated() {
            let node = build.graph.input(.parameter, literals.count + k)
            for name in scale.variables { build.factors[name] = node }
        }
        return build
    }

    /// Rate of the voltage [mV/ms].
    func voltageRate(_ build: inout GraphBuilder) throws(MembraneImportError) -> Node {
        let rate = try build.rate(voltage)
        let scale = build.graph.constant(voltageScale / timeScale)
        return build.graph.multiply(scale, rate)
    }

    /// Default values of all parameters.
    var defaults: [Double] {
        literals.map { name in
            if case .equation(let formula) = variable(name)?.role {
                formula.literal ?? .nan
            } else {
                .nan
            }
        } + scales.map { _ in 1 }
    }

    private mutating func finish(
        _ build: inout GraphBuilder, pulse: StimulusPulse
    ) throws(MembraneImportError) -> ImportedMembrane {
        var rates: [Node] = []
        for name in states {
            guard name != voltage else {
                var rate = try voltageRate(&build)
                if stimulus == nil {
                    let input = build.graph.input(.stimulus)
                    rate = build.graph.add(rate, input)
                }
                rates.append(rate)
                continue
            }
            let rate = try build.rate(name)
            let perTime = build.graph.constant(1 / timeScale)
            rates.append(build.graph.multiply(perTime, rate))
        }
        let voltageIndex = states.firstIndex(of: voltage) ?? 0
        let initial = try initialState(&build)
        var finder = RateAnalysis(
            graph: build.graph, rates: rates, voltageIndex: voltageIndex, initial: initial,
            parameters: defaults)
        try refuseTime(build, rates)
        try refuseNotFinite(build, rates, initial)
        let decays = finder.decays()
        let limits = finder.limits(decays)
        build.graph = finder.graph
        let currents = try currents(&build, rates[voltageIndex])
        let calcium = try calciumRole()
        let names = shortNames(states)
        let equations = MembraneGraph(
            graph: build.graph, rates: rates, decays: decays, limits: limits,
            currents: currents.map(\.node),
            voltageIndex: voltageIndex, parameterCount: literals.count + scales.count)
        return ImportedMembrane(
            description: model, card: card(states: names), initialState: initial,
            voltageIndex: voltageIndex, calciumIndex: calcium?.index, voltageName: voltage,
            calciumName: calcium.map { states[$0.index] }, stimulusName: stimulus,
            timeScale: timeScale, stimulusLevel: pulse.amplitude / stimulusSlope,
            calciumScale: calcium?.scale ?? 0, stimulus: pulse,
            pacingRefinement: options.refinement ?? finder.refinement,
            linearStates: finder.linear, currentNames: currents.map(\.name), remarks: remarks,
            equations: equations)
    }

    private func initialState(
        _ build: inout GraphBuilder
    ) throws(MembraneImportError) -> [Double] {
        var nodes: [Node] = []
        for name in states { nodes.append(try build.initial(name)) }
        let depends = build.graph.dependence { $0.operation == .state || $0.operation == .time }
        var values: [Double] = []
        build.graph.evaluate(
            build.graph.reachable(from: nodes), state: states.map { _ in 0 },
            parameters: defaults, stimulus: 0, time: 0, into: &values)
        var result: [Double] = []
        for (k, node) in nodes.enumerated() {
            let line = variable(states[k])?.line ?? 0
            guard !depends[node] else {
                throw .unsupported(
                    what: "an initial value of \(states[k]) that depends on states or the time",
                    file: model.file, line: line, instead: "give a number")
            }
            guard values[node].isFinite else {
                throw .notFinite(
                    name: states[k], value: values[node], file: model.file, line: line)
            }
            result.append(states[k] == voltage ? values[node] * voltageScale : values[node])
        }
        return result
    }

}
