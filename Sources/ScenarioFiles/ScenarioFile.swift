import Documents
import Quantities
public import Scenarios

/// A scenario as a person writes it: what is done, over which doses, and what is expected of it.
public struct ScenarioFile: Sendable {
    /// Name for people.
    public var name: String
    /// One line for people; empty where there is none.
    public var summary: String
    /// What is done, in order.
    public var interventions: [InterventionCall]
    /// Values of arguments, one treatment for each set of them.
    public var sweep: ScenarioSweep?
    /// What the literature expects.
    public var expectations: [Expectation]

    /// Reads a TOML file; ``ScenarioSchema`` describes the format.
    ///
    /// - Throws: `DocumentError` naming the file, the place in it and what is wrong. Interventions and their
    ///   arguments are checked, not yet applied.
    public init(reading path: String) throws {
        try self.init(TOMLSection(reading: path))
    }

    /// Reads a text; `file` is for messages.
    ///
    /// - Throws: as ``init(reading:)``.
    public init(parsing text: String, file: String) throws {
        try self.init(TOMLSection(parsing: text, file: file))
    }

    private init(_ top: TOMLSection) throws {
        try top.check(known: ["name", "summary", "intervention", "sweep", "expect"])
        name = try top.string("name")
        summary = try top.optionalString("summary") ?? ""
        interventions = try top.sections("intervention").map { try Self.intervention($0) }
        let calls = interventions
        expectations = try top.sections("expect").map { try Expectation($0, of: calls) }
        guard !interventions.isEmpty else {
            throw top.error("intervention", "is missing: a scenario needs at least one")
        }
        sweep = try top.section("sweep").map { try ScenarioSweep($0, of: calls) }
    }

    /// The treatments it describes: one, or one for each set of values of the sweep.
    public var treatments: [Scenario] {
        guard let sweep else { return [Scenario(name: name, interventions: interventions)] }
        return sweep.points.map { point in
            Scenario(
                name: "\(name), \(sweep.words(point))",
                interventions: sweep.applied(point, to: interventions))
        }
    }

    private static func intervention(_ section: TOMLSection) throws -> InterventionCall {
        var arguments: [String: String] = [:]
        for key in section.keys where key != "name" { arguments[key] = try section.text(key) }
        let call = InterventionCall(name: try section.string("name"), arguments: arguments)
        try Self.check(call, section, call.name)
        return call
    }

    /// Refuses a call that cannot be done to any patient.
    static func check(_ call: InterventionCall, _ section: TOMLSection, _ key: String) throws {
        do {
            _ = try call.intervention()
        } catch {
            throw section.error(key, "cannot be done: \(error)")
        }
    }
}
