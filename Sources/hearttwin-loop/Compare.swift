import ArgumentParser
import Batch
import CommandLineSupport
import Comparisons
import Electrophysiology
import Foundation
import HeartModel
import LoopLevel
import PatientModels
import Patients
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
            interventions. --level heart does so with runs of the three-dimensional heart, which it keeps in a \
            batch and goes on with where it was stopped; with the folder of such a batch they are compared again. \
            With two results folders, the second run is compared with the first; -o writes a \
            page with both hearts beating side by side, and --scenario says what is expected of the second.
            """)

    @Argument(
        help:
            "A patient file; the folder of a batch of its hearts; or the results folders of an untreated and a treated run."
    )
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

    @Option(
        help:
            "loop: the closed loop, in milliseconds; heart: runs of the three-dimensional heart, two for the best heart and two for each of --ensemble."
    )
    var level: Level = .loop

    /// Levels of detail.
    enum Level: String, ExpressibleByArgument, CaseIterable { case loop, heart }

    @OptionGroup var loop: LoopOptions

    @Option(help: "Level heart: most beats of a run; 20 unless given.")
    var maximumBeats: Int?

    @Option(
        name: .shortAndLong,
        help: "Level heart: runs at a time; one for every processor unless given.")
    var jobs: Int?

    @Option(
        name: .shortAndLong,
        help:
            "Folder for comparison.html, comparison.csv and summary.json; on level heart for the runs, too."
    )
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
        guard !isBatch || (interventions + overrides).isEmpty && level == .loop && !loop.isGiven
        else {
            throw ValidationError(
                "\(subjects[0]) holds runs with their treatments; only --scenario, for what is expected, and "
                    + "--output go with it.")
        }
        guard level == .heart || (maximumBeats == nil && jobs == nil) else {
            throw ValidationError("--maximum-beats and --jobs are of --level heart.")
        }
        guard level == .loop || (subjects.count == 1 && !loop.isMoreThanEnsemble) else {
            throw ValidationError(
                "--level heart runs one patient's hearts, and knows neither --baroreflex, --define, --duration nor "
                    + "--ventricles.")
        }
        guard subjects.count == 2 || isBatch || !(interventions + scenarios).isEmpty else {
            throw ValidationError(
                "Nothing to compare \(subjects[0]) with: add --intervention or --scenario, or the folder "
                    + "of a second run.")
        }
    }

    func run() throws {
        guard subjects.count == 1 else { return try runs() }
        guard level == .loop, !isBatch else { return try hearts() }
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
        let judged = try CompareRuns(
            untreated: subjects[0], treated: subjects[1],
            scenarios: try scenarios.map { try ScenarioFile(reading: $0) },
            progress: terminal.progress()
        ).judged(output: output)
        try terminal.json ? Printing.json(judged) : print(judged.text)
    }

    /// Runs of the three-dimensional heart in a batch: those of an earlier command, or those that are wanted.
    private func hearts() throws {
        let files = try scenarios.map { try ScenarioFile(reading: $0) }
        var output = output
        let batch: BatchFolder
        if isBatch {
            batch = BatchFolder(subjects[0])
        } else {
            let folder = output ?? HeartBatch.standardFolder(for: subjects[0])
            output = folder
            batch = try HeartBatch(
                patient: subjects[0], treatments: try treatments().map(\.scenario),
                overrides: overrides, activation: activation, hearts: loop.ensemble,
                maximumBeats: maximumBeats, jobs: jobs, quiet: terminal.quiet
            ).run(in: folder)
        }
        let compared = try CompareHearts(
            runs: HeartRuns(reading: batch), scenarios: files, progress: terminal.progress()
        ).treatments(output: output)
        try terminal.json ? Printing.json(compared) : print(compared.text)
    }

    private var isBatch: Bool {
        subjects.count == 1
            && FileManager.default.fileExists(atPath: BatchFolder(subjects[0]).plan)
    }
}
