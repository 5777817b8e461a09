import Foundation
import Reports

/// A case as a line of the table.
struct ResultRow {
    var number: Int
    var id: String
    var scenario: String
    /// Values of the varied parameters.
    var swept: [Double]
    /// How it ended; nil while it has not.
    var state: CaseRecord.State?
    var reason: String?
    /// Numbers by identifier.
    var values: [String: Double]
    /// Their differences from those of the untreated heart of the same point.
    var changes: [String: Double]
    var seconds: Double?
}

/// All cases of a batch in order, one after the other; nothing is held but a point.
struct ResultRows {
    let plan: BatchPlan
    let folder: BatchFolder
    let ledger: CaseLedger

    /// Calls with every row.
    ///
    /// - Throws: ``BatchError``, errors of `take`.
    func forEach(_ take: (ResultRow) throws -> Void) throws {
        let reader = RecordReader(ledger)
        let size = BatchFolder.pointsPerFile
        for first in stride(from: 0, to: plan.points, by: size) {
            let part = first..<min(first + size, plan.points)
            for (offset, point) in try plan.points(part, in: folder).enumerated() {
                var untreated: [String: Double] = [:]
                for place in 0..<plan.casesPerPoint {
                    let number = (first + offset) * plan.casesPerPoint + place
                    let record = reader.record(number)
                    let values = record?.values ?? [:]
                    if place == 0 { untreated = values }
                    var changes: [String: Double] = [:]
                    if place > 0 {
                        for (name, value) in values {
                            if let before = untreated[name] { changes[name] = value - before }
                        }
                    }
                    try take(
                        ResultRow(
                            number: number, id: point.id, scenario: plan.scenarioName(of: number),
                            swept: point.swept, state: record?.state, reason: record?.reason,
                            values: values, changes: changes, seconds: record?.seconds))
                }
            }
        }
    }

    /// The numbers of the table: those of the plan, or those that the cases of the heart report.
    func metrics() throws -> [BatchMetric] {
        let wanted = plan.run.metrics
        guard plan.run.level == .heart else {
            return plan.metrics.filter { wanted.isEmpty || wanted.contains($0.identifier) }
        }
        var known: [BatchMetric] = []
        try forEach { row in
            guard
                row.values.keys.contains(where: { name in !known.contains { $0.identifier == name }
                })
            else { return }
            let run = folder.folder(of: row.number, id: row.id, scenario: row.scenario)
            // A folder that somebody has removed since leaves its numbers in the shards, without names.
            let summary = try? RunSummary(ofRunIn: run)
            for name in row.values.keys.sorted()
            where !known.contains(where: { $0.identifier == name }) {
                let number = summary?.numbers.first { $0.identifier == name }
                known.append(
                    BatchMetric(
                        identifier: name, name: number?.name ?? name, unit: number?.unit ?? "1"))
            }
        }
        return known
    }
}
