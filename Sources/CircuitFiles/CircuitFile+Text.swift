import Circulation
import Circuits
import Quantities

extension CircuitFile {
    /// The file's text; reading it gives the same circuit.
    public var text: String {
        var lines = ["title = \(quoted(title))", "cycle = \"\(cycle) ms\""]
        for element in circuit.compartments {
            lines += ["", "[[compartment]]", "name = \(quoted(element.name))"]
            lines.append("law = \(quoted(element.law))")
            lines.append("volume = \"\((volumes[element.name] ?? 0) / Units.mL) mL\"")
            lines += values(
                element.values, CircuitLaws.compartments.map { $0.card }, element.law)
        }
        for element in circuit.branches {
            lines += ["", "[[branch]]", "name = \(quoted(element.name))"]
            lines.append("law = \(quoted(element.law))")
            lines += ["from = \(quoted(element.from))", "to = \(quoted(element.to))"]
            lines += values(element.values, CircuitLaws.branches.map { $0.card }, element.law)
        }
        for element in circuit.enclosures {
            lines += ["", "[[enclosure]]", "name = \(quoted(element.name))"]
            lines.append("law = \(quoted(element.law))")
            lines.append("members = \(list(element.members))")
            lines += values(element.values, CircuitLaws.enclosures.map { $0.card }, element.law)
        }
        for element in circuit.muscles {
            lines += ["", "[[muscle]]", "name = \(quoted(element.name))"]
            lines.append("law = \(quoted(element.law))")
            lines.append("members = \(list(element.members))")
            lines += values(element.values, CircuitLaws.muscles.map { $0.card }, element.law)
            for patch in element.patches {
                lines += ["", "[[muscle.patch]]", "name = \(quoted(patch.name))"]
                lines.append("wall = \(quoted(patch.wall))")
                lines += values(
                    patch.values, [SarcomerePatch.card], SarcomerePatch.card.identifier)
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Values in the order of the law's card.
    private func values(
        _ values: [String: Double], _ cards: [ModelCard], _ law: String
    ) -> [String] {
        let card = cards.first { $0.identifier == law }
        return (card?.parameters ?? []).compactMap { parameter in
            values[parameter.name].map { "\(parameter.name) = \"\($0) \(parameter.unit)\"" }
        }
    }

    private func list(_ names: [String]) -> String {
        "[\(names.map { quoted($0) }.joined(separator: ", "))]"
    }

    private func quoted(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(escaped)\""
    }
}
