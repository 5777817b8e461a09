public import ArgumentParser
public import Calibration
import CommandLineSupport
import Foundation
import PatientModels
import Patients
import Storage

/// `hearttwin calibrate`: fits the closed loop to what is known of a patient.
struct Calibrate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fit the closed loop to a patient's measurements, and say what they do not tell.",
        discussion: """
            Uses whatever pressures, flows and volumes the file holds, each with its uncertainty, and \
            writes another file with the fitted parameters, their deviations and an ensemble of equally \
            likely hearts. Equations and sources: docs/calibration.md.
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
            "Put a pericardium around the loop that has grown to the heart; on with --archetype.")
    var pericardium = false

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
    }

    /// What `--json` prints.
    private struct Document: Encodable {
        var output: String
        var calibration: CalibrationReport
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
        patient.measurements.merge(try MeasurementArguments(measurement).measurements) { $1 }
        let calibration = try PatientCalibration(
            of: KnownPatient(patient, hasPericardium: pericardium || kind != nil), method: method,
            count: sets, seed: seed)
        let output =
            self.output
            ?? URL(filePath: path).deletingPathExtension()
            .appendingPathExtension("calibrated.h5").relativePath
        try patient.calibrated(by: calibration, program: "hearttwin \(Version.current)")
            .write(to: output, knowing: Patient.catalogue)
        let report = CalibrationReport(calibration, patient: patient.subject.identifier)
        if let path = self.report {
            let page = try CalibrationPage(calibration, report, sex: patient.subject.sex)
            try TextFile.write(page.html, to: path)
        }
        if terminal.json {
            return try Printing.json(Document(output: output, calibration: report))
        }
        print(report.text)
        if !terminal.quiet { print("\nwritten to \(output)") }
    }
}

extension PatientCalibration.Method: ExpressibleByArgument {}
