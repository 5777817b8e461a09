import Calibration
import Foundation
import Quantities
import Scenarios
import Storage
import Verification

/// Runs the populations of a suite and judges its rows.
public struct SuiteRun {
    private let suite: ReferenceSuite
    private let context: SuiteContext
    private var observed: [String: Observations] = [:]
    private var missing: [String: String] = [:]
    private var problems: [String] = []

    /// What came of it.
    public private(set) var outcome: SuiteOutcome

    /// Runs a suite.
    ///
    /// - Throws: what the solvers throw; ``SuiteError/unusable(file:problems:)`` with all rows that the observed
    ///   numbers do not fit. A row that fails is no error.
    public init(_ suite: ReferenceSuite, in context: SuiteContext) throws {
        (self.suite, self.context) = (suite, context)
        outcome = SuiteOutcome(
            suite: suite.name, summary: suite.summary, version: context.version,
            reduced: suite.populations.values.contains { $0.isReduced }, passed: true,
            counts: .init(), rows: [], populations: [], domain: [], inputs: [])
        try observe()
        let rows = suite.rows.map { row in judged(row) }
        guard problems.isEmpty else {
            throw SuiteError.unusable(file: suite.file, problems: problems)
        }
        outcome.rows = rows
        try conclude()
    }

    private mutating func observe() throws {
        let used = Set(suite.rows.flatMap { $0.populations + [$0.against].compactMap { $0 } })
        for name in used.sorted() {
            guard let producer = suite.populations[name] else { continue }
            context.progress("\(suite.name): \(name), \(producer.sentence)")
            do {
                observed[name] = try producer.observe(context)
            } catch let error as VerificationError {
                guard case .missingReference = error else { throw error }
                missing[name] = "\(error)"
                context.progress("\(suite.name): \(name) is left out: \(error)")
            } catch let error
                where error is RowProblem || error is CalibrationError
                || error is ScenarioError
            {
                problems.append("\(suite.file): population \(name): \(error)")
            }
        }
    }

    /// The quantity of a population; nil, with the problem kept, where there is none.
    private mutating func observation(
        _ quantity: String, of population: String, for row: SuiteRow
    ) -> Observation? {
        guard let all = observed[population] else { return nil }
        if let found = all.byName[quantity] { return found }
        let known = all.byName.keys.sorted()
        problems.append(
            all.withoutUnit.contains(quantity)
                ? "\(row.place): the column \"\(quantity.printable)\" of \(population) has no unit; write it "
                    + "as \"\(quantity.printable) [mL]\", or [1] for a plain number"
                : "\(row.place): \(population) has no quantity \"\(quantity.printable)\""
                    + Spelling.suggestion(for: quantity, among: known))
        return nil
    }

    private mutating func judged(_ row: SuiteRow) -> RowOutcome {
        var result = RowOutcome(
            id: row.identifier, quantity: row.quantities.joined(separator: ", "),
            population: row.populations.joined(separator: ", ")
                + (row.against.map { " against \($0)" } ?? ""),
            kind: type(of: row.kind).name, of: row.of.rawValue, verdict: .skipped,
            weight: row.weight, source: row.source, count: 0, finding: "", details: [:])
        let populations = row.populations + [row.against].compactMap { $0 }
        let gaps = populations.compactMap { name in missing[name].map { "\(name): \($0)" } }
        guard gaps.isEmpty else {
            result.finding = gaps.joined(separator: "; ")
            return result
        }
        let before = problems.count
        let wanted = row.populations.flatMap { population in
            (row.quantities + row.kind.companions).map { (population, $0) }
        }
        let observations = wanted.compactMap { observation($0.1, of: $0.0, for: row) }
        let against = row.against.flatMap { observation(row.quantities[0], of: $0, for: row) }
        guard problems.count == before, observations.count == wanted.count else { return result }
        do throws(RowProblem) {
            let judgement = try row.kind.judge(
                RowEvidence(observations: observations, against: against, of: row.of))
            result.take(judgement, weight: row.weight)
            result.agreement = Self.agreement(observations, against)
            result.agreementUnit = observations.first?.unit
        } catch {
            problems.append("\(row.place): \(error)")
        }
        return result
    }

    /// Predictions beside measurements: those of the population, or another population's of the same members.
    private static func agreement(
        _ observations: [Observation], _ against: Observation?
    ) -> Agreement? {
        guard observations.count == 1, let own = observations.first else { return nil }
        if !own.pairs.isEmpty { return Agreement(own.pairs) }
        guard let against, against.members == own.members, against.unit == own.unit else {
            return nil
        }
        return Agreement(
            own.members.indices.map {
                MeasuredPair(
                    member: own.members[$0], measured: against.values[$0],
                    predicted: own.values[$0])
            })
    }

    private mutating func conclude() throws {
        var (gained, possible) = (0.0, 0.0)
        for row in outcome.rows {
            switch row.verdict {
            case .pass: outcome.counts.pass += 1
            case .warn: outcome.counts.warn += 1
            case .fail: outcome.counts.fail += 1
            case .info: outcome.counts.info += 1
            case .skipped: outcome.counts.skipped += 1
            }
            if let credit = row.verdict.credit {
                gained += credit * row.weight
                possible += row.weight
            }
        }
        outcome.passed = outcome.counts.fail == 0
        outcome.score = possible > 0 ? gained / possible : nil
        outcome.populations = suite.populations.keys.sorted().compactMap { name in
            guard let producer = suite.populations[name],
                observed[name] != nil || missing[name] != nil
            else { return nil }
            return .init(
                name: name, origin: producer.sentence, missing: missing[name],
                notes: observed[name]?.notes ?? [])
        }
        var domain: [ValidatedPopulation] = []
        for name in observed.keys.sorted() {
            for group in observed[name]?.domain ?? [] where !domain.contains(group) {
                domain.append(group)
            }
        }
        outcome.domain = domain
        let files = suite.files + observed.keys.sorted().flatMap { observed[$0]?.files ?? [] }
        var seen: Set<String> = []
        for path in files where seen.insert(path).inserted {
            outcome.inputs.append(.init(path: path, sha256: try Self.digest(path)))
        }
    }

    private static func digest(_ path: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw SuiteError.missingFile(path: path)
        }
        return SHA256.hex(data)
    }
}

extension RowOutcome {
    /// Takes over a judgement; without weight the number is only shown.
    fileprivate mutating func take(_ judgement: RowJudgement, weight: Double) {
        verdict = weight > 0 ? judgement.verdict : .info
        (unit, observed, expected) = (judgement.unit, judgement.observed, judgement.expected)
        (low, high, z) = (judgement.low, judgement.high, judgement.z)
        (count, finding, details) = (judgement.count, judgement.finding, judgement.details)
        curve = judgement.curve
    }
}
