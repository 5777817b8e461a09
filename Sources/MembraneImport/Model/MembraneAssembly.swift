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
    private var scales: [(current: String, variables: [String])] = []
    /// mV per unit of the voltage, ms per unit of the time.
    private var voltageScale = 1.0
    private var timeScale = 1.0
    /// Rate of the voltage per unit of the stimulus variable, with default parameters.
    private var stimulusSlope = 1.0

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

    private func variable(_ name: String) -> MembraneDescription.Variable? {
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
    private func voltageRate(_ build: inout GraphBuilder) throws(MembraneImportError) -> Node {
        let rate = try build.rate(voltage)
        let scale = build.graph.constant(voltageScale / timeScale)
        return build.graph.multiply(scale, rate)
    }

    /// Default values of all parameters.
    private var defaults: [Double] {
        literals.map { name in
            if case .equation(let formula) = variable(name)?.role {
                formula.literal ?? .nan
            } else {
                .nan
            }
        } + scales.map { _ in 1 }
    }

    /// Replaces the stimulus of the file by ours; returns the pulse to pace with.
    private mutating func bindStimulus(
        _ build: inout GraphBuilder
    ) throws(MembraneImportError) -> StimulusPulse {
        guard let stimulus else {
            remarks.append("no stimulus current is known; the stimulus is added to dV/dt")
            return pulse(nil)
        }
        let own = try build.node(stimulus)
        build.restart()
        let input = build.graph.input(.stimulus)
        build.replaced[stimulus] = input
        let rate = try voltageRate(&build)
        let slope = build.graph.derivative(of: rate, by: input)
        let depends = build.graph.dependence {
            $0.operation == .state || $0.operation == .stimulus || $0.operation == .time
        }
        guard build.graph.value(slope) != 0 else {
            throw .badStimulus(
                name: stimulus, file: model.file, problem: "does not act on the voltage")
        }
        guard !depends[slope] else {
            throw .badStimulus(
                name: stimulus, file: model.file,
                problem: "does not act on the voltage in a fixed proportion")
        }
        var values: [Double] = []
        build.graph.evaluate(
            build.graph.reachable(from: [slope]), state: states.map { _ in 0 },
            parameters: defaults, stimulus: 0, time: 0, into: &values)
        stimulusSlope = values[slope]
        let found = filePulse(build.graph, own: own, slope: slope)
        let scaled = build.graph.divide(input, slope)
        build.restart()
        build.replaced[stimulus] = scaled
        return pulse(found)
    }

    /// The pulse of the command line, the file, or an assumed one.
    private mutating func pulse(_ found: StimulusPulse?) -> StimulusPulse {
        if let chosen = options.pulse { return chosen }
        if let found { return found }
        remarks.append("the file has no stimulus pulse; 40 A/F for 1 ms assumed")
        return StimulusPulse(amplitude: 40, duration: 1)
    }

    /// The file's own pulse: that of its protocol, or of an equation of the time.
    private func filePulse(
        _ graph: ExpressionGraph, own: Node, slope: Node
    ) -> StimulusPulse? {
        let initial = [Double](repeating: 0, count: states.count)
        var values: [Double] = []
        let order = graph.reachable(from: [own, slope])
        func current(_ time: Double) -> Double {
            graph.evaluate(
                order, state: initial, parameters: defaults, stimulus: 0, time: time / timeScale,
                into: &values)
            return values[own] * values[slope]
        }
        if let stimulus, case .pace = variable(stimulus)?.role {
            guard let pulse = model.pulse else { return nil }
            _ = current(0)
            let amplitude = values[slope] * pulse.level
            guard amplitude > 0, pulse.duration > 0 else { return nil }
            return StimulusPulse(amplitude: amplitude, duration: pulse.duration * timeScale)
        }
        let depends = graph.dependence { $0.operation == .time }
        guard depends[own] else { return nil }
        // Two seconds hold the first pulse of every protocol in use; its edges are then bisected.
        let step = 0.1
        var start: Int?
        for k in 0...20_000 {
            let on = current(Double(k) * step) > 0
            if on, start == nil { start = k }
            guard !on, let first = start else { continue }
            let from =
                first == 0 ? 0 : edge(Double(first - 1) * step, Double(first) * step, current)
            let to = edge(Double(k - 1) * step, Double(k) * step, current)
            return StimulusPulse(
                amplitude: current((from + to) / 2), duration: ((to - from) * 1e6).rounded() / 1e6)
        }
        return nil
    }

    /// Where a current starts or stops between two times.
    private func edge(_ low: Double, _ high: Double, _ current: (Double) -> Double) -> Double {
        var (low, high) = (low, high)
        let before = current(low) > 0
        for _ in 0..<40 {
            let middle = (low + high) / 2
            if (current(middle) > 0) == before { low = middle } else { high = middle }
        }
        return (low + high) / 2
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

    private func refuseTime(
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
    private func refuseNotFinite(
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

    /// Currents that add to the rate of the voltage in a fixed proportion, in A/F.
    private func currents(
        _ build: inout GraphBuilder, _ rate: Node
    ) throws(MembraneImportError) -> [(name: String, node: Node)] {
        var result: [(name: String, node: Node)] = []
        let needed = Set(build.graph.reachable(from: [rate]))
        let short = shortNames(roles.currentNames)
        for (name, shown) in zip(roles.currentNames, short) where name != stimulus {
            guard let node = build.nodes[name], needed.contains(node) else { continue }
            let slope = build.graph.derivative(of: rate, by: node)
            let depends = build.graph.dependence {
                $0.operation == .state || $0.operation == .stimulus
            }
            guard build.graph.value(slope) != 0, !depends[slope] else { continue }
            // What only carries the stimulus is no current of the membrane.
            let carriesStimulus = build.graph.dependence { $0.operation == .stimulus }[node]
            guard !carriesStimulus else { continue }
            let product = build.graph.multiply(slope, node)
            result.append((shown, build.graph.negate(product)))
        }
        return result
    }

    private mutating func calciumRole() throws(MembraneImportError) -> (index: Int, scale: Double)?
    {
        let name =
            if let chosen = options.calcium {
                try roles.chosen(chosen, option: "--calcium")
            } else {
                roles.calcium
            }
        guard let name, let index = states.firstIndex(of: name) else {
            guard let chosen = options.calcium else { return nil }
            throw .badChoice(
                option: "--calcium", name: chosen, file: model.file, problem: "is not a state")
        }
        guard let unit = variable(name)?.unit else {
            remarks.append("calcium has no unit; mM assumed")
            return (index, 1000)
        }
        guard unit.measuresSame(as: .micromolar) else {
            guard let chosen = options.calcium else {
                remarks.append(
                    "\(name) has the unit [\(unit.text)], which is no concentration; "
                        + "no calcium is reported")
                return nil
            }
            throw .badChoice(
                option: "--calcium", name: chosen, file: model.file,
                problem: "has the unit [\(unit.text)]; a concentration is needed, such as [mM],")
        }
        return (index, unit.factor / ModelUnit.micromolar.factor)
    }

    /// Last parts of names where they are unique, else whole names.
    private func shortNames(_ names: [String]) -> [String] {
        var count: [String: Int] = [:]
        for variable in model.variables { count[variable.shortName, default: 0] += 1 }
        return names.map { name in
            let short = name.split(separator: ".").last.map(String.init) ?? name
            return count[short] == 1 ? short : name
        }
    }

    private func card(states: [String]) -> ModelCard {
        let source = "\(model.file) (\(model.format.rawValue))"
        let all = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
        var parameters: [ParameterCard] = []
        for (name, short) in zip(literals, shortNames(literals)) {
            guard let variable = variable(name), case .equation(let formula) = variable.role else {
                continue
            }
            let symbol = variable.unit?.symbol ?? "1"
            parameters.append(
                ParameterCard(
                    short, variable.summary.isEmpty ? name : variable.summary,
                    unit: (try? Unit(symbol)) == nil ? "1" : symbol,
                    default: formula.literal ?? .nan, range: all, source: source))
        }
        for scale in scales {
            parameters.append(
                ParameterCard(
                    "scale\(scale.current)",
                    "Factor of \(scale.variables.joined(separator: " and "))", unit: "1",
                    default: 1, range: 0...1e6, source: "1 leaves the file as it is"))
        }
        let name = model.name.isEmpty ? model.file : model.name
        return ModelCard(
            identifier: name, summary: "\(model.format.rawValue) model \(name)", source: source,
            states: states, parameters: parameters)
    }
}
