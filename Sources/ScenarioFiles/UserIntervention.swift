import Documents
import HeartModel
import Quantities
public import Scenarios

/// An intervention that a user describes: operations on parameters, with a card.
///
/// Its effect is in proportion to its dose: at the standard dose the operations as written, at zero nothing. A factor
/// f becomes 1 + (f − 1)·dose/standard; an amount is multiplied by dose/standard.
public struct UserIntervention: Sendable, Equatable {
    /// What is done to a parameter at the standard dose.
    enum Operation: Sendable, Equatable {
        case scale(String, by: Double)
        case add(String, amount: Quantity)
        case set(String, to: Quantity)
    }

    /// A dose.
    struct Dose: Sendable, Equatable {
        var name: String
        var standard: Quantity
        var low: Double
        var high: Double
    }

    /// Name in calls.
    public let name: String
    /// What is done, how it acts and who says so.
    public let summary: String
    public let mechanism: String
    public let source: String
    private let dose: Dose?
    private let operations: [Operation]

    /// Reads a TOML file; ``UserInterventionSchema`` describes the format.
    ///
    /// - Throws: `DocumentError`.
    public init(reading path: String) throws { try self.init(TOMLSection(reading: path)) }

    /// Reads a text; `file` is for messages.
    ///
    /// - Throws: `DocumentError`.
    public init(parsing text: String, file: String) throws {
        try self.init(TOMLSection(parsing: text, file: file))
    }

    private init(_ top: TOMLSection) throws {
        try top.check(
            known: ["name", "summary", "mechanism", "source", "dose", "operation"])
        name = try top.string("name")
        guard name.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil else {
            throw top.error(
                "name", "= \"\(name.printable)\" must be small letters, digits and hyphens")
        }
        let known = Interventions.all.map { $0.card.identifier }
        guard !known.contains(name) else {
            throw top.error("name", "= \"\(name)\" is in the catalogue already; take another one")
        }
        summary = try top.string("summary")
        mechanism = try top.string("mechanism")
        source = try top.string("source")
        let dose = try top.section("dose").map { try Dose($0) }
        self.dose = dose
        operations = try top.sections("operation").map { try Operation($0, hasDose: dose != nil) }
        guard !operations.isEmpty else {
            throw top.error("operation", "is missing: an intervention needs at least one")
        }
    }

    /// The catalogue's operations that do it.
    ///
    /// - Throws: `ScenarioError` for arguments it does not take.
    public func calls(_ arguments: [String: String]) throws -> [InterventionCall] {
        let timing = arguments.filter { DoseCourse.arguments.contains($0.key) }
        let own = arguments.filter { timing[$0.key] == nil }
        for key in own.keys.sorted() where key != dose?.name {
            throw ScenarioError.unknownArgument(
                intervention: name, name: key, known: dose.map { [$0.name] } ?? [])
        }
        let share = try share(own)
        return operations.map { operation in
            var call = operation.call(share)
            call.arguments.merge(timing) { first, _ in first }
            return call
        }
    }

    /// The dose by the standard one [1].
    private func share(_ arguments: [String: String]) throws -> Double {
        guard let dose, let text = arguments[dose.name] else { return 1 }
        let value: Double
        do {
            value = try Quantity(text, like: dose.standard.unit).value(in: dose.standard.unit)
        } catch {
            throw ScenarioError.badArgument(
                intervention: name, name: dose.name, reason: "\(error)")
        }
        guard (dose.low...dose.high).contains(value) else {
            throw ScenarioError.outOfRange(
                intervention: name, name: dose.name, value: value,
                unit: dose.standard.unit.symbol, allowed: dose.low...dose.high)
        }
        return value / dose.standard.value
    }
}

extension UserIntervention.Dose {
    init(_ section: TOMLSection) throws {
        try section.check(known: ["name", "standard", "low", "high"])
        name = try section.string("name")
        standard = try section.quantity("standard", like: nil)
        guard standard.value != 0 else {
            throw section.error(
                "standard", "= 0: the dose at which the operations hold is not zero")
        }
        low = try section.quantity("low", like: standard.unit).value(in: standard.unit)
        high = try section.quantity("high", like: standard.unit).value(in: standard.unit)
        guard low < high, (low...high).contains(standard.value) else {
            throw section.error("low", "must be below high, and standard between them")
        }
        guard !DoseCourse.arguments.contains(name) else {
            throw section.error("name", "= \"\(name)\" is an argument of every intervention")
        }
    }
}

extension UserIntervention.Operation {
    init(_ section: TOMLSection, hasDose: Bool) throws {
        try section.check(known: ["target", "scale", "add", "set"])
        let target = try section.string("target")
        guard let card = HeartParameters.card(target) else {
            throw section.error(
                "target",
                "= \"\(target.printable)\" is no parameter of the heart"
                    + Spelling.suggestion(for: target, among: HeartParameters.names))
        }
        let unit = try Unit(card.unit)
        let given = ["scale", "add", "set"].filter { section.has($0) }
        guard given.count == 1 else {
            throw section.error("target", "needs one of scale, add and set, and no more")
        }
        switch given[0] {
        case "scale": self = .scale(target, by: try section.number("scale"))
        case "add": self = .add(target, amount: try section.quantity("add", like: unit))
        default:
            guard !hasDose else {
                throw section.error("set", "goes with no dose: a value is not in proportion to one")
            }
            self = .set(target, to: try section.quantity("set", like: unit))
        }
    }

    /// At a dose by the standard one [1].
    func call(_ share: Double) -> InterventionCall {
        func text(_ value: Double, _ unit: Unit) -> String { "\(value) \(unit.symbol)" }
        return switch self {
        case .scale(let target, let factor):
            InterventionCall(
                name: "scale", arguments: ["target": target, "by": "\(1 + (factor - 1) * share)"])
        case .add(let target, let amount):
            InterventionCall(
                name: "add",
                arguments: [
                    "target": target, "amount": text(amount.value * share, amount.unit),
                ])
        case .set(let target, let value):
            InterventionCall(
                name: "set", arguments: ["target": target, "to": text(value.value, value.unit)])
        }
    }
}
