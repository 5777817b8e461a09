import ArgumentParser
import Batch
import Cohorts
import CommandLineSupport
import Foundation
import PatientModels
import Patients
import Storage

/// `hearttwin cohort generate`.
struct CohortGenerate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Draw virtual patients and write them as a table for hearttwin batch.",
        discussion: """
            The closed loop of each is found from numbers drawn for it; implausible ones are turned away and \
            counted. The same seed gives the same bits whatever the number of threads, and the n-th patient is the same \
            whatever the number of patients.
            """)

    @Option(help: "The kind; hearttwin cohort list shows them. May be given several times.")
    var kind: [String]

    @Option(name: .shortAndLong, help: "How many of each kind.")
    var count = 100

    @Option(help: "Seed of the random numbers.")
    var seed: UInt64 = 1

    @Option(
        help: ArgumentHelp(
            "Ages to draw from, in years, such as 60:69; those of the kind where not given.",
            valueName: "from:to"))
    var age: String?

    @Option(name: .shortAndLong, help: "The table to write (CSV).")
    var output = "cohort.csv"

    @Option(help: "A page about the distributions to write as well (HTML); with one kind.")
    var report: String?

    @Option(
        help: "A folder for patient files as well, one for each, on the anatomy of --anatomy.",
        completion: .directory)
    var patients: String?

    @Option(
        help: "The patient file whose anatomy the files get.", completion: .file(extensions: ["h5"])
    )
    var anatomy: String?

    @OptionGroup var terminal: OutputOptions

    func validate() throws {
        guard !kind.isEmpty else {
            throw ValidationError("Missing --kind; see hearttwin cohort list.")
        }
        guard Set(kind).count == kind.count else {
            throw ValidationError("--kind: one is given twice.")
        }
        guard (1...1_000_000).contains(count) else {
            throw ValidationError("--count \(count): 1 to 1000000.")
        }
        guard (patients == nil) == (anatomy == nil) else {
            throw ValidationError("--patients and --anatomy need each other.")
        }
        guard report == nil || kind.count == 1 else {
            throw ValidationError("--report is about one kind.")
        }
        _ = try ages()
    }

    private func ages() throws -> ClosedRange<Double>? {
        guard let age else { return nil }
        let ends = age.split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
        guard ends.count == 2, let low = ends[0], let high = ends[1], low <= high, low.isFinite,
            high.isFinite
        else { throw ValidationError("--age \(age): two ages such as 60:69.") }
        return low...high
    }

    /// What `--json` prints.
    private struct Document: Encodable {
        var output: String
        var cohorts: [CohortReport]
    }

    func run() throws {
        let populations = try kind.map { try Populations.named($0) }
        let heart = try anatomy.map { try Patient(reading: $0, knowing: Patient.catalogue) }
        let ages = try ages()
        let line = terminal.progress()
        let cohorts = try populations.enumerated().map { place, population in
            try Cohort(of: population, count: count, seed: seed, ages: ages) { found in
                let share = Double(place) + Double(found) / Double(count)
                line.update(
                    share / Double(populations.count), "\(found) of \(population.identifier)")
            }
        }
        line.finish()
        try TextFile.write(CohortTable.text(of: cohorts), to: output)
        if let patients, let heart {
            for cohort in cohorts { try write(cohort, on: heart, to: patients) }
        }
        let reports = cohorts.map { CohortReport($0) }
        if let path = report {
            try TextFile.write(CohortPage(cohorts[0], reports[0]).html, to: path)
        }
        if terminal.json {
            return try Printing.json(Document(output: output, cohorts: reports))
        }
        print(reports.map(\.text).joined(separator: "\n\n"))
        if !terminal.quiet { print("\nwritten to \(output)") }
    }

    private func write(_ cohort: Cohort, on heart: Patient, to folder: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw BatchError.unwritable(file: folder, reason: error.localizedDescription)
        }
        let table = CohortTable(cohort)
        for virtual in cohort.patients {
            let path = (folder as NSString).appendingPathComponent(
                table.identifier(of: virtual) + ".h5")
            try heart.becoming(virtual, of: cohort, program: "hearttwin \(Version.current)")
                .write(to: path, knowing: Patient.catalogue)
        }
    }
}
