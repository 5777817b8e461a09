import Documents
import Quantities
import Scenarios

/// The values of an intervention's argument that were given to people when a response was measured.
public struct StudiedDose: Sendable, Equatable {
    /// Identifier of the intervention.
    public var intervention: String
    /// Name of its argument.
    public var argument: String
    /// Lowest and highest, in the unit of the argument's card.
    public var range: ClosedRange<Double>

    /// Describes what was given.
    public init(_ intervention: String, _ argument: String, _ range: ClosedRange<Double>) {
        self.intervention = intervention
        self.argument = argument
        self.range = range
    }

    /// Reads `dose`, `dose-low` and `dose-high` of an expectation; nil where there are none.
    ///
    /// - Throws: `DocumentError`.
    init?(_ section: TOMLSection, of interventions: [InterventionCall]) throws {
        let keys = ["dose", "dose-low", "dose-high"]
        guard keys.contains(where: section.has) else { return nil }
        let found = try SweptArgument(section, "dose", of: interventions) { $0.numbers.map(\.name) }
        intervention = interventions[found.place].name
        argument = found.argument
        let card = try Interventions.named(intervention).card
        let unit = try Unit(card.numbers.first { $0.name == found.argument }?.unit ?? "1")
        range = try section.range("dose-low", "dose-high", like: unit, in: unit)
    }
}

extension TOMLSection {
    /// Two ends of a range, both needed.
    ///
    /// - Throws: `DocumentError` where one is missing or the lower one is above the higher one.
    func range(
        _ low: String, _ high: String, like expected: Unit?, in unit: Unit?
    ) throws -> ClosedRange<Double> {
        let least = try quantity(low, like: expected)
        let common = unit ?? least.unit
        let lower = try least.value(in: common)
        let upper = try quantity(high, like: common).value(in: common)
        guard lower <= upper else {
            throw error(low, "= \(lower.short) is above \(high), \(upper.short) \(common.symbol)")
        }
        return lower...upper
    }
}
