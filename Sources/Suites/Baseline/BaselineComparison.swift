import Foundation

/// What has changed since a baseline.
public struct BaselineComparison: Sendable, Encodable {
    /// What has become of a number.
    public enum State: String, Sendable, Encodable {
        /// The same, or within its tolerance.
        case unchanged
        /// Differs by more than its tolerance.
        case moved
        /// Not in the baseline.
        case new
        /// In the baseline only.
        case gone
        /// Data that it needs are not here.
        case skipped
    }

    /// A number.
    public struct Entry: Sendable, Encodable {
        public var suite: String
        public var row: String
        public var state: State
        public var unit: String
        /// In the baseline, now, and the difference.
        public var before: Double?
        public var now: Double?
        public var change: Double?
        public var tolerance: Double?
    }

    /// Versions of the program: of the baseline and now.
    public var before: String
    public var now: String
    /// The numbers, in the order of the suites.
    public var entries: [Entry] = []

    /// Starts a comparison.
    public init(from baseline: Baseline, to version: String) {
        (before, now) = (baseline.version, version)
    }

    /// Compares an outcome with a baseline.
    public mutating func add(_ outcome: SuiteOutcome, against baseline: Baseline) {
        let stored = baseline.numbers[outcome.suite] ?? [:]
        var seen: Set<String> = []
        for row in outcome.rows {
            seen.insert(row.id)
            let old = stored[row.id]
            var entry = Entry(
                suite: outcome.suite, row: row.id, state: .unchanged,
                unit: row.unit ?? old?.unit ?? "1", before: old?.value, now: row.observed,
                tolerance: old?.tolerance)
            if row.verdict == .skipped {
                entry.state = .skipped
            } else if let old {
                let change = (row.observed ?? .nan) - old.value
                entry.change = change
                // A number that is not finite any more has moved, too.
                let isNear = abs(change) <= old.tolerance && old.unit == entry.unit
                entry.state = isNear ? .unchanged : .moved
            } else {
                entry.state = .new
            }
            entries.append(entry)
        }
        for (row, old) in stored.sorted(by: { $0.key < $1.key }) where !seen.contains(row) {
            entries.append(
                Entry(
                    suite: outcome.suite, row: row, state: .gone, unit: old.unit,
                    before: old.value, tolerance: old.tolerance))
        }
    }

    /// Whether no number has moved or gone.
    public var passed: Bool { !entries.contains { [.moved, .gone].contains($0.state) } }

    /// For a terminal: what is not as it was, and a summary.
    public var text: String {
        let changed = entries.filter { $0.state != .unchanged && $0.state != .skipped }
        let lines = changed.map { entry -> String in
            let name = "\(entry.suite): \(entry.row)"
            let unit = SuiteText.plain(entry.unit)
            func words(_ value: Double?) -> String { value.map(SuiteText.precise) ?? "–" }
            switch entry.state {
            case .moved:
                let change = entry.change.map { String(format: "%+.3g", $0) } ?? "?"
                let percent = entry.change.map { change in
                    entry.before.map {
                        $0 == 0 ? "" : String(format: " (%+.3g %%)", 100 * change / abs($0))
                    }
                        ?? ""
                }
                return
                    "MOVED  \(name): \(words(entry.before)) to \(words(entry.now)) \(unit), by \(change)"
                    + (percent ?? "") + ", allowed \(words(entry.tolerance))"
            case .gone: return "GONE   \(name): was \(words(entry.before)) \(unit)"
            default: return "new    \(name): \(words(entry.now)) \(unit)"
            }
        }
        let counts = [State.unchanged, .moved, .new, .gone, .skipped].map { state in
            (state, entries.count { $0.state == state })
        }.filter { $0.1 > 0 }.map { "\($0.1) \($0.0.rawValue)" }
        let versions = before == now ? "version \(now)" : "version \(before) to \(now)"
        return
            (lines + ["\(entries.count) numbers, \(versions): \(counts.joined(separator: ", "))"])
            .joined(separator: "\n")
    }
}
