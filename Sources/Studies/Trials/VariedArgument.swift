import Quantities
import Scenarios

/// An argument of an intervention that a study varies: a range of numbers, or some words.
public struct VariedArgument: Sendable, Equatable {
    /// What it may be.
    public enum Values: Sendable, Equatable {
        /// Numbers of a unit; multiples of `step` from the lower end where that is given.
        case numbers(ClosedRange<Double>, unit: String, step: Double?)
        /// Any of some texts, all as likely.
        case texts([String])
    }

    /// Place of the intervention in its scenario.
    public var call: Int
    /// Name of the intervention and of its argument.
    public var intervention: String
    public var argument: String
    /// What it may be.
    public var values: Values

    /// Name for people and files: `lvad.speed`.
    public var name: String { "\(intervention).\(argument)" }

    /// How many values there are; nil for a range without step.
    public var count: Int? {
        switch values {
        case .texts(let texts): texts.count
        case .numbers(let range, _, let step):
            step.map { Int(((range.upperBound - range.lowerBound) / $0 + 1e-9).rounded(.down)) + 1 }
        }
    }

    /// The value at a share of the way through [0, 1], as calls have it.
    public func text(at share: Double) -> String {
        switch values {
        case .texts(let texts): texts[min(Int(share * Double(texts.count)), texts.count - 1)]
        case .numbers(let range, let unit, _):
            if let count {
                Self.text(number(min(Int(share * Double(count)), count - 1)), unit)
            } else {
                Self.text(
                    range.lowerBound + share * (range.upperBound - range.lowerBound), unit)
            }
        }
    }

    /// Shares whose ``text(at:)`` are all the values there are; nil for a range without step.
    public var shares: [Double]? {
        count.map { count in (0..<count).map { (Double($0) + 0.5) / Double(count) } }
    }

    /// For people: the range, or the words.
    public var summary: String {
        switch values {
        case .texts(let texts): texts.joined(separator: " | ")
        case .numbers(let range, let unit, let step):
            "\(range.lowerBound.short) \u{2026} \(range.upperBound.short) \(unit)"
                + (step.map { ", steps of \($0.short)" } ?? "")
        }
    }

    /// A number with its unit, short where that loses nothing.
    private static func text(_ value: Double, _ unit: String) -> String {
        "\(Double(value.short) == value ? value.short : "\(value)") \(unit)"
    }

    private func number(_ place: Int) -> Double {
        guard case .numbers(let range, _, let step) = values, let step else { return .nan }
        return range.lowerBound + Double(place) * step
    }

    /// Reads `a..b unit`, `a..b/step unit`, `x|y|z`, or `?` for all that the card allows; nil for an ordinary
    /// value.
    ///
    /// - Throws: ``StudyError/badRange(place:text:reason:)``, `ScenarioError` for an unknown name.
    init?(_ text: String, call: Int, _ card: InterventionCard, argument: String) throws {
        self.call = call
        intervention = card.identifier
        self.argument = argument
        func bad(_ reason: String) -> StudyError {
            .badRange(place: "\(card.identifier).\(argument)", text: text, reason: reason)
        }
        if let number = card.numbers.first(where: { $0.name == argument }) {
            guard let range = try NumberRange(text, of: number, bad) else { return nil }
            values = .numbers(range.range, unit: number.unit, step: range.step)
            return
        }
        guard let word = card.words.first(where: { $0.name == argument }) else { return nil }
        guard text == "?" || text.contains("|") else { return nil }
        let texts =
            text == "?" ? word.known : text.split(separator: "|").map { String($0.trimmed) }
        guard texts.count >= 2 else { throw bad("needs two words or more, like \"a|b\"") }
        for text in texts where !word.known.isEmpty && !word.known.contains(text) {
            throw bad(
                "there is no \"\(text.printable)\""
                    + Spelling.suggestion(for: text, among: word.known))
        }
        values = .texts(texts)
    }
}

/// A range of numbers as text.
struct NumberRange {
    var range: ClosedRange<Double>
    var step: Double?

    /// Reads `a..b unit` or `a..b/step unit` in the unit of a card; `?` is the card's range; nil where the text
    /// is neither.
    init?(
        _ text: String, of card: ParameterCard, _ bad: (String) -> StudyError
    ) throws(StudyError) {
        if text == "?" {
            range = card.range
            return
        }
        guard let dots = text.firstRange(of: "..") else { return nil }
        var end = String(text[dots.upperBound...].trimmed)
        let blank = end.firstIndex(of: " ") ?? end.endIndex
        if let slash = end.firstIndex(of: "/"), slash < blank {
            // `8000..12000/500 1/min`: the step has the unit of the ends.
            let unit = end[blank...]
            step = try Self.value("\(end[end.index(after: slash)..<blank])\(unit)", card, bad)
            end = "\(end[..<slash])\(unit)"
        }
        let high = try Self.value(end, card, bad)
        var start = String(text[..<dots.lowerBound].trimmed)
        if Double(start) != nil, let space = end.firstIndex(of: " ") { start += end[space...] }
        let low = try Self.value(start, card, bad)
        guard low < high else { throw bad("the lower end must be below the upper one") }
        guard card.range.contains(low), card.range.contains(high) else {
            throw bad(
                "must lie within \(card.range.lowerBound.short) \u{2026} "
                    + "\(card.range.upperBound.short) \(card.unit)")
        }
        if let step, !(step > 0 && step <= high - low) {
            throw bad("the step must be above 0 and no longer than the range")
        }
        if let step, (high - low) / step > Self.mostSteps {
            throw bad("the step makes more than \(Self.mostSteps.short) values")
        }
        range = low...high
    }

    /// More values than any search computes.
    private static let mostSteps = 1e6

    private static func value(
        _ text: String, _ card: ParameterCard, _ bad: (String) -> StudyError
    ) throws(StudyError) -> Double {
        do {
            let unit = try Unit(card.unit)
            let isBare = Double(text) != nil && card.unit == "1"
            return try Quantity(isBare ? text + " 1" : text, like: unit).value(in: unit)
        } catch {
            throw bad("\(error)")
        }
    }
}

extension StringProtocol {
    /// Without the blanks at both ends.
    var trimmed: SubSequence {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
