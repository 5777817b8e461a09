import ArgumentParser
import CommandLineSupport
import Electrophysiology
import Foundation
import HeartModel
import PatientModels
import Patients
import Reduction

/// `hearttwin reduce`: full-order beats of a patient, condensed into a model in few coordinates.
struct Reduce: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a reduced model of a patient's heart from its own beats.",
        discussion: """
            Computes beats of the full order at points of a box of parameters, makes modes of their motion, \
            chooses elements that stand for all, and judges the result at points it has not seen. The \
            output is the patient file with the group /hearttwin/reduced, for hearttwin simulate \
            --level reduced. Beats that were computed are kept beside the output until it is complete: \
            the same command goes on where it was stopped.
            """)

    @Argument(help: "The patient file.", completion: .file(extensions: ["h5"]))
    var patient: String

    @Option(
        name: .shortAndLong,
        help: "The file to write; default: the patient's name with .reduced.h5.")
    var output: String?

    @Option(help: "Points of the box at which beats are computed.")
    var points = 7

    @Option(help: "Beats at each of them.")
    var beats = 3

    @Option(help: "Points at which the result is judged, each a full run to the limit cycle.")
    var checks = 2

    @Option(help: "Most beats of a full run at those.")
    var maximumBeats = 16

    @Option(help: "Activation patterns, separated by commas.")
    var activations = ActivationProtocols.normal.identifier

    @Option(help: "Most modes.")
    var modes = ReductionSettings().maximumModes

    @Option(help: "Share of the motion that modes may leave.")
    var modeTolerance = ReductionSettings().modeTolerance

    @Option(help: "Error of the motion on the training beats that sampling may cause.")
    var samplingTolerance = ReductionSettings().samplingTolerance

    @Flag(help: "Keep the computed beats beside the output.")
    var keepBeats = false

    @OptionGroup var terminal: OutputOptions

    func validate() throws {
        func require(_ holds: Bool, _ sentence: String) throws {
            if !holds { throw ValidationError(sentence) }
        }
        try require((1...64).contains(points), "--points must be from 1 to 64.")
        try require((1...20).contains(beats), "--beats must be from 1 to 20.")
        try require((0...64).contains(checks), "--checks must be from 0 to 64.")
        try require((2...100).contains(maximumBeats), "--maximum-beats must be from 2 to 100.")
        // Six of them are the rigid motions.
        try require((7...400).contains(modes), "--modes must be from 7 to 400.")
        try require(
            (1e-6...0.5).contains(modeTolerance), "--mode-tolerance must be from 1e-6 to 0.5.")
        try require(
            (1e-5...0.5).contains(samplingTolerance),
            "--sampling-tolerance must be from 1e-5 to 0.5.")
    }

    func run() throws {
        let name = URL(filePath: patient).deletingPathExtension().lastPathComponent
        let known = try activations.split(separator: ",").map {
            try ActivationProtocols.named($0.trimmingCharacters(in: .whitespaces)).identifier
        }
        guard !known.isEmpty else { throw ValidationError("--activations names no pattern.") }
        var settings = ReductionSettings()
        settings.maximumModes = modes
        settings.modeTolerance = modeTolerance
        settings.samplingTolerance = samplingTolerance
        let read = try Patient(reading: patient, knowing: Patient.catalogue)
        let box = try ParameterBox(around: try read.heartParameters(), activations: known)
        let job = ReductionJob(
            patientPath: patient, patient: read, output: output ?? "\(name).reduced.h5", box: box,
            plan: try TrainingPlan(box, points: points, checks: checks), beats: beats,
            maximumBeats: maximumBeats, settings: settings, keepsBeats: keepBeats,
            progress: terminal.progress())
        let report = try job.run()
        try terminal.json ? Printing.json(report) : print(report.text)
    }
}
