public import Circulation
import Electrophysiology
import Geometry
public import HeartModel
import Ionics
import Mechanics
public import Patients
import Quantities

/// Everything a finished run knows, before it is written.
public struct RunResult: Sendable {
    /// Whose heart.
    public var patient: Patient
    /// The model.
    public var model: HeartModel
    /// The completed beats.
    public var history: RunHistory {
        didSet { motion = MotionRecorder(model, frames: history.motion) }
    }
    /// Change from beat to beat.
    public var comparisons: [BeatComparison]
    /// Wall time of the beats computed by this process [s], and their number (fractions count).
    public var seconds: Double
    public var newBeats: Double
    /// The shape without pressures; nil until it has been computed.
    public var unloaded: UnloadedShape?
    /// The ventricles as pressure–volume–time laws; nil until they have been fitted.
    public var emulator: HeartEmulator?
    /// What went wrong without ending the run, for the warnings.
    public var remarks: [String] = []
    /// Where the result comes from.
    public var provenance: RunProvenance
    /// Motion of the last completed beat.
    private(set) var motion: MotionRecorder

    /// Makes a result.
    public init(
        patient: Patient, model: HeartModel, history: RunHistory, comparisons: [BeatComparison],
        seconds: Double, newBeats: Double, provenance: RunProvenance
    ) {
        self.patient = patient
        self.model = model
        self.history = history
        self.comparisons = comparisons
        self.seconds = seconds
        self.newBeats = newBeats
        self.provenance = provenance
        motion = MotionRecorder(model, frames: history.motion)
    }

    /// Traces of the completed beats.
    public var beats: [BeatTraces] { history.beats }

    /// One line about the subject: sex, age, heart rate.
    var subject: String {
        let subject = patient.subject
        var words = subject.sex == .unknown ? [] : [subject.sex.rawValue]
        if let age = subject.ageYears { words.append("\(Int(age)) years") }
        let rate = (Units.second * 60 / model.cycleLength).rounded()
        return (words + ["\(Int(rate)) beats per minute"]).joined(separator: ", ")
    }

    /// True when the last beat is the limit cycle.
    public var isPeriodic: Bool { HeartRun.isPeriodic(beats, last: comparisons.last) }

    /// Deformation of the left ventricle's segments over the last beat; nil without motion or septum.
    ///
    /// - Throws: errors of `HeartModel.SegmentedWall`.
    func deformation() throws -> RegionalDeformation? {
        try RegionalDeformation(model, frames: motion.frames)
    }

    /// All numbers of the last beat, in the order of reports.
    ///
    /// - `deformation`: as ``deformation()`` found it.
    func metrics(_ deformation: RegionalDeformation?) -> [HeartMetric] {
        guard let last = beats.last else { return [] }
        var metrics = HeartMetrics.haemodynamic(last, atrialOnset: model.atrialOnset)
        if let surface = patient.subject.bodySurfaceAreaM2,
            let output = metrics.first(where: { $0.identifier == "cardiacOutputLPerMin" })
        {
            metrics.append(
                HeartMetric(
                    identifier: "cardiacIndexLPerMinPerM2", name: "cardiac index",
                    unit: "L/min/m2", value: output.value / surface))
        }
        metrics += HeartMetrics.electric(model.electrics)
        if let strain = endSystolicStrain() { metrics += HeartMetrics.deformation(strain) }
        if let deformation, let frame = endSystolicFrame() {
            metrics += HeartMetrics.regional(
                deformation, endSystole: frame,
                closure: last.closure(of: last.trace(\.aorticFlow)))
            metrics += HeartMetrics.scar(deformation, model.parameters)
        }
        return metrics + (unloaded?.metrics ?? [])
    }

    /// Number of the frame nearest to minimum LV volume.
    func endSystolicFrame() -> Int? {
        guard let last = beats.last else { return nil }
        let volumes = last.trace(\.leftVentricleVolume)
        guard let smallest = volumes.indices.min(by: { volumes[$0] < volumes[$1] }) else {
            return nil
        }
        let distances = motion.frames.map { abs($0.time - last.time[smallest]) }
        return distances.indices.min { distances[$0] < distances[$1] }
    }

    /// Deformation at end-systole against the frame at QRS onset.
    private func endSystolicStrain() -> LeftVentricularStrain? {
        guard let first = motion.frames.first, let frame = endSystolicFrame() else { return nil }
        return LeftVentricularStrain(
            points: model.points, endDiastole: first.positions,
            now: motion.frames[frame].positions)
    }

    /// Share of the wall above which what burnt tissue still does is said [1]; assumed.
    private static let smallLesions = 0.02

    /// What the reader has to know before believing the numbers.
    public func warnings() -> [String] {
        var found: [String] = []
        if !isPeriodic {
            let change = comparisons.last.map {
                ": \($0.worst) still changes by \((1000 * $0.largest).rounded() / 10) % per beat, "
                    + "or the beat does not end where it begins"
            }
            found.append("The beat is not periodic after \(beats.count) beats\(change ?? "").")
        }
        let unused = model.parameters.given.keys.filter { !model.parameters.isInUse($0) }
        if !unused.isEmpty {
            let sections = Set(unused.map { String($0.prefix { $0 != "." }) }).sorted()
            found.append(
                "Parameters of laws that are not in use are set: "
                    + sections.map { "\($0).*" }.joined(separator: ", ") + ".")
        }
        for cell in model.electrics.cells where !cell.change.isSettled {
            found.append("The \(cell.cell.name) cell has not settled in its rhythm.")
        }
        if case .failure(let error) = model.electrics.waves {
            found.append("QRS duration, QT intervals and axis are left out: \(error).")
        }
        let burnt = model.electrics.activation.burntShare
        if burnt > Self.smallLesions {
            found.append(
                "\(Int((100 * burnt).rounded())) % of the wall is burnt and contracts as before: lesions are meant to be small."
            )
        }
        if history.imageDistance > 0.5 {
            found.append(
                "The imaged pressures bring the heart to within "
                    + "\((100 * history.imageDistance).rounded() / 100) mm of the image only.")
        }
        return found + remarks
    }
}
