import PatientModels
import Circulation
import CommandLineSupport
import FiniteElements
import Foundation
import Geometry
import HeartModel
import Mechanics
import Patients
import Quantities
import Reports

/// One run of `hearttwin simulate`: build, beat until periodic, write.
struct SimulationJob {
    var configuration: RunConfiguration
    var folder: RunFolder
    /// What is kept of the moving wall.
    var motion: MotionOutput
    var resume: Bool
    var events: RunEvents
    var progress: ProgressLine

    /// What a run hands back to the command.
    struct Outcome {
        var summary: RunSummary
        var interrupted: Bool
        /// Curves of the last beat; nil before one is completed.
        var sketch: RunSketch?
    }

    /// Runs to the end, or to the first request to stop; a checkpoint is written after every beat.
    ///
    /// - Throws: errors of the parts; a folder made for this run goes away if it is still empty.
    func run() throws -> Outcome {
        do {
            return try simulate()
        } catch {
            progress.finish()
            folder.abandon()
            throw error
        }
    }

    private func simulate() throws -> Outcome {
        Interrupts.listen(quiet: progress.quiet)
        Interrupts.waitForTermination()
        let watch = Stopwatch()
        let provenance = try configuration.provenance()
        let patient = configuration.patient
        let stored =
            resume
            ? try StoredCheckpoint(
                reading: folder.checkpoint, fingerprint: provenance.fingerprint,
                nodes: patient.mechanicsMesh?.points.count ?? 0,
                points: TetQuadrature.degree2.count * (patient.mechanicsMesh?.tetCount ?? 0)) : nil
        let model = try HeartBuilder(
            anatomy: try patient.heartAnatomy(), parameters: configuration.parameters,
            activation: configuration.activation, reference: stored?.reference,
            candidate: patient.keptReference
        ) { RunProgress.building($0, $1, on: progress) }.build()
        let start = try stored?.state(of: model) ?? model.endDiastole
        let history = stored?.history ?? RunHistory(model)
        try events.started(
            provenance, patient: patient.subject.identifier, beats: history.beats.count)
        folder.removeFailure()
        do {
            let run = HeartRun(try HeartSimulation(model, state: start), beats: history.beats)
            var result = RunResult(
                patient: patient, model: model, history: history, comparisons: run.comparisons,
                seconds: 0, newBeats: 0, provenance: provenance)
            // Another heart than the best one has another unloaded shape.
            if configuration.member == nil, let kept = patient.keptReference,
                kept.reference != model.wall.reference
            {
                result.remarks.append(Self.otherReference)
            }
            let interrupted = try beat(run, &result)
            progress.update(0.98, "shape without pressures")
            do {
                result.unloaded = try UnloadedShape(model)
            } catch let error as MechanicsError {
                result.remarks.append("The shape without pressures was not found: \(error).")
            }
            if !run.beats.isEmpty {
                do {
                    result.emulator = try run.emulator()
                } catch let error where error is MechanicsError || error is EmulatorError {
                    result.remarks.append("No emulator of the ventricles: \(error).")
                }
            }
            progress.update(0.99, "writing results")
            let summary = try RunWriter(result, folder: folder, motion: motion).write(
                interrupted: interrupted, wallSeconds: watch.wallSeconds,
                cpuSeconds: watch.cpuSeconds)
            progress.finish()
            try events.ended(summary)
            let sketch = result.beats.last.map { RunSketch($0, model.electrics.electrocardiogram) }
            return Outcome(summary: summary, interrupted: interrupted, sketch: sketch)
        } catch {
            events.failed(error)
            throw error
        }
    }

    private static let otherReference =
        "The unloaded shape in the patient file was not used: it was found with other parameters."

    /// Computes beats until they repeat; returns whether the run was asked to stop before that.
    private func beat(_ run: HeartRun, _ result: inout RunResult) throws -> Bool {
        let simulation = run.simulation
        let cycle = result.model.cycleLength
        let watch = Stopwatch()
        let before = run.beats.count
        let display = RunProgress(
            progress, maximumBeats: configuration.maximumBeats, earlierBeats: before)
        // Told apart from an interruption that arrives with the last step.
        func isDone() -> Bool {
            run.isPeriodic || run.beats.count >= configuration.maximumBeats
        }
        if isDone(), resume { return false }
        while !isDone(), !Interrupts.stopRequested {
            try jump(run)
            var motion = MotionRecorder(result.model)
            motion.record(simulation.state, time: 0)
            var effort = MechanicsEffort()
            let rejected = simulation.effort.rejectedSteps
            let number = run.beats.count + 1
            let finished: Bool
            do {
                finished = try run.beat { step, state in
                    motion.record(state, time: step.time)
                    effort.take(step.report)
                    try events.step(step, number: result.history.steps + effort.steps, beat: number)
                    display.show(step, beat: number, cycle: cycle, changes: run.comparisons)
                    return step.finishesBeat || !Interrupts.stopRequested
                }
            } catch HeartModelError.stepFailed(let failure) {
                try leave(failure, run, result)
                throw HeartModelError.stepFailed(failure)
            }
            result.seconds = watch.wallSeconds
            result.newBeats = Double(run.beats.count - before) + simulation.state.time / cycle
            guard finished, let traces = run.beats.last else { break }
            effort.rejectedSteps = simulation.effort.rejectedSteps - rejected
            result.history.add(traces, effort: effort, motion: motion.frames)
            result.comparisons = run.comparisons
            try save(run, result)
            try report(number, run)
        }
        if run.beats.count == before { try save(run, result) }
        return !isDone()
    }

    /// Moves the heart towards its limit cycle where that is worth more than a beat.
    ///
    /// Where the emulator or the way there fails, the beats go on from where they are.
    private func jump(_ run: HeartRun) throws {
        guard run.wantsJump else { return }
        do {
            let change = try run.jump() / Units.mL
            progress.note(
                String(format: "towards the limit cycle: volumes moved by up to %.1f mL", change))
        } catch let error
            where error is MechanicsError || error is EmulatorError || error is CirculationError
        {
            progress.note("no jump towards the limit cycle: \(error)")
        }
    }

    /// Leaves what a run that failed in a beat can be examined and repeated with: the checkpoint of its
    /// start, the heart after its last good step, and where and why it failed.
    private func leave(_ failure: StepFailure, _ run: HeartRun, _ result: RunResult) throws {
        try save(run, result)
        try Checkpoint(
            fingerprint: result.provenance.fingerprint, state: run.simulation.state,
            reference: result.model.wall.reference, history: result.history
        ).write(to: folder.lastState)
        try FailureReport(failure).write(to: folder)
        progress.finish()
        guard !progress.quiet else { return }
        ProgressLine.write(
            "hearttwin: left checkpoint.h5, last-state.h5 and failure.json in \(folder.path)/\n")
    }

    /// Writes the checkpoint from which this run goes on at the start of its present beat.
    private func save(_ run: HeartRun, _ result: RunResult) throws {
        try Checkpoint(
            fingerprint: result.provenance.fingerprint, state: run.simulation.restartPoint,
            reference: result.model.wall.reference, history: result.history
        ).write(to: folder.checkpoint)
    }

    private func report(_ beat: Int, _ run: HeartRun) throws {
        try events.beat(beat, change: beat > 1 ? run.comparisons.last : nil)
        guard let change = run.comparisons.last, beat > 1 else { return }
        progress.note(
            "beat \(beat): \(change.worst) changed by "
                + String(format: "%.2f %%", 100 * change.largest))
    }
}

extension MechanicsEffort {
    /// Counts an accepted step.
    fileprivate mutating func take(_ report: MechanicsReport) {
        steps += 1
        iterations += report.iterations
        factorisations += report.factorisations
        largestForceResidual = max(largestForceResidual, report.forceResidual)
        largestVolumeResidual = max(largestVolumeResidual, report.volumeResidual)
    }
}
