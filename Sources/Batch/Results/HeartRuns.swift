import Foundation

/// The runs of a batch of one patient in three dimensions: its best heart and equally likely ones, without treatment
/// and in each scenario.
public struct HeartRuns: Sendable {
    /// What is done, in the order of ``Heart/treated``.
    public let scenarios: [BatchScenario]
    /// The best heart.
    public let best: Heart
    /// Equally likely ones.
    public let others: [Heart]

    /// One heart in all scenarios: folders of the runs that are done.
    public struct Heart: Sendable {
        /// Without treatment.
        public var untreated: String?
        /// In each scenario.
        public var treated: [String?]
        /// Why runs are not done, with the names of their scenarios.
        public var failures: [String]
    }

    /// Reads a folder.
    ///
    /// - Throws: ``BatchError``: no batch, one of the closed loop, or of several patients.
    public init(reading folder: BatchFolder) throws(BatchError) {
        let plan = try BatchPlan(reading: folder)
        guard plan.run.level == .heart else { throw .loopBatch(folder: folder.path) }
        let ledger = CaseLedger(of: folder, cases: 0..<plan.cases)
        let reader = RecordReader(ledger)
        let points = try plan.points(0..<plan.points, in: folder)
        let files = Set(points.map { $0.file ?? $0.id })
        let own = points.filter { $0.member == nil }
        guard files.count == 1, own.count == 1 else {
            throw .severalPatients(folder: folder.path, count: max(files.count, own.count))
        }
        func heart(_ place: Int) -> Heart {
            var failures: [String] = []
            let runs = (0..<plan.casesPerPoint).map { scenario -> String? in
                let number = place * plan.casesPerPoint + scenario
                let record = reader.record(number)
                guard record?.state == .done else {
                    let reason = record?.reason ?? "not computed yet"
                    failures.append(
                        "\(points[place].id), \(plan.scenarioName(of: number)): \(reason)")
                    return nil
                }
                return folder.folder(
                    of: number, id: points[place].id, scenario: plan.scenarioName(of: number))
            }
            return Heart(
                untreated: runs[0], treated: Array(runs.dropFirst()), failures: failures)
        }
        let hearts = points.indices.map(heart)
        scenarios = plan.scenarios
        best = zip(points, hearts).first { $0.0.member == nil }?.1 ?? hearts[0]
        others = zip(points, hearts).filter { $0.0.member != nil }.map(\.1)
    }
}
