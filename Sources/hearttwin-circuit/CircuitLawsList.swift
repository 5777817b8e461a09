import ArgumentParser
import Circuits
import CommandLineSupport
import Quantities

/// `hearttwin circuit laws`: what circuits are made of.
struct CircuitLawsList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "laws", abstract: "List the laws of circuits with their parameters.")

    @OptionGroup var terminal: OutputOptions

    private struct Parameter: Encodable {
        var name: String
        var summary: String
        var unit: String
        var standard: Double
        var low: Double
        var high: Double
        var source: String
    }

    private struct Law: Encodable {
        var kind: String
        var identifier: String
        var summary: String
        var source: String
        var parameters: [Parameter]

        init(_ kind: String, _ card: ModelCard) {
            self.kind = kind
            identifier = card.identifier
            summary = card.summary
            source = card.source
            parameters = card.parameters.map {
                Parameter(
                    name: $0.name, summary: $0.summary, unit: $0.unit, standard: $0.defaultValue,
                    low: $0.range.lowerBound, high: $0.range.upperBound, source: $0.source)
            }
        }
    }

    func run() throws {
        let laws =
            CircuitLaws.compartments.map { Law("compartment", $0.card) }
            + CircuitLaws.branches.map { Law("branch", $0.card) }
            + CircuitLaws.enclosures.map { Law("enclosure", $0.card) }
            + CircuitLaws.muscles.map { Law("muscle", $0.card) }
            + [Law("patch", SarcomerePatch.card)]
        if terminal.json { return try Printing.json(laws) }
        for law in laws {
            print("\(law.kind) \(law.identifier)  \(law.summary)\n    \(law.source)")
            for parameter in law.parameters {
                print(
                    "    \(parameter.name) = \(Printing.number(parameter.standard)) \(parameter.unit)  "
                        + "(\(Printing.number(parameter.low)) to \(Printing.number(parameter.high)))  "
                        + parameter.summary)
            }
        }
    }
}
