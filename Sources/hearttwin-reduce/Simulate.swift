import ArgumentParser
import CommandLineSupport
import Electrophysiology
import Foundation
import HeartModel
import PatientModels
import Patients
import Reduction
import Reports
import Scenarios

/// `hearttwin simulate --level reduced`: the three-dimensional heart in few coordinates.
struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compute a patient's heart with its reduced model.")

    @Argument(help: "A file of hearttwin reduce.", completion: .file(extensions: ["h5"]))
    var patient: String

    @Option(name: .shortAndLong, help: "Results folder; default: the patient's name with .run.")
    var output: String?

    @Option(name: .customLong("set"), help: "Override a parameter.")
    var overrides: [String] = []

    @Option(help: "Most beats to compute.")
    var maximumBeats = ReductionJob.reducedBeats

    @Option(help: "What starts a beat.")
    var activation = ActivationProtocols.normal.identifier

    @Option(name: .customLong("intervention"), help: "An intervention.")
    var interventions: [String] = []

    @Option(help: "What is done outside of what the model was trained on: full or refuse.")
    var outside: Outside = .full

    @Option(help: "Expected error of the motion up to which an answer is given [%].")
    var acceptedError = 100 * ReducedModel.acceptedError

    /// What is done with requests that the reduced model cannot answer.
    enum Outside: String, ExpressibleByArgument, CaseIterable { case full, refuse }

    @OptionGroup var motion: MotionOptions

    @OptionGroup var terminal: OutputOptions

    @Option(help: .hidden) var level = "reduced"

    func validate() throws {
        guard maximumBeats >= 1 else {
            throw ValidationError("--maximum-beats must be at least 1.")
        }
        guard acceptedError > 0 else {
            throw ValidationError("--accepted-error must be above 0 (in %).")
        }
        guard level == "reduced" else {
            throw ValidationError("--level \(level) is no task of this program.")
        }
    }

    func run() throws {
        let motion = try motion.output
        let request = try ReducedRequest(
            path: patient, overrides: overrides, activation: activation,
            interventions: interventions, maximumBeats: maximumBeats)
        let progress = terminal.progress()
        let reasons = try request.reasonsOutside()
        guard reasons.isEmpty else { return try leave(reasons, progress) }
        let name = URL(filePath: patient).deletingPathExtension().lastPathComponent
        let folderName = output ?? request.scenario.map { "\(name)-\($0.folderName).run" }
        let job = ReducedJob(
            request: request, acceptedError: acceptedError / 100, progress: progress)
        let outcome = try job.run()
        if !(100 * outcome.expectedError <= acceptedError) {
            return try leave([outcome.sentence], progress)
        }
        let folder = try RunFolder(creating: folderName ?? "\(name).run")
        let summary: RunSummary
        do {
            summary = try job.write(outcome, to: folder, motion: motion)
        } catch {
            folder.abandon()
            throw error
        }
        progress.finish()
        try terminal.json ? Printing.json(summary) : print(ReducedText(summary, folder).text)
    }

    /// Hands the request to the full order, or refuses it.
    private func leave(_ reasons: [String], _ progress: ProgressLine) throws {
        progress.finish()
        let refusal = ReductionError.outside(reasons: reasons)
        guard outside == .full else { throw refusal }
        if !terminal.quiet {
            ProgressLine.write("hearttwin: \(refusal): that is done now\n")
        }
        var rest = ["--level", "heart"]
        var arguments = Array(CommandLine.arguments.dropFirst(2))
        while !arguments.isEmpty {
            let argument = arguments.removeFirst()
            if ["--level", "--outside", "--accepted-error"].contains(argument) {
                arguments = Array(arguments.dropFirst())
            } else if !["--level=", "--outside=", "--accepted-error="].contains(
                where: argument.hasPrefix)
            {
                rest.append(argument)
            }
        }
        try Companion("hearttwin").become("simulate", rest)
    }
}
