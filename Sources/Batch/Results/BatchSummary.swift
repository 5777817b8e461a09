import Foundation
import Numerics
import Quantities

/// A batch in a few lines: states of the cases, spread of the numbers, and of their changes.
public struct BatchSummary: Encodable, Sendable {
    /// A number over the patients of a scenario.
    public struct Spread: Encodable, Sendable {
        /// Identifier of the number.
        public var identifier: String
        /// Name for people.
        public var name: String
        /// Unit.
        public var unit: String
        /// Patients with the number.
        public var count: Int
        /// 5 %, 50 % and 95 % quantiles.
        public var low: Double
        public var median: Double
        public var high: Double
        /// The same of the changes against the untreated heart; nil for that itself.
        public var changeLow: Double?
        public var changeMedian: Double?
        public var changeHigh: Double?
    }

    /// A scenario over its patients.
    public struct Scenario: Encodable, Sendable {
        /// Its name.
        public var name: String
        /// The numbers that people ask for first.
        public var numbers: [Spread]
    }

    /// Name of the cohort.
    public var cohort: String
    /// All cases.
    public var cases: Int
    /// How many are in each state; all states together are all cases.
    public var states: [String: Int]
    /// The scenarios.
    public private(set) var scenarios: [Scenario] = []
    /// The most frequent reasons of cases that are not done, with their numbers.
    public private(set) var reasons: [String: Int] = [:]
    /// Sum of the times of the cases [s].
    public private(set) var caseSeconds = 0.0

    private var gathered: [Gathered]
    private let shown: [BatchMetric]

    private struct Gathered: Sendable {
        var name: String
        var values: [[Double]]
        var changes: [[Double]]
    }

    private enum CodingKeys: String, CodingKey {
        case cohort, cases, states, scenarios, reasons, caseSeconds
    }

    /// What people ask for first.
    private static let first = [
        "aorticMeanMmHg", "cardiacOutputLPerMin", "heartRatePerMin", "lvEDVML", "lvEFPercent",
        "laMeanMmHg", "raMeanMmHg",
    ]

    init(_ plan: BatchPlan, _ metrics: [BatchMetric], _ ledger: CaseLedger) {
        cohort = plan.name
        cases = plan.cases
        states = Self.states(plan, ledger)
        let usual = metrics.filter { Self.first.contains($0.identifier) }
        let shown = usual.isEmpty ? Array(metrics.prefix(8)) : usual
        self.shown = shown
        gathered = ([BatchScenario.untreated] + plan.scenarios.map(\.name)).map {
            Gathered(
                name: $0, values: shown.map { _ in [] }, changes: shown.map { _ in [] })
        }
    }

    /// How many cases are in each state.
    public static func states(_ plan: BatchPlan, _ ledger: CaseLedger) -> [String: Int] {
        var states = ["pending": ledger.pending]
        for state in CaseRecord.State.allCases {
            states[state.rawValue] = ledger.counts[state] ?? 0
        }
        return states
    }

    mutating func add(_ row: ResultRow) {
        caseSeconds += row.seconds ?? 0
        if let reason = row.reason, row.state != .done { reasons[reason, default: 0] += 1 }
        let place = row.number % gathered.count
        for (k, metric) in shown.enumerated() {
            if let value = row.values[metric.identifier] { gathered[place].values[k].append(value) }
            if let change = row.changes[metric.identifier] {
                gathered[place].changes[k].append(change)
            }
        }
    }

    /// Reasons that are told.
    private static let told = 10

    mutating func finish() {
        scenarios = gathered.map { group in
            Scenario(
                name: group.name,
                numbers: shown.indices.compactMap { k in
                    guard !group.values[k].isEmpty else { return nil }
                    let spread = Quantiles.of(group.values[k], at: [0.05, 0.5, 0.95])
                    let change =
                        group.changes[k].isEmpty
                        ? nil : Quantiles.of(group.changes[k], at: [0.05, 0.5, 0.95])
                    return Spread(
                        identifier: shown[k].identifier, name: shown[k].name, unit: shown[k].unit,
                        count: group.values[k].count, low: spread[0], median: spread[1],
                        high: spread[2], changeLow: change?[0], changeMedian: change?[1],
                        changeHigh: change?[2])
                })
        }
        gathered = []
        if reasons.count > Self.told {
            let kept = reasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(Self.told)
            reasons = Dictionary(uniqueKeysWithValues: kept.map { ($0.key, $0.value) })
        }
    }
}

extension BatchSummary {
    /// For a terminal.
    public var text: String {
        let order = ["done"] + CaseRecord.State.allCases.dropFirst().map(\.rawValue) + ["pending"]
        let counted = order.compactMap { name in
            (states[name] ?? 0) > 0 ? "\(states[name] ?? 0) \(name)" : nil
        }.joined(separator: ", ")
        var lines = ["\(cohort): \(cases) cases: \(counted)"]
        for scenario in scenarios where !scenario.numbers.isEmpty {
            let isTreated = scenario.numbers.contains { $0.changeMedian != nil }
            lines += ["", "\(scenario.name), \(scenario.numbers.map(\.count).max() ?? 0) hearts"]
            var rows = [
                ["", "median", "5 to 95 %"] + (isTreated ? ["change", "5 to 95 %"] : []) + [""]
            ]
            for number in scenario.numbers {
                var row = [
                    number.name, Self.number(number.median),
                    "\(Self.number(number.low)) to \(Self.number(number.high))",
                ]
                if isTreated {
                    let change = [number.changeMedian, number.changeLow, number.changeHigh]
                        .map { $0.map(Self.signed) ?? "" }
                    row += [change[0], change[1].isEmpty ? "" : "\(change[1]) to \(change[2])"]
                }
                rows.append(row + [number.unit])
            }
            lines += AlignedText.lines(rows)
        }
        for (reason, count) in reasons.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) })
            .prefix(5)
        {
            lines.append("! \(count) \u{d7} \(reason.printable)")
        }
        return lines.joined(separator: "\n")
    }

    private static func number(_ value: Double) -> String { String(format: "%.4g", value) }
    private static func signed(_ value: Double) -> String { String(format: "%+.3g", value) }
}
