import Circulation
import Electrophysiology
import Foundation
import Geometry
import HeartModel
import Mechanics
import Numerics
import Patients
import Quantities
import Reports

/// One run of `hearttwin simulate`: build, beat until periodic, write.
struct SimulationJob {
    var patientPath: String
    var patient: Patient
    var parameters: HeartParameters
    var activation: ActivationProtocol
    var folder: RunFolder
    var maximumBeats: Int
    var resume: Bool
    var streams: Bool
    var progress: ProgressLine

    /// What a run hands back to the command.
    struct Outcome {
        var summary: RunSummary
        var text: String
        var interrupted: Bool
    }

    /// Share of the work before the first beat, for the progress bar.
    private static let buildShare = 0.15
    /// Beats a run usually takes to its limit cycle, for the progress bar.
    private static let usualBeats = 5

    func run() throws -> Outcome {
        Interrupts.listen()
        let watch = Stopwatch()
        let fingerprint = try Fingerprint.of(
            patientPath: patientPath, parameters: parameters, activation: activation.identifier)
        let stored =
            resume
            ? try StoredCheckpoint(reading: folder.checkpoint, fingerprint: fingerprint) : nil
        progress.update(0.01, "reading \(patient.subject.identifier)")
        let builder = HeartBuilder(
            anatomy: try patient.heartAnatomy(), parameters: parameters, activation: activation,
            prestress: stored?.prestress
        ) { progress.note($0) }
        let model = try builder.build()
        let start = try stored?.state(of: model) ?? model.endDiastole
        let simulation = try HeartSimulation(model, state: start)
        let run = HeartRun(simulation, beats: stored?.beats ?? [])
        var result = RunResult(
            patient: patient, model: model, beats: [], comparisons: [],
            motion: MotionRecorder(model), effort: MechanicsEffort(), seconds: 0, newBeats: 0,
            provenance: try Provenance.of(
                patientPath: patientPath, fingerprint: fingerprint, parameters: parameters))
        var interrupted = false
        let beatsWatch = Stopwatch()
        while !run.isPeriodic, run.beats.count < maximumBeats, !interrupted {
            let number = run.beats.count + 1
            if run.wantsJump {
                let change = try run.jump() / Units.mL
                progress.note(
                    String(format: "towards the limit cycle: volumes moved by up to %.1f mL", change))
            }
            result.motion = MotionRecorder(model)
            result.motion.record(simulation.state, time: 0)
            let finished = try run.beat { step, state in
                result.motion.record(state, time: step.time)
                show(step, beat: number, model: model, seconds: beatsWatch.wallSeconds, run: run)
                return !Interrupts.stopRequested
            }
            interrupted = !finished
            if let change = run.comparisons.last, finished {
                progress.note(
                    "beat \(number): \(change.worst) changed by "
                        + String(format: "%.2f %%", 100 * change.largest))
            }
        }
        try Checkpoint(
            fingerprint: fingerprint, state: simulation.restartPoint,
            prestress: model.wall.prestress, beats: run.beats
        ).write(to: folder.checkpoint)
        result.beats = run.beats
        result.comparisons = run.comparisons
        result.effort = simulation.effort
        result.seconds = beatsWatch.wallSeconds
        result.newBeats =
            Double(run.beats.count - (stored?.beats.count ?? 0))
            + simulation.state.time / model.cycleLength
        progress.update(0.99, "writing results")
        let summary = try RunWriter(result, folder: folder).write(
            interrupted: interrupted, wallSeconds: watch.wallSeconds, cpuSeconds: watch.cpuSeconds)
        progress.finish()
        return Outcome(
            summary: summary, text: SummaryText(summary, folder: folder).text,
            interrupted: interrupted)
    }

    private func show(
        _ step: HeartStep, beat: Int, model: HeartModel, seconds: Double, run: HeartRun
    ) {
        let cycle = model.cycleLength
        let done = Double(beat - 1) + step.time / cycle
        let expected = max(Double(Self.usualBeats), Double(beat))
        let heartSeconds = (done - Double(run.beats.count - (beat - 1))) * cycle / Units.second
        let speed = heartSeconds / max(seconds, 1e-9)
        progress.update(
            Self.buildShare + (1 - Self.buildShare) * done / expected,
            String(
                format: "beat %d  %4.0f ms  LV %3.0f mmHg %3.0f mL  %.3f × real time", beat,
                step.time, step.pressures.leftVentricle / Units.mmHg,
                step.loop.leftVentricleVolume / Units.mL, speed))
        if streams {
            print(
                String(
                    format: "{\"event\":\"step\",\"beat\":%d,\"timeMs\":%.2f,"
                        + "\"lvPressureMmHg\":%.3f,\"lvVolumeML\":%.3f,\"iterations\":%d}",
                    beat, step.time, step.pressures.leftVentricle / Units.mmHg,
                    step.loop.leftVentricleVolume / Units.mL, step.report.iterations))
        }
    }
}
