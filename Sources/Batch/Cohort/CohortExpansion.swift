import Foundation
import HeartModel
import LoopLevel
import Quantities
import Storage

/// Works a cohort out: every patient at every point of what is varied, in an order that depends on the input
/// alone.
public struct CohortExpansion {
    /// The plan, with its digest.
    public private(set) var plan: BatchPlan
    /// What is wrong, where that is tolerated: these patients are skipped.
    public private(set) var tolerated: [BatchProblem] = []
    /// What the reader should know.
    public private(set) var notes: [String] = []

    /// Works a cohort out.
    ///
    /// - Parameters:
    ///   - path: the cohort file.
    ///   - program: name and version: another version may compute other numbers.
    ///   - write: given every point in turn; nothing is held.
    /// - Throws: ``BatchError/problems(_:)`` with everything that is wrong, errors of `write`.
    public init(of path: String, program: String, write: (CohortPoint) throws -> Void = { _ in })
        throws
    {
        let problems = ProblemList()
        let cohort = try CohortFile(reading: path, problems)
        plan = BatchPlan(
            name: cohort.name, cohort: path, program: program, run: cohort.run,
            scenarios: cohort.scenarios,
            sweeps: cohort.sweeps, metrics: [])
        if cohort.run.level == .loop {
            plan.metrics = try LoopMetrics.known()
            for name in cohort.run.metrics
            where !plan.metrics.contains(where: { $0.identifier == name }) {
                problems.add(
                    "\(path): run: metrics",
                    "there is no number \"\(name.printable)\""
                        + Spelling.suggestion(for: name, among: plan.metrics.map(\.identifier)))
            }
        }
        let sources = cohort.sources.compactMap { PatientSources.read($0, in: cohort, problems) }
        let isReadable = problems.problems.isEmpty
        var digest = SHA256()
        digest.update(Array(try JSONLine.of(plan.fingerprint).utf8))
        var places: [String: String] = [:]
        var points = 0
        for source in sources {
            try source.patients { point, place, wrong in
                var wrong = wrong
                if let other = places[point.id] {
                    wrong.append("the id \"\(point.id.printable)\" is that of \(other), too")
                } else {
                    places[point.id] = place
                }
                for reason in wrong { problems.add(place, reason) }
                var point = point
                if !wrong.isEmpty {
                    point.skipped = wrong.map { "\(place): \($0)" }.joined(separator: "; ")
                }
                for swept in cohort.sweeps.points(of: point) {
                    do {
                        let swept = try swept.get()
                        points += 1
                        digest.update(Array(try JSONLine.of(swept.fingerprint).utf8))
                        if isReadable { try write(swept) }
                    } catch let error as HeartModelError {
                        problems.add(place, "\(error)")
                        points += 1
                        var left = point
                        left.skipped = "\(place): \(error)"
                        digest.update(Array(try JSONLine.of(left.fingerprint).utf8))
                        if isReadable { try write(left) }
                    }
                }
            }
        }
        notes = problems.notes
        guard problems.problems.isEmpty || (isReadable && cohort.run.badInput == .skip) else {
            throw BatchError.problems(problems.problems)
        }
        tolerated = problems.problems
        plan.points = points
        plan.digest = digest.finish()
    }
}

extension BatchPlan {
    /// What the results depend on, without the patients and without where the cohort file is.
    fileprivate var fingerprint: BatchPlan {
        var plan = self
        (plan.name, plan.cohort) = ("", "")
        // Limits of time and what happens to bad input change no number.
        plan.run.secondsPerCase = nil
        plan.run.badInput = RunSettings().badInput
        return plan
    }
}

extension CohortPoint {
    /// What its results depend on, without the words for what is wrong, which name files as they were typed.
    fileprivate var fingerprint: CohortPoint {
        var point = self
        if skipped != nil { point.skipped = "" }
        return point
    }
}

extension [BatchSweep] {
    /// A patient at every combination of the values, the last parameter fastest.
    func points(of patient: CohortPoint) -> [Result<CohortPoint, any Error>] {
        var points: [Result<CohortPoint, any Error>] = [.success(patient)]
        for sweep in self {
            points = points.flatMap { point in
                sweep.values.map { value in
                    point.flatMap { point in Result { try sweep.applied(value, to: point) } }
                }
            }
        }
        return points
    }
}

extension BatchSweep {
    /// A patient with a value of the varied parameter.
    fileprivate func applied(_ value: Double, to point: CohortPoint) throws -> CohortPoint {
        var point = point
        point.swept.append(value)
        guard point.skipped == nil else { return point }
        if !isFactor {
            point.settings[parameter] = value
        } else if point.measurements.isEmpty {
            var parameters = HeartParameters()
            let own =
                try point.settings[parameter] ?? point.parameters[parameter]
                ?? point.own[parameter] ?? parameters.value(parameter)
            try parameters.set(parameter, own * value)
            point.parameters[parameter] = own * value
        } else {
            // What the patient has is known after a fit.
            point.factors[parameter] = value
        }
        return point
    }
}
