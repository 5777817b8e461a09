import Foundation
import Quantities
import TOMLKit

/// Scenarios as TOML files; ``ScenarioSchema`` describes the format.
public enum ScenarioFile {
    /// Reads a scenario.
    ///
    /// - Throws: ``ScenarioError`` naming the file, the place in it and what is wrong. Interventions
    ///   and their arguments are checked, not yet applied.
    public static func read(_ path: String) throws -> Scenario {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ScenarioError.unreadable(file: path)
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw ScenarioError.notTOML(file: path, line: 1, column: 1, reason: "not UTF-8 text")
        }
        return try parse(text, file: path)
    }

    /// Reads a scenario from text; `file` is for messages.
    ///
    /// - Throws: as ``read(_:)``.
    public static func parse(_ text: String, file: String) throws -> Scenario {
        let root: TOMLTable
        do {
            root = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            throw ScenarioError.notTOML(
                file: file, line: error.source.begin.line, column: error.source.begin.column,
                reason: error.description)
        }
        let top = ScenarioTable(root, place: file)
        try top.check(known: ["name", "summary", "intervention", "expect"])
        let scenario = Scenario(
            name: try top.string("name"), summary: try top.optionalString("summary") ?? "",
            interventions: try top.tables("intervention").map { try intervention($0) },
            expectations: try top.tables("expect").map { try expectation($0) })
        guard !scenario.interventions.isEmpty else {
            throw ScenarioError.badKey(
                place: file, key: "intervention", reason: "a scenario needs at least one")
        }
        return scenario
    }

    private static func intervention(_ table: ScenarioTable) throws -> InterventionCall {
        var arguments: [String: String] = [:]
        for key in table.keys where key != "name" { arguments[key] = try table.text(key) }
        let call = InterventionCall(name: try table.string("name"), arguments: arguments)
        do {
            _ = try call.intervention()
        } catch {
            throw ScenarioError.badKey(place: table.place, key: call.name, reason: "\(error)")
        }
        return call
    }

    private static func expectation(_ table: ScenarioTable) throws -> Expectation {
        try table.check(known: ["metric", "change", "low", "high", "source"])
        let text = try table.string("change")
        guard let change = Expectation.Change(rawValue: text) else {
            throw ScenarioError.badKey(
                place: table.place, key: "change",
                reason: "there is no \"\(text)\""
                    + Spelling.suggestion(
                        for: text, among: Expectation.Change.allCases.map(\.rawValue)))
        }
        let low = try table.quantity("low", like: change == .relative ? "%" : nil)
        let high = try table.quantity("high", like: low.unit.symbol)
        let end = try high.value(in: low.unit)
        guard low.value <= end else {
            throw ScenarioError.badKey(
                place: table.place, key: "low", reason: "\(low) is above high, \(high)")
        }
        return Expectation(
            metric: try table.string("metric"), change: change, band: low.value...end,
            unit: low.unit.symbol, source: try table.string("source"))
    }
}
