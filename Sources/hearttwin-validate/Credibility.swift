import ArgumentParser
import CommandLineSupport
import Foundation
import PatientModels
import Patients
import Reports
import Storage
import Suites

/// `hearttwin credibility`: what stored results say about the credibility of the model.
struct Credibility: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Report what stored validations say about the credibility of the model for a use.",
        discussion: """
            Validations are stored by hearttwin validate --save FOLDER. Nothing is computed here: what is \
            not stored is shown as a gap. The rules are in docs/credibility.md.
            """)

    @Argument(
        help: "A patient whose distance from the validated domain is shown.",
        completion: .file(extensions: ["h5"]))
    var patient: String?

    @Option(
        name: .customLong("run"),
        help:
            "A finished, untreated run of the patient's file, whose numbers stand in for what was not measured."
    )
    var simulated: String?

    @Option(help: "Folder of stored results.")
    var results = "results"

    @Option(help: "The context of use (TOML); --template prints one to start from.")
    var context: String?

    @Option(help: "The question of interest, in place of that of the context.")
    var question: String?

    @Option(
        name: .shortAndLong,
        help: "Folder for credibility.html and credibility.json (default: that of the results).")
    var output: String?

    @Flag(help: "Print a context of use to start from.")
    var template = false

    @OptionGroup var terminal: OutputOptions

    func validate() throws {
        guard !template || patient == nil && context == nil else {
            throw ValidationError("--template stands alone.")
        }
    }

    func run() throws {
        if template { return print(ContextOfUse.template, terminator: "") }
        var said = try context.map { try ContextOfUse(reading: $0) } ?? ContextOfUse()
        if let question { said.question = question }
        let report = try CredibilityReport(
            context: said, results: try ResultsStore(results).all(), patient: try numbers())
        let folder = output ?? results
        try SuiteFolder.make(folder)
        try TextFile.write(try JSONText.of(report), to: folder + "/credibility.json")
        let links = folder == results ? "" : URL(filePath: results).path + "/"
        try TextFile.write(
            CredibilityPage(report, links: links).html, to: folder + "/credibility.html")
        if terminal.json { return try Printing.json(report) }
        print(report.text)
        if !terminal.quiet { print("Results in \(folder)/: credibility.html, credibility.json") }
    }

    /// What is known of the patient; nil where none was given.
    private func numbers() throws -> PatientNumbers? {
        guard patient != nil || simulated != nil else { return nil }
        let known = try patient.map { try Patient(reading: $0, knowing: Patient.catalogue) }
        let run = try simulated.map { try RunSummary(ofRunIn: $0) }
        if let run, let simulated {
            try run.require(
                ofPatient: known?.subject.identifier,
                digest: try patient.map { try FileDigest.of($0) },
                in: simulated)
        }
        return try PatientNumbers(of: known, run: run)
    }
}
