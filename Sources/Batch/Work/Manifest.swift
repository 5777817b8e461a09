import Foundation

/// States of the cases in the order of their changes, one line of JSON each; a case without a line is pending.
///
/// The shards are the truth: what they hold and the manifest lacks, because a run was killed between the two,
/// is added by ``complete(from:plan:)``.
public final class Manifest {
    private struct Line: Codable {
        var `case`: Int?
        var cases: [Int]?
        var scenario: String?
        var state: String
        var reason: String?
        var exit: Int32?
        var seconds: Double?
        var worker: Int32?
    }

    private let file: AppendedFile
    private let folder: BatchFolder

    /// Opens the manifest of a folder.
    ///
    /// - Throws: ``BatchError``.
    public init(of folder: BatchFolder) throws(BatchError) {
        self.folder = folder
        file = try AppendedFile(folder.manifest)
    }

    /// Notes that a worker has taken cases.
    func running(_ cases: Range<Int>, worker: Int32) throws {
        try file.append(
            JSONLine.of(
                Line(
                    cases: [cases.lowerBound, cases.upperBound], state: "running", worker: worker)))
    }

    /// Notes ends and brings them to the disk.
    func ended(_ records: [CaseRecord], _ plan: BatchPlan) throws {
        guard !records.isEmpty else { return }
        var text = ""
        for record in records {
            text += try JSONLine.of(
                Line(
                    case: record.case, scenario: plan.scenarioName(of: record.case),
                    state: record.state.rawValue, reason: record.reason, exit: record.exit,
                    seconds: record.seconds))
        }
        try file.append(text)
        try file.synchronise()
    }

    /// Notes that cases are to be computed again.
    func pending(_ cases: [Int], _ plan: BatchPlan) throws {
        try file.append(
            cases.map { number in
                try JSONLine.of(
                    Line(
                        case: number, scenario: plan.scenarioName(of: number), state: "pending",
                        reason: "tried again"))
            }.joined())
        try file.synchronise()
    }

    /// Adds what shards hold and the manifest lacks; tells how many lines cannot be understood.
    @discardableResult
    public func complete(from ledger: CaseLedger, _ plan: BatchPlan) throws -> Int {
        var known = Set<Int>()
        var torn = 0
        if var lines = LineFile(folder.manifest) {
            defer { lines.end() }
            lines.read { data, _ in
                guard !data.isEmpty else { return }
                guard let line = JSONLine.read(Line.self, data) else {
                    torn += 1
                    return
                }
                guard let number = line.case else { return }
                // The last line of a case counts.
                if line.state == "pending" { known.remove(number) } else { known.insert(number) }
            }
        }
        let reader = RecordReader(ledger)
        var missing: [CaseRecord] = []
        for number in 0..<plan.cases where ledger.state(number) != nil && !known.contains(number) {
            if let record = reader.record(number) { missing.append(record) }
            if missing.count == 4096 {
                try ended(missing, plan)
                missing = []
            }
        }
        try ended(missing, plan)
        return torn
    }
}

/// Reads the records of cases from the shards, in any order.
final class RecordReader {
    private let ledger: CaseLedger
    private var open: [Int32: LineFile] = [:]

    init(_ ledger: CaseLedger) { self.ledger = ledger }

    deinit { for file in open.values { file.end() } }

    /// Files held open at once.
    private static let mostFiles = 200

    /// The record of a case; nil while it has none.
    func record(_ number: Int) -> CaseRecord? {
        guard let place = ledger.place(number), let file = file(place.shard) else { return nil }
        return JSONLine.read(
            CaseRecord.self, file.line(at: off_t(place.offset), length: Int(place.length)))
    }

    private func file(_ shard: Int32) -> LineFile? {
        if let known = open[shard] { return known }
        if open.count >= Self.mostFiles {
            for file in open.values { file.end() }
            open = [:]
        }
        open[shard] = LineFile(ledger.files[Int(shard)])
        return open[shard]
    }
}
