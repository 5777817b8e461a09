import Ionics
import Quantities

/// What a model is called, and what of it is reported.
extension MembraneAssembly {
    /// Currents that add to the rate of the voltage in a fixed proportion, in A/F.
    func currents(
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

    mutating func calciumRole() throws(MembraneImportError) -> (index: Int, scale: Double)? {
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
    func shortNames(_ names: [String]) -> [String] {
        var count: [String: Int] = [:]
        for variable in model.variables { count[variable.shortName, default: 0] += 1 }
        return names.map { name in
            let short = name.split(separator: ".").last.map(String.init) ?? name
            return count[short] == 1 ? short : name
        }
    }

    func card(states: [String]) -> ModelCard {
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
