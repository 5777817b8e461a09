import HeartModel

extension TreatedArchetype {
    /// What comes of a trial in this patient.
    ///
    /// - Throws: `ScenarioError`, `CirculationError`, ``VerificationError/missingNumber(name:of:)``.
    func outcome(of trial: InterventionTrial) throws -> InterventionOutcome {
        let before =
            trial.before.isEmpty ? nil : try response(to: trial.before, for: trial.duration).after
        let calls =
            try trial.done
            + (trial.titration.map {
                [
                    try titrated(
                        $0, beside: trial.done, for: trial.duration,
                        from: before ?? response(to: [], for: trial.duration).before)
                ]
            } ?? [])
        let done = try response(to: calls, for: trial.duration)
        func metric(_ metrics: [HeartMetric]) throws -> HeartMetric {
            guard let found = metrics.first(where: { $0.identifier == trial.metric }) else {
                throw VerificationError.missingNumber(name: trial.metric, of: trial.archetype)
            }
            return found
        }
        let last = try metric(done.after)
        return InterventionOutcome(
            trial.identifier, in: trial.archetype, done: calls.joined(separator: ", "),
            from: try metric(before ?? done.before).value, to: last.value, unit: last.unit,
            judged: trial.judged, band: trial.band, source: trial.source)
    }
}
