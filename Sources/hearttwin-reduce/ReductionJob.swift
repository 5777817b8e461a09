import CommandLineSupport
import Electrophysiology
import FiniteElements
import Foundation
import Geometry
import HeartModel
import Mechanics
import PatientModels
import Patients
import Reduction
import Storage

/// One run of `hearttwin reduce`.
struct ReductionJob {
    var patientPath: String
    var patient: Patient
    var output: String
    var box: ParameterBox
    var plan: TrainingPlan
    var beats: Int
    var maximumBeats: Int
    var settings: ReductionSettings
    var keepsBeats: Bool
    var progress: ProgressLine

    private var folder: String { output + ".beats" }

    func run() throws -> ReductionReport {
        defer { progress.finish() }
        guard let mesh = patient.mechanicsMesh else {
            throw HeartModelError.missing(
                what: "/hearttwin/mechanics_mesh", advice: "make one with hearttwin mesh remesh")
        }
        let digest = try FileDigest.of(patientPath)
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let watch = Stopwatch()
        let found = TrainingFile(
            path: "\(folder)/reference.h5", key: [Version.current, digest].joined(separator: "|"))
        let kept = found.reference()
        let first = try heart(plan.training[0], reference: kept)
        if kept == nil { try found.write(first.wall.reference) }
        var snapshots: [WallSnapshot] = []
        for (index, point) in plan.training.enumerated() {
            snapshots += try training(point, index, digest, first).snapshots
        }
        let beatSeconds = watch.cpuSeconds
        progress.note("\(snapshots.count) snapshots")
        let (basis, remainder, residual) = try ReducedBasis.trained(
            first.wall, on: snapshots, settings: settings
        ) { stage, share in progress.update(0.6 + 0.1 * share, stage) }
        progress.note(
            "\(basis.count) modes leave \(remainder), \(basis.elements.count) elements leave \(residual)"
        )
        var model = ReducedModel(
            basis: basis, reference: first.wall.reference, box: box, remainder: remainder,
            residual: residual, snapshots: snapshots.count, patientDigest: digest, checks: [])
        let trainingSeconds = watch.cpuSeconds - beatSeconds
        var speeds: [ReductionReport.Speed] = []
        for (index, point) in plan.checks.enumerated() {
            let (check, speed) = try judge(model, point, index, digest)
            model.checks.append(check)
            speeds.append(speed)
            progress.note(ReductionReport.Check(check, speed: speed).text(number: index + 1))
        }
        try write(model, mesh)
        if !keepsBeats { try? FileManager.default.removeItem(atPath: folder) }
        return ReductionReport(
            output: output, model: model, elements: mesh.tetCount,
            unknowns: 3 * mesh.points.count, beatSeconds: beatSeconds,
            trainingSeconds: trainingSeconds, speeds: speeds)
    }

    /// The heart at a point of the box.
    private func heart(
        _ point: TrainingPlan.Point, reference: WallReference?
    ) throws -> HeartModel {
        try HeartBuilder(
            anatomy: try patient.heartAnatomy(), parameters: try box.parameters(at: point.place),
            activation: try ActivationProtocols.named(point.activation), reference: reference,
            candidate: patient.keptReference
        ) { stage, _ in progress.note(stage) }.build()
    }

    private func key(
        _ point: TrainingPlan.Point, _ digest: String, _ beats: Int, _ kind: String
    ) throws -> String {
        let values = try box.parameters(at: point.place).given.sorted { $0.key < $1.key }
            .map { "\($0.key)=\($0.value.bitPattern)" }.joined(separator: ";")
        return FileDigest.of(
            text: [Version.current, digest, values, point.activation, kind, "\(beats)"]
                .joined(separator: "|"))
    }

    private func training(
        _ point: TrainingPlan.Point, _ index: Int, _ digest: String, _ first: HeartModel
    ) throws -> TrainingBeats {
        let file = TrainingFile(
            path: "\(folder)/training-\(index).h5",
            key: try key(point, digest, beats, "last-without-jump"))
        let total = Double(plan.training.count)
        if let kept = file.trainingBeats() {
            progress.update(0.6 * Double(index + 1) / total, "beats of an earlier run")
            return kept
        }
        let heart = try index == 0 ? first : heart(point, reference: first.wall.reference)
        let found = try TrainingBeats(heart, beats: beats) { beat, step in
            let done =
                Double(index) + (Double(beat - 1) + step.time / heart.cycleLength) / Double(beats)
            progress.update(
                0.6 * done / total,
                "point \(index + 1) of \(plan.training.count), beat \(beat), \(Int(step.time)) ms")
        }
        try file.write(found)
        return found
    }

    private func judge(
        _ model: ReducedModel, _ point: TrainingPlan.Point, _ index: Int, _ digest: String
    ) throws -> (HeldOutCheck, ReductionReport.Speed) {
        let heart = try heart(point, reference: model.reference)
        let file = TrainingFile(
            path: "\(folder)/check-\(index).h5",
            key: try key(point, digest, maximumBeats, "closed"))
        let total = Double(plan.checks.count)
        let watch = Stopwatch()
        var speed = ReductionReport.Speed()
        let full: FullBeat
        if let kept = file.fullBeat(heart.wall) {
            full = kept
        } else {
            full = try FullBeat(heart, maximumBeats: maximumBeats) { beat, step in
                let done = min(1, (Double(beat - 1) + step.time / heart.cycleLength) / 5)
                progress.update(
                    0.7 + 0.3 * (Double(index) + done) / total,
                    "check \(index + 1) of \(plan.checks.count), beat \(beat)")
            }
            speed.fullSecondsPerBeat = watch.cpuSeconds / Double(full.beats)
            try file.write(full)
        }
        let reduced = try ReducedHeart(heart, basis: model.basis)
        let start = watch.cpuSeconds
        let wallStart = watch.wallSeconds
        var steps = 0
        let motion = try reduced.beats(
            maximum: Self.reducedBeats, onStep: { _, _ in steps += 1 })
        speed.reducedSecondsPerBeat =
            (watch.cpuSeconds - start) / Double(reduced.run.beats.count)
        speed.reducedWallSecondsPerBeat =
            (watch.wallSeconds - wallStart) / Double(reduced.run.beats.count)
        speed.stepsPerBeat = motion.steps.count
        speed.forcesPerStep = Double(reduced.wall.effort.forces) / Double(max(steps, 1))
        speed.tangentsPerStep = Double(reduced.wall.effort.tangents) / Double(max(steps, 1))
        let estimate = try FullOrderReplay(heart, basis: model.basis).follow(motion)
        speed.estimateSeconds =
            watch.cpuSeconds - start
            - speed.reducedSecondsPerBeat * Double(reduced.run.beats.count)
        let paired = try ReducedHeart(heart, wall: reduced.wall, start: full.start).beat()
        return (
            HeldOutCheck(reduced, motion, full: full, estimate: estimate, paired: paired), speed
        )
    }

    /// Most beats to the limit cycle of a reduced heart.
    static let reducedBeats = 60

    /// Copies the patient file and adds the model; the file appears when it is complete.
    private func write(_ model: ReducedModel, _ mesh: QuadraticTetMesh) throws {
        let aside = output + ".part"
        try? FileManager.default.removeItem(atPath: aside)
        do {
            try FileManager.default.copyItem(atPath: patientPath, toPath: aside)
        } catch {
            throw StorageError.unwritable(path: aside, reason: error.localizedDescription)
        }
        defer { try? FileManager.default.removeItem(atPath: aside) }
        let writer = try H5Writer(revising: aside)
        try ReducedModelFile.write(model, mesh: mesh, to: writer.root)
        try writer.commit()
        guard rename(aside, output) == 0 else {
            throw StorageError.unwritable(path: output, reason: String(cString: strerror(errno)))
        }
    }
}
