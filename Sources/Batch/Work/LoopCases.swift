import Calibration
import Circulation
import Electrophysiology
import Foundation
import HeartModel
import LoopLevel
import Patients
import Quantities
import Reports
import Scenarios

/// Cases of the closed loop alone: some points with all that is done to them.
struct LoopCases {
    let plan: BatchPlan
    let folder: BatchFolder
    /// Place of the first point.
    let first: Int
    let points: [CohortPoint]
    let shard: CaseShard
    let shouldStop: () -> Bool

    /// A point that can be computed.
    private struct Ready {
        var index: Int
        var subject: LoopSubject
        /// Scenario of each treatment.
        var scenarios: [Int]
    }

    /// Computes what is wanted; false where it was told to stop.
    func run(_ wanted: (Int) -> Bool) throws -> Bool {
        var ready: [Ready] = []
        for (offset, point) in points.enumerated() {
            let base = (first + offset) * plan.casesPerPoint
            let open = (base..<base + plan.casesPerPoint).filter(wanted)
            guard !open.isEmpty else { continue }
            guard !shouldStop() else { return false }
            if let found = try prepare(point, at: first + offset, open) { ready.append(found) }
        }
        let cohort = LoopCohort(
            reflex: plan.run.baroreflex == .on, duration: plan.run.duration,
            secondsPerCase: plan.run.secondsPerCase)
        var start = ContinuousClock.now
        func number(_ subject: Int, _ treatment: Int?) -> Int {
            let ready = ready[subject]
            return ready.index * plan.casesPerPoint
                + (treatment.map { ready.scenarios[$0] + 1 } ?? 0)
        }
        return try cohort.run(
            ready.map(\.subject), wants: { wanted(number($0, $1)) },
            begin: { cases in
                guard !shouldStop() else { return false }
                start = .now
                if !cases.isEmpty {
                    try shard.begin(cases.map { number($0.subject, $0.treatment) })
                }
                return true
            },
            finish: { answers in
                let seconds = start.seconds / Double(max(answers.count, 1))
                try shard.end(
                    try answers.map { answer in
                        try record(
                            number(answer.subject, answer.treatment), answer.result,
                            seconds: seconds)
                    })
            })
    }

    /// Works the parameters of a point out; nil, with its cases recorded, where that fails.
    private func prepare(_ point: CohortPoint, at index: Int, _ open: [Int]) throws -> Ready? {
        func fail(_ cases: [Int], _ error: any Error) throws {
            try shard.end(
                cases.map {
                    CaseRecord(
                        case: $0, state: .failed, reason: "\(error)",
                        exit: CaseFailure.exitCode(of: error))
                })
        }
        if let reason = point.skipped {
            try shard.end(
                open.map { CaseRecord(case: $0, state: .skipped, reason: reason, exit: 65) })
            return nil
        }
        let heart: HeartParameters
        do {
            if !point.measurements.isEmpty { try shard.begin(open) }
            heart = try point.heart()
        } catch {
            try fail(open, error)
            return nil
        }
        var ready = Ready(
            index: index, subject: LoopSubject(untreated: heart), scenarios: [])
        for number in open {
            guard let place = plan.scenario(of: number) else { continue }
            do {
                let treatment = try PatientTreatment(
                    of: heart, calls: plan.scenarios[place].interventions)
                ready.subject.treatments.append(.init(LoopMember(treatment, walls: false)))
                ready.scenarios.append(place)
            } catch {
                try fail([number], error)
            }
        }
        return ready
    }

    private func record(
        _ number: Int, _ result: Result<LoopCohort.Numbers, any Error>, seconds: Double
    ) throws -> CaseRecord {
        switch result {
        case .success(let numbers):
            let wanted = plan.run.metrics
            var values: [String: Double] = [:]
            for metric in numbers.metrics
            where metric.value.isFinite
                && (wanted.isEmpty || wanted.contains(metric.identifier))
            {
                values[metric.identifier] = metric.value
            }
            if plan.run.keep == .traces { try keep(numbers.traces, of: number) }
            return CaseRecord(case: number, state: .done, seconds: seconds, values: values)
        case .failure(let error):
            return CaseRecord(
                case: number, state: error is LoopTimeLimit ? .timedOut : .failed,
                reason: "\(error)", exit: CaseFailure.exitCode(of: error), seconds: seconds)
        }
    }

    private func keep(_ traces: BeatTraces, of number: Int) throws {
        let point = points[plan.point(of: number) - first]
        let run = try RunFolder(
            creating: folder.folder(
                of: number, id: point.id, scenario: plan.scenarioName(of: number)))
        var table = TracesCSV()
        table.append(traces, number: 1)
        try BatchFolder.write(table.text, to: run.traces)
    }
}

extension ContinuousClock.Instant {
    /// Wall time since then [s].
    var seconds: Double {
        let parts = (ContinuousClock.now - self).components
        return Double(parts.seconds) + Double(parts.attoseconds) * 1e-18
    }
}

extension CohortPoint {
    /// The parameters of the closed loop: those given, or those of a fit, with factors and settings on top.
    ///
    /// - Throws: `CalibrationError`, `HeartModelError`.
    func heart() throws -> HeartParameters {
        var values = parameters
        if !measurements.isEmpty {
            var known: [String: Patients.Measurement] = [:]
            for (name, measured) in measurements {
                known[name] = Patients.Measurement(
                    [measured.value],
                    unit: try Quantities.Unit(MeasurementCards.card(name)?.unit ?? "1"),
                    kind: .measured, source: "table of the cohort",
                    uncertainty: measured.uncertainty)
            }
            var stored: [String: StoredParameter] = [:]
            for (name, value) in parameters {
                stored[name] = StoredParameter(
                    value, unit: try Quantities.Unit(HeartParameters.card(name)?.unit ?? "1"))
            }
            values = try PatientCalibration(
                of: KnownPatient(measurements: known, parameters: stored), count: 2
            ).loop.valuesByName
        }
        var heart = try HeartParameters(values)
        for (name, factor) in factors.sorted(by: { $0.key < $1.key }) {
            try heart.set(name, try heart.value(name) * factor)
        }
        for (name, value) in settings.sorted(by: { $0.key < $1.key }) {
            try heart.set(name, value)
        }
        return heart
    }
}
