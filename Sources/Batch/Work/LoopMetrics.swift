import HeartModel
import LoopLevel

/// The numbers that the closed loop reports.
enum LoopMetrics {
    /// All of them, from a healthy heart before and after a second.
    static func known() throws -> [BatchMetric] {
        let heart = HeartParameters()
        var found: [HeartMetric] = []
        try LoopCohort(reflex: false, duration: 1).run(
            [LoopSubject(untreated: heart, treatments: [.init(parameters: heart)])],
            wants: { $1 != nil }, begin: { _ in true }
        ) { answers in
            for answer in answers { found = try answer.result.get().metrics }
        }
        return found.map {
            BatchMetric(identifier: $0.identifier, name: $0.name, unit: $0.unit)
        }
    }
}
