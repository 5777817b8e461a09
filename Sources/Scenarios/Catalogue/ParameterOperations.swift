import HeartModel
import Quantities

/// A parameter of the heart multiplied: what no other intervention of the catalogue does.
public struct ScaleParameter: Intervention {
    public static let card = InterventionCard(
        "scale", "Any parameter multiplied by a factor", mechanism: "as the parameter says",
        source: "the user's",
        numbers: [
            ParameterCard(
                "by", "Factor", unit: "1", default: 1, range: 0...1000, source: "no change")
        ], words: [.init("target", "Dotted name of the parameter")], targets: nil,
        neutral: ["by": 1])

    private let target: String
    private let factor: Double

    public init(_ arguments: InterventionArguments) {
        target = arguments.word("target")
        factor = arguments.number("by")
    }

    public func apply(to heart: inout TreatedHeart) throws { try heart.scale(target, by: factor) }
}

/// A parameter of the heart set to a value.
public struct SetParameter: Intervention {
    public static let card = InterventionCard(
        "set", "Any parameter set to a value", mechanism: "as the parameter says",
        source: "the user's",
        words: [
            .init("target", "Dotted name of the parameter"), .init("to", "Value with its unit"),
        ], targets: nil)

    private let target: String
    private let value: Double

    public init(_ arguments: InterventionArguments) throws {
        target = arguments.word("target")
        value = try Self.card.value(arguments.word("to"), of: target, argument: "to")
    }

    public func apply(to heart: inout TreatedHeart) throws { try heart.set(target, to: value) }
}

/// An amount added to a parameter of the heart.
public struct AddToParameter: Intervention {
    public static let card = InterventionCard(
        "add", "An amount added to any parameter", mechanism: "as the parameter says",
        source: "the user's",
        words: [
            .init("target", "Dotted name of the parameter"),
            .init("amount", "Amount with its unit"),
        ], targets: nil)

    private let target: String
    private let amount: Double

    public init(_ arguments: InterventionArguments) throws {
        target = arguments.word("target")
        amount = try Self.card.value(arguments.word("amount"), of: target, argument: "amount")
    }

    public func apply(to heart: inout TreatedHeart) throws { try heart.add(amount, to: target) }
}

extension InterventionCard {
    /// A text as a value of a parameter of the heart, in the unit of its card.
    fileprivate func value(_ text: String, of target: String, argument: String) throws -> Double {
        guard let parameter = HeartParameters.card(target) else {
            throw HeartModelError.unknownParameter(
                name: target, nearest: Spelling.nearest(to: target, among: HeartParameters.names))
        }
        do {
            return try QuantityText.value(text, in: parameter.unit)
        } catch {
            throw ScenarioError.badArgument(
                intervention: identifier, name: argument, reason: "\(error)")
        }
    }
}
