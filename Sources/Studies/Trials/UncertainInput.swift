import HeartModel
import Numerics
import Quantities

/// Something that is not known, or that is chosen: parameters of a heart that move together, or a dose.
public struct UncertainInput: Sendable {
    /// A parameter with the values it may have, in the unit of its card, ascending: shares of the way between them
    /// are as likely.
    struct Marginal: Sendable {
        var parameter: String
        var sorted: [Double]
        /// Whether it falls where the others of its input rise.
        var falls = false

        func value(at share: Double) -> Double {
            Quantiles.of(sorted, at: [falls ? 1 - share : share])[0]
        }
    }

    /// What it is.
    enum Kind: Sendable {
        case parameters([Marginal])
        case argument(Int)
    }

    /// Name for people and files.
    public var name: String
    /// Its range, for people.
    public var range: String
    var kind: Kind

    /// Sets its parameters in a heart; doses are set in scenarios.
    ///
    /// - Throws: `HeartModelError`.
    func set(_ share: Double, in heart: inout HeartParameters) throws(HeartModelError) {
        guard case .parameters(let marginals) = kind else { return }
        for marginal in marginals { try heart.set(marginal.parameter, marginal.value(at: share)) }
    }

    /// A parameter with any value of a range as likely: `circulation.bloodVolume=4500..5500 mL`.
    ///
    /// - Throws: ``StudyError``.
    public init(parsing text: String) throws(StudyError) {
        guard let equals = text.firstIndex(of: "=") else {
            throw .badRange(
                place: "--vary", text: text,
                reason:
                    "is not of the form parameter=low..high unit, like circulation.bloodVolume=4500..5500 mL"
            )
        }
        let name = String(text[..<equals].trimmed)
        guard let card = HeartParameters.card(name) else {
            throw .unknownParameter(name: name, known: HeartParameters.names)
        }
        guard Self.readByLoop.contains(where: { name.hasPrefix($0) }) else {
            throw .badRange(
                place: "--vary", text: name,
                reason: "the closed loop does not read it, so that nothing would depend on it")
        }
        let value = String(text[text.index(after: equals)...].trimmed)
        func bad(_ reason: String) -> StudyError {
            .badRange(place: name, text: value, reason: reason)
        }
        guard let found = try NumberRange(value, of: card, bad), found.step == nil else {
            throw bad("is not of the form low..high unit")
        }
        self.init(card, named: name, range: found.range)
    }

    /// Sections and parameters of a heart that its closed loop reads.
    private static let readByLoop = [
        "circulation.", "walls.", "wall.contractilityLeft", "wall.contractilityRight",
    ]

    /// A parameter with any value of a range as likely.
    init(_ card: ParameterCard, named name: String, range: ClosedRange<Double>) {
        self.name = name
        self.range =
            "\(range.lowerBound.short) \u{2026} \(range.upperBound.short) \(card.unit), uniform"
        kind = .parameters([
            Marginal(parameter: name, sorted: [range.lowerBound, range.upperBound])
        ])
    }

    /// A dose.
    init(_ argument: VariedArgument, place: Int) {
        name = argument.name
        range = argument.summary
        kind = .argument(place)
    }

    init(name: String, range: String, marginals: [Marginal]) {
        self.name = name
        self.range = range
        kind = .parameters(marginals)
    }
}
