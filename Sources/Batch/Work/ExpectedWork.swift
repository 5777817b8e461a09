/// How much of its work a run of a batch has done, by what cases of each scenario have cost so far.
///
/// ```
/// share = Σₛ ended(s)·cost(s) / Σₛ all(s)·cost(s)
/// ```
///
/// over the cases that this run has to end; `cost(s)` is the mean time of those of scenario s that have ended. Untreated
/// hearts end first and cost little: counted alone, they would promise an end that is far too near.
package struct ExpectedWork {
    private struct Kind {
        var all = 0
        var ended = 0
        var timed = 0
        var seconds = 0.0
        var mean: Double? { timed > 0 && seconds > 0 ? seconds / Double(timed) : nil }
    }

    /// By place in a point: the untreated heart, then the scenarios.
    private var kinds: [Kind]
    private let plan: BatchPlan

    /// Heart time that costs as much as an untreated heart until its beats repeat themselves [ms]: 0.19 s for 120 s of
    /// a bled heart beside 0.015 s for settling, measured on 120 patients; only used until the first treated case
    /// ends.
    private static let settling = 10_000.0

    /// Counts the cases without an end.
    package init(of plan: BatchPlan, _ ledger: CaseLedger) {
        self.plan = plan
        kinds = Array(repeating: Kind(), count: plan.casesPerPoint)
        for number in 0..<plan.cases where ledger.state(number) == nil {
            kinds[place(number)].all += 1
        }
    }

    private func place(_ number: Int) -> Int { number % plan.casesPerPoint }

    /// Takes the end of a case.
    package mutating func take(_ record: CaseRecord) {
        let place = place(record.case)
        kinds[place].ended += 1
        guard let seconds = record.seconds else { return }
        kinds[place].timed += 1
        kinds[place].seconds += seconds
    }

    /// Share of the work that is done [1].
    package var share: Double {
        let known = kinds.compactMap(\.mean)
        // Nothing is known yet: all count alike.
        let costs = known.isEmpty ? kinds.map { _ in 1 } : kinds.indices.map(cost)
        let all = zip(kinds, costs).reduce(0) { $0 + Double($1.0.all) * $1.1 }
        let ended = zip(kinds, costs).reduce(0) { $0 + Double($1.0.ended) * $1.1 }
        return all > 0 ? min(ended / all, 1) : 1
    }

    private func cost(_ place: Int) -> Double {
        if let mean = kinds[place].mean { return mean }
        let treated = kinds.dropFirst().compactMap(\.mean)
        if place > 0, !treated.isEmpty { return treated.reduce(0, +) / Double(treated.count) }
        let ratio = plan.run.level == .loop ? max(plan.run.duration / Self.settling, 1) : 1
        if let untreated = kinds[0].mean { return untreated * ratio }
        return treated.reduce(0, +) / Double(max(treated.count, 1)) / ratio
    }
}
