import ArgumentParser
import CommandLineSupport
import Comparisons
import Electrophysiology
import Foundation
import HeartModel
import LoopLevel
import PatientModels
import Patients
import Pictures
import Reports
import ScenarioFiles
import Scenarios
import Storage
import Synchronization

/// `hearttwin compare`: treatments of a patient against no treatment, or two finished runs.
struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compare treatments of a patient, or two finished runs.",
        discussion: """
            With a patient file, every --intervention and every --scenario is a treatment of its own, \
            compared with the untreated heart on the closed loop; 'a(…) + b(…)' is one treatment of two \
            interventions. With two results folders, the second run is compared with the first; -o writes a \
            page with both hearts beating side by side, and --scenario says what is expected of the second.
            """)

    @Argument(help: "A patient file; or the results folders of an untreated and a treated run.")
    var subjects: [String]

    @Option(
        name: .customLong("intervention"),
        help: "A treatment, e.g. 'haemorrhage(volume=500 mL)'; may be given several times.")
    var interventions: [String] = []

    @Option(
        name: .customLong("scenario"),
        help: "A scenario file (TOML), its sweep and its expectations; may be given several times.")
    var scenarios: [String] = []

    @Option(name: .customLong("set"), help: "Override a parameter, before and after.")
    var overrides: [String] = []

    @Option(
        help:
            "What starts the beats of the untreated heart, with --ventricles walls; simulate --activation list shows the choices."
    )
    var activation = ActivationProtocols.normal.identifier

    @OptionGroup var loop: LoopOptions

    @Option(
        name: .shortAndLong,
        help: "Folder for comparison.html, comparison.csv and summary.json.")
    var output: String?

    @OptionGroup var terminal: OutputOptions

    func validate() throws {
        guard (1...2).contains(subjects.count) else {
            throw ValidationError("Give a patient file, or two results folders.")
        }
        guard subjects.count == 1 || (interventions + overrides).isEmpty else {
            throw ValidationError(
                "Treatments are of one patient file; two results folders have theirs already. What a --scenario "
                    + "expects can be judged by both.")
        }
        guard subjects.count == 2 || !(interventions + scenarios).isEmpty else {
            throw ValidationError(
                "Nothing to compare \(subjects[0]) with: add --intervention or --scenario, or the folder "
                    + "of a second run.")
        }
    }

    func run() throws {
        guard subjects.count == 1 else { return try runs() }
        let overrides = try ParameterOverrides(
            overrides, environment: ProcessInfo.processInfo.environment)
        let treatments = try treatments()
        let patient = try PatientFacts(reading: subjects[0], knowing: Patient.catalogue)
        let folder = try output.map { try RunFolder(creating: $0) }
        let progress = Mutex(
            ProgressLine(quiet: terminal.quiet, verbose: terminal.verbose))
        let comparison: TreatmentComparison
        do {
            comparison = try TreatmentComparison(
                of: patient, named: patient.subject.identifier, treatments: treatments,
                settings: ComparisonSettings(
                    reflex: loop.hasReflex, duration: try loop.time, hearts: loop.ensemble,
                    walls: loop.hasWalls,
                    learned: try loop.storedEmulator(of: subjects[0]).map { LearnedVentricles($0) },
                    activation: try ActivationProtocols.named(activation),
                    values: overrides.values, choices: overrides.choices)
            ) { share, words in progress.withLock { $0.update(share, words) } }
        } catch {
            folder?.abandon()
            throw error
        }
        progress.withLock { $0.finish() }
        let provenance = try LoopProvenance(ofPatientIn: subjects[0])
        let document = ComparisonDocument(comparison, provenance: provenance)
        if let folder {
            try TextFile.write(
                ComparisonPage(comparison, provenance: provenance).html,
                to: folder.path + "/comparison.html")
            try TextFile.write(comparison.table, to: folder.path + "/comparison.csv")
            try TextFile.write(JSONText.of(document), to: folder.summary)
        }
        try terminal.json ? Printing.json(document) : print(comparison.text)
    }

    /// One for each call of the command line, then those of the files.
    private func treatments() throws -> [ComparedTreatment] {
        let own = try UserInterventions(reading: loop.define)
        let calls = try interventions.compactMap { text -> ComparedTreatment? in
            let calls = try own.expanded([text]).flatMap {
                $0.split(separator: " + ").map(String.init)
            }
            guard var scenario = try Scenario(calls: calls) else { return nil }
            // A user's own name says more than the operations behind it.
            if !loop.define.isEmpty { scenario.name = text }
            return ComparedTreatment(scenario)
        }
        return try calls
            + scenarios.flatMap { ComparedTreatment.all(of: try ScenarioFile(reading: $0)) }
    }

    private func runs() throws {
        let untreated = try RunSummary(ofRunIn: subjects[0])
        let treated = try RunSummary(ofRunIn: subjects[1])
        let files = try scenarios.map { try ScenarioFile(reading: $0) }
        var comparison = RunComparison(untreated: untreated, treated: treated)
        if let channels = ChannelComparison(untreated: untreated, treated: treated) {
            let progress = ProgressLine(quiet: terminal.quiet, verbose: terminal.verbose)
            try channels.add(to: &comparison) { progress.update($0, "qNet of CiPA's cell") }
            progress.finish()
        }
        let judged = try JudgedRuns(
            comparison, untreated: untreated, treated: treated, by: files)
        if let output {
            var page = try RunComparisonPage(
                judged.comparison, untreated: RunFiles(subjects[0]), treated: RunFiles(subjects[1]))
            page.experience = judged.sentence.map { ($0, judged.html) }
            let html = try page.html()
            let folder = try RunFolder(creating: output)
            try TextFile.write(html, to: folder.path + "/comparison.html")
            try TextFile.write(judged.comparison.table, to: folder.path + "/comparison.csv")
            try TextFile.write(JSONText.of(judged), to: folder.summary)
        }
        try terminal.json ? Printing.json(judged) : print(judged.text)
    }
}
