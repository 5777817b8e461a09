import Foundation

/// Takes the ends of some cases back, so that they are computed again.
///
/// Needs the lock of the folder. The manifest is told first: a kill between the two leaves a manifest that the
/// next run completes.
public struct CaseRetry {
    /// How many cases there are to compute again.
    public let count: Int

    /// Takes back every end in one of the states.
    ///
    /// - Throws: ``BatchError``.
    public init(
        of plan: BatchPlan, in folder: BatchFolder, states: Set<CaseRecord.State>
    ) throws {
        let ledger = CaseLedger(of: folder, cases: 0..<plan.cases)
        let cases = (0..<plan.cases).filter { ledger.state($0).map(states.contains) ?? false }
        count = cases.count
        guard !cases.isEmpty else { return }
        try Manifest(of: folder).pending(cases, plan)
        for shard in ledger.files {
            guard var lines = LineFile(shard) else { continue }
            defer { lines.end() }
            var kept = Data()
            var isChanged = false
            lines.read { line, _ in
                if case .end(let record) = JSONLine.read(ShardLine.self, line),
                    states.contains(record.state)
                {
                    isChanged = true
                } else {
                    kept += line + [10]
                }
            }
            guard isChanged else { continue }
            try BatchFolder.write(String(decoding: kept, as: UTF8.self), to: shard)
        }
    }
}
