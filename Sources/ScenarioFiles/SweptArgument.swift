import Documents
import Quantities
import Scenarios

/// One argument of a scenario's interventions in which its treatments differ.
public struct SweptArgument: Sendable, Equatable {
    /// Place of the intervention in the scenario.
    var place: Int
    /// Its name after that of the intervention: `dobutamine.dose`.
    public var path: String
    /// Its own name.
    public var argument: String

    /// Reads `argument = "intervention.argument"`.
    ///
    /// - Throws: `DocumentError`.
    init(_ section: TOMLSection, of interventions: [InterventionCall]) throws {
        let names = interventions.flatMap { call -> [String] in
            let card = try? Interventions.named(call.name).card
            return (card?.argumentNames ?? []).map { "\(call.name).\($0)" }
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
        path = wanted
        argument = String(wanted[wanted.index(after: dot)...])
    }

    /// The interventions with a value of it.
    func applied(_ value: String, to interventions: [InterventionCall]) -> [InterventionCall] {
        var calls = interventions
        calls[place].arguments[argument] = value
        return calls
    }
}

/// Values between two ends, in the unit of the first.
struct SweptRange {
    private let low: Quantity
    private let high: Double

    /// Reads `from` and `to`.
    ///
    /// - Throws: `DocumentError`.
    init(_ section: TOMLSection) throws {
        low = try section.quantity("from", like: nil)
        high = try section.quantity("to", like: low.unit).value(in: low.unit)
    }

    /// The value at a share of the way from one end to the other [1].
    func value(at share: Double) -> String {
        "\((low.value + share * (high - low.value)).short) \(low.unit.symbol)"
    }
}
