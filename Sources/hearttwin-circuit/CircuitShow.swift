import ArgumentParser
import CircuitFiles
import Circuits
import Circulation
import CommandLineSupport
import Quantities

/// `hearttwin circuit show`: every element with every value, given or default.
struct CircuitShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print every element of a circuit with every value, given or default.")

    @Argument(help: "The file.") var file: String

    func run() throws {
        let circuit = try CircuitFile(reading: file).circuit
        for element in circuit.compartments {
            show(
                "\(element.name)  \(element.law)", element.values,
                CircuitLaws.compartments.map { $0.card }, element.law)
        }
        for element in circuit.branches {
            show(
                "\(element.name)  \(element.law)  \(element.from) \u{2192} \(element.to)",
                element.values, CircuitLaws.branches.map { $0.card }, element.law)
        }
        for element in circuit.enclosures {
            show(
                "\(element.name)  \(element.law)  around \(element.members.joined(separator: ", "))",
                element.values, CircuitLaws.enclosures.map { $0.card }, element.law)
        }
        for element in circuit.muscles {
            show(
                "\(element.name)  \(element.law)  around \(element.members.joined(separator: ", "))",
                element.values, CircuitLaws.muscles.map { $0.card }, element.law)
            for patch in element.patches {
                show(
                    "\(patch.name)  patch of \(patch.wall)", patch.values, [SarcomerePatch.card],
                    SarcomerePatch.card.identifier)
            }
        }
    }

    private func show(
        _ title: String, _ values: [String: Double], _ cards: [ModelCard], _ law: String
    ) {
        print(title)
        guard let card = cards.first(where: { $0.identifier == law }) else { return }
        for parameter in card.parameters {
            let given = values[parameter.name]
            print(
                "    \(parameter.name) = \(Printing.number(given ?? parameter.defaultValue)) \(parameter.unit)"
                    + (given == nil ? "  (default: \(parameter.source))" : ""))
        }
    }
}
