import Documents
import Quantities
import Scenarios

/// Values of one argument of a scenario's interventions: doses, speeds, delays.
public struct ScenarioSweep: Sendable, Equatable {
    /// Place of the intervention in the scenario.
    var place: Int
    /// The argument's name.
    public var argument: String
    /// Its values, as calls have them.
    public var values: [String]

    /// Most values of a sweep.
    static let mostValues = 1000

    /// Reads `argument = "intervention.argument"` with `values = […]`, or `from`, `to` and `count`.
    ///
    /// - Throws: `DocumentError`.
    init(_ section: TOMLSection, of interventions: [InterventionCall]) throws {
        try section.check(known: ["argument", "values", "from", "to", "count"])
        let names = interventions.flatMap { call -> [String] in
            let card = try? Interventions.named(call.name).card
            return (card?.numbers.map(\.name) ?? []).map { "\(call.name).\($0)" }
                + (card?.words.map(\.name) ?? []).map { "\(call.name).\($0)" }
        }
        let wanted = try section.string("argument")
        guard names.contains(wanted), let dot = wanted.firstIndex(of: "."),
            let place = interventions.firstIndex(where: { $0.name == wanted[..<dot] })
        else {
            throw section.error(
                "argument",
                "= \"\(wanted.printable)\" is no argument of the interventions"
                    + Spelling.suggestion(for: wanted, among: names))
        }
        self.place = place
        argument = String(wanted[wanted.index(after: dot)...])
        values = try section.has("values") ? section.strings("values") : Self.range(section)
        guard values.count >= 2, values.count <= Self.mostValues else {
            throw section.error("values", "must be 2 to \(Self.mostValues)")
        }
        for value in values {
            for call in applied(value, to: interventions) {
                try ScenarioFile.check(call, section, "values")
            }
        }
    }

    /// The interventions with one of the values.
    func applied(_ value: String, to interventions: [InterventionCall]) -> [InterventionCall] {
        var calls = interventions
        calls[place].arguments[argument] = value
        return calls
    }

    /// `count` values at equal distances, the two ends among them, in the unit of the first.
    private static func range(_ section: TOMLSection) throws -> [String] {
        let low = try section.quantity("from", like: nil)
        let high = try section.quantity("to", like: low.unit).value(in: low.unit)
        guard let count = try section.optionalInteger("count", in: 2...mostValues) else {
            throw section.error("count", "is missing, beside from and to")
        }
        return (0..<count).map { step in
            let share = Double(step) / Double(count - 1)
            return "\((low.value + share * (high - low.value)).short) \(low.unit.symbol)"
        }
    }
}
