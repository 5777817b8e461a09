import Documents
import Quantities
import Scenarios

/// One argument of a scenario's interventions: that in which its treatments differ, or that which was studied.
public struct SweptArgument: Sendable, Equatable {
    /// Place of the intervention in the scenario.
    var place: Int
    /// Its name after that of the intervention: `dobutamine.dose`.
    public var path: String
    /// Its own name.
    public var argument: String

    /// Reads `argument = "intervention.argument"`.
    ///
    /// - Parameters:
    ///   - key: where it stands.
    ///   - names: of the arguments of a card that may be meant; all of them unless given.
    /// - Throws: `DocumentError`.
    init(
        _ section: TOMLSection, _ key: String = "argument", of interventions: [InterventionCall],
        names: (InterventionCard) -> [String] = \.argumentNames
    ) throws {
        let known = interventions.enumerated().flatMap { place, call in
            ((try? Interventions.named(call.name).card).map(names) ?? []).map {
                (place: place, path: "\(call.name).\($0)", argument: $0)
            }
        }
        let wanted = try section.string(key)
        guard let found = known.first(where: { $0.path == wanted }) else {
            throw section.error(
                key,
                "= \"\(wanted.printable)\" is no argument of the interventions"
                    + Spelling.suggestion(for: wanted, among: known.map(\.path)))
        }
        (place, path, argument) = found
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
