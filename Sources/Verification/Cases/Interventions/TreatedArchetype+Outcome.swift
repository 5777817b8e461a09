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
        func metric(_ name: String, _ metrics: [HeartMetric]) throws -> HeartMetric {
            guard let found = metrics.first(where: { $0.identifier == name }) else {
                throw VerificationError.missingNumber(name: name, of: trial.archetype)
            }
            return found
        }
        func value(_ metrics: [HeartMetric]) throws -> Double {
            try metric(trial.metric, metrics).value
                - (trial.minus.map { try metric($0, metrics).value } ?? 0)
        }
        return InterventionOutcome(
            trial.identifier, in: trial.archetype, done: calls.joined(separator: ", "),
            from: try value(before ?? done.before), to: try value(done.after),
            unit: try metric(trial.metric, done.after).unit,
            judged: trial.judged, band: trial.band, source: trial.source)
    }
}
