import CommandLineSupport
import Foundation
import HeartModel
import Mechanics
import PatientModels
import Patients
import Reduction
import Reports

/// One run of `simulate --level reduced`: build, beat until periodic, replay, write.
struct ReducedJob {
    var request: ReducedRequest
    /// Error up to which an answer is given [1].
    var acceptedError: Double
    var progress: ProgressLine

    /// What a run found.
    struct Outcome {
        var result: RunResult
        /// Error that is expected, by the estimate and its calibration [1].
        var expectedError: Double
        /// The same in words.
        var sentence: String
        var wallSeconds: Double
        var cpuSeconds: Double
    }

    /// Computes beats until they repeat, and follows the last with the full wall for outputs and estimate.
    func run() throws -> Outcome {
        let watch = Stopwatch()
        let patient = request.patient
        let model = try HeartBuilder(
            anatomy: try patient.heartAnatomy(), parameters: request.parameters,
            activation: request.activation, reference: request.model.reference
        ) { stage, share in
            progress.update(0.3 * share, stage)
            progress.note(stage)
        }.build()
        let heart = try ReducedHeart(model, basis: request.model.basis)
        progress.note("reduced wall after \(watch.cpuSeconds) s of computing")
        var efforts: [MechanicsEffort] = []
        let beatWatch = Stopwatch()
        var effort = MechanicsEffort()
        let motion = try heart.beats(maximum: request.maximumBeats) { _ in
            efforts.append(effort)
            effort = MechanicsEffort()
        } onStep: { number, step in
            effort.steps += 1
            effort.iterations += step.report.iterations
            effort.factorisations += step.report.factorisations
            effort.largestForceResidual = max(
                effort.largestForceResidual, step.report.forceResidual)
            effort.largestVolumeResidual = max(
                effort.largestVolumeResidual, step.report.volumeResidual)
            let share = (Double(number - 1) + step.time / model.cycleLength) / 20
            progress.update(0.3 + 0.5 * min(share, 1), "beat \(number)")
        }
        let seconds = beatWatch.wallSeconds
        let count = heart.run.beats.count
        progress.note("\(count) beats in \(beatWatch.cpuSeconds) s of computing")
        progress.update(0.85, "contraction and forces of the whole wall")
        var recorder = MotionRecorder(model)
        let estimate = try FullOrderReplay(model, basis: request.model.basis).follow(motion) {
            recorder.record($0, time: $1)
        }
        var history = RunHistory(model)
        for (traces, effort) in zip(heart.run.beats, efforts) {
            history.add(traces, effort: effort, motion: recorder.frames)
        }
        var result = RunResult(
            patient: patient, model: model, history: history,
            comparisons: heart.run.comparisons, seconds: seconds, newBeats: Double(count),
            provenance: request.provenance)
        let expected = request.model.expectedError(estimate)
        let sentence = String(
            format:
                "the last beat is expected to be off by %.2g %% of the motion (drift to the full order %.2g mm, residual %.2g; accepted: %g %%)",
            100 * expected, estimate.distance, estimate.largestResidual,
            100 * acceptedError)
        result.remarks.append(
            "Computed with a reduced model of \(heart.wall.basis.count) modes and "
                + "\(heart.wall.basis.elements.count) elements: \(sentence).")
        if request.model.calibration == nil {
            result.remarks.append("The reduced model was never judged beside the full order.")
        }
        return Outcome(
            result: result, expectedError: expected, sentence: sentence,
            wallSeconds: watch.wallSeconds, cpuSeconds: watch.cpuSeconds)
    }

    /// Writes the run's folder.
    ///
    /// - `motion`: what is kept of the moving wall.
    func write(
        _ outcome: Outcome, to folder: RunFolder, motion: MotionOutput
    ) throws -> RunSummary {
        progress.update(0.95, "writing results")
        return try RunWriter(outcome.result, folder: folder, motion: motion).write(
            interrupted: false, wallSeconds: outcome.wallSeconds, cpuSeconds: outcome.cpuSeconds)
    }
}
