import HeartModel
import Quantities

/// Every parameter that a patient file or `--set` may give, and the laws to choose from, of their cards.
struct ParameterListing: Encodable {
    /// A parameter.
    struct Parameter: Encodable {
        var name: String
        var summary: String
        var unit: String
        var standard: Double
        var low: Double
        var high: Double
        var source: String
    }

    /// A choice of a law.
    struct Choice: Encodable {
        var name: String
        var summary: String
        var standard: String
        var laws: [Law]
    }

    /// A law.
    struct Law: Encodable {
        var identifier: String
        var summary: String
        var source: String
    }

    let parameters = HeartParameters.names.compactMap { name in
        HeartParameters.card(name).map {
            Parameter(
                name: name, summary: $0.summary, unit: $0.unit, standard: $0.defaultValue,
                low: $0.range.lowerBound, high: $0.range.upperBound, source: $0.source)
        }
    }
    let choices = HeartChoices.all.map { choice in
        Choice(
            name: choice.name, summary: choice.summary, standard: choice.standard,
            laws: choice.cards.map {
                Law(identifier: $0.identifier, summary: $0.summary, source: $0.source)
            })
    }

    /// The listing for people.
    var text: String {
        let laws = choices.map { choice in
            let lines = choice.laws.map {
                "  \($0.identifier)\($0.identifier == choice.standard ? " (standard)" : ""): \($0.summary). \($0.source)\n"
            }
            return "\(choice.name): \(choice.summary)\n" + lines.joined()
        }
        let numbers = parameters.map {
            """
            \($0.name) = \($0.standard.short) \($0.unit)   (\($0.low.short) … \($0.high.short))
                \($0.summary). Source: \($0.source)

            """
        }
        return laws.joined(separator: "\n") + "\n" + numbers.joined()
    }
}
