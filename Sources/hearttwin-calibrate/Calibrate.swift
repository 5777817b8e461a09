public import ArgumentParser
public import Calibration
import CommandLineSupport
import Electrophysiology
import Foundation
import HeartCalibration
import HeartModel
import PatientModels
import Patients
import Reports
import Storage

/// `hearttwin calibrate`: fits the closed loop to what is known of a patient.
struct Calibrate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fit the closed loop to a patient's measurements, and say what they do not tell.",
        discussion: """
            Uses whatever pressures, flows and volumes the file holds, each with its uncertainty, and \
            writes another file with the fitted parameters, their deviations and an ensemble of equally \
            likely hearts. With --heart the three-dimensional heart is fitted as well, in a minute or some. \
            Equations and sources: docs/calibration.md.
            """)

    @Argument(help: "The patient file.", completion: .file(extensions: ["h5"]))
    var patient: String?

    @Option(
        name: .shortAndLong,
        help: "The patient file to write (default: the input's name with .calibrated.h5).")
    var output: String?

    @Option(
        help: ArgumentHelp(
            "A measurement beside those of the file, such as 'systolic_pressure=150 mm[Hg] ± 8'; may be given several times.",
            valueName: "name=value"))
    var measurement: [String] = []

    @Option(
        help:
            "Take the published means of a kind of patient as measurements; those of the file are left out. --archetype list shows the kinds."
    )
    var archetype: String?

    @Flag(
        help:
            "Put a pericardium around the loop that has grown to the heart; on with --archetype, but for kinds whose hearts have been dilated for months."
    )
    var pericardium = false

    @Option(
        help: ArgumentHelp(
            "A recorded wave beside those of the file: arterial_pressure, pulmonary_pressure, lv_volume or rv_volume, as a table with units in its head: 'time [s],pressure [mmHg]'; may be given several times.",
            valueName: "name=file.csv"))
    var waveform: [String] = []

    @Flag(help: "Fit the walls of simulate --level loop --ventricles walls as well.")
    var walls = false

    @Flag(
        help:
            "Fit the three-dimensional heart as well: conduction by QRS duration, relaxed wall by Klotz's relation, contraction by beats of the heart."
    )
    var heart = false

    @Flag(
        help:
            "With --heart: scale the anatomy so that its left cavity holds the measured end-diastolic volume, lv_end_diastolic_volume."
    )
    var scaleAnatomy = false

    @Option(help: "With --heart: stages, of electrics,passive,contraction; all unless given.")
    var stages: String?

    @Option(
        help:
            "With --heart: what starts a beat (default: normal, or the archetype's); simulate --activation list shows the choices."
    )
    var activation: String?

    @Option(
        help:
            "How equally likely hearts are drawn: laplace (at once) or smc (about twenty seconds).")
    var method: PatientCalibration.Method = .laplace

    @Option(help: "How many equally likely hearts are drawn.")
    var sets = 400

    @Option(help: "Seed of the random numbers.")
    var seed: UInt64 = 1

    @Option(help: "A page about the result to write as well (HTML).")
    var report: String?

    @OptionGroup var terminal: OutputOptions

    func validate() throws {
        guard (2...100_000).contains(sets) else {
            throw ValidationError("--sets \(sets): 2 to 100000.")
        }
        guard
            heart
                || stages == nil && !scaleAnatomy
                    && activation == nil
        else {
            throw ValidationError(
                "--stages, --scale-anatomy and --activation are of --heart; add it, or leave them out."
            )
        }
        _ = try chosenStages()
    }

    /// What `--json` prints.
    private struct Document: Encodable {
        var output: String
        var calibration: CalibrationReport
        var walls: [WallsFit.Reading]?
        var heart: HeartCalibrationReport?
        var archetype: ArchetypeJudgement?
    }

    private func chosenStages() throws -> Set<HeartCalibration.Stage> {
        guard let stages else { return Set(HeartCalibration.Stage.allCases) }
        return Set(
            try stages.split(separator: ",").map { name in
                guard let stage = HeartCalibration.Stage(rawValue: String(name)) else {
                    throw ValidationError(
                        "--stages: there is no \"\(name)\"; known are "
                            + HeartCalibration.Stage.allCases.map(\.rawValue)
                            .joined(separator: ", "))
                }
                return stage
            })
    }

    func run() throws {
        if archetype == "list" {
            for kind in Archetypes.all { print("\(kind.identifier)  \(kind.summary)") }
            return
        }
        guard let path = self.patient else {
            throw ValidationError("Missing expected argument '<patient>'.")
        }
        var patient = try Patient(reading: path, knowing: Patient.catalogue)
        let kind = try archetype.map { try Archetypes.named($0) }
        if let kind { patient = try patient.becoming(kind) }
        patient.measurements.merge(
            try MeasurementArguments(
                measurement, option: "--measurement",
                source: "given on the command line of calibrate"
            ).measurements
        ) { $1 }
        let plan = try ActivationProtocols.named(
            activation ?? kind?.heart.activation ?? ActivationProtocols.normal.identifier)
        for argument in try waveform.map(WaveformArgument.init) {
            patient.waveforms[argument.name] = try argument.recorded()
        }
        let known = try KnownPatient(
            patient, hasPericardium: pericardium || kind?.hasPericardium == true)
        let calibration = try PatientCalibration(
            of: known, method: method, count: sets, seed: seed)
        let program = "hearttwin \(Version.current)"
        patient = try patient.calibrated(by: calibration, program: program)
        let output =
            self.output
            ?? URL(filePath: path).deletingPathExtension()
            .appendingPathExtension("calibrated.h5").relativePath
        let wallsFit = try walls ? WallsFit(of: calibration) : nil
        if let wallsFit { patient = try patient.calibrated(by: wallsFit, program: program) }
        let fitted = try heart ? fitHeart(&patient, calibration, plan, program) : nil
        // Ventricles that were learned with the file that is replaced are not this patient's.
        let emulator = LoopOptions.emulator(beside: output)
        unlink(emulator)
        try patient.write(to: output, knowing: Patient.catalogue)
        if let learned = fitted?.emulator {
            try TextFile.write(JSONText.of(learned), to: emulator)
        }
        let report = CalibrationReport(calibration, patient: patient.subject.identifier)
        let judgement = kind.map { kind in
            fitted.map { ArchetypeJudgement(kind, $0.heart) } ?? ArchetypeJudgement(kind, report)
        }
        if let path = self.report {
            let page = try CalibrationPage(calibration, report, sex: patient.subject.sex)
            try TextFile.write(page.html, to: path)
        }
        if terminal.json {
            return try Printing.json(
                Document(
                    output: output, calibration: report, walls: wallsFit?.readings,
                    heart: fitted?.report, archetype: judgement))
        }
        print(report.text)
        if let wallsFit { print("\n" + wallsFit.text) }
        if let fitted { print("\n" + fitted.report.text) }
        if let judgement { print("\n" + judgement.text) }
        if !terminal.quiet { print("\nwritten to \(output)") }
    }
}

extension Calibrate {
    /// Fits the three-dimensional heart to the same patient.
    private func fitHeart(
        _ patient: inout Patient, _ loop: PatientCalibration, _ plan: ActivationProtocol,
        _ program: String
    ) throws -> (
        heart: HeartCalibration, report: HeartCalibrationReport, emulator: StoredEmulator?
    ) {
        let progress = terminal.progress()
        if scaleAnatomy {
            guard
                let volume = loop.posterior.targets.first(where: {
                    $0.quantity == "lv_end_diastolic_volume"
                })?.value
            else {
                throw ValidationError(
                    "--scale-anatomy needs lv_end_diastolic_volume, which is not among the measurements."
                )
            }
            let (scaled, factor) = try patient.holding(leftVolume: volume)
            patient = scaled
            patient.provenance["scaled"] =
                "all lengths of the heart times \(Printing.number(factor)), \(program) calibrate --scale-anatomy"
            progress.note("all lengths of the heart times \(Printing.number(factor))")
        }
        let heart = try HeartCalibration(
            of: patient, loop: loop, activation: plan, stages: try chosenStages()
        ) { progress.note($0) }
        progress.finish()
        let calibrated = try patient.calibrated(
            by: heart, after: loop, program: program, seed: seed)
        patient = calibrated.patient
        return (
            heart, calibrated.report,
            try heart.contraction.map {
                try StoredEmulator(
                    $0.emulator, of: heart.model.parameters, gains: $0.gains,
                    patient: patient.subject.identifier)
            }
        )
    }
}

extension PatientCalibration.Method: ExpressibleByArgument {}
