import ArgumentParser
import CommandLineSupport
import Inspection
import PatientModels
import Patients

/// `hearttwin patient set`: changes numbers and words of a patient file.
struct PatientSet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Change numbers and words of a patient file.",
        discussion: """
            NAME is a measurement ('heart_rate=70 1/min ± 2'), a parameter ('wall.passiveScaleLeft=0.7 1'), a law \
            (contraction=rdq20-mf), subject.identifier, .sex, .age, .height or .weight, or provenance.TEXT. The file is replaced in \
            one step, or not at all; what the schema does not know stays.
            """)

    @Argument(help: "The patient file.", completion: .file(extensions: ["h5"]))
    var patient: String

    @Argument(help: ArgumentHelp("What to set.", valueName: "name=value"))
    var assignments: [String]

    @Option(help: "Where the values come from; stored with them.")
    var source = "given on the command line of patient set"

    @Option(name: .shortAndLong, help: "Write another file instead of changing this one.")
    var output: String?

    func run() throws {
        var changed = try Patient(reading: patient, knowing: Patient.catalogue)
        let before = PatientEntries(changed.facts, provenance: changed.provenance)
        var values = PatientAssignments(changed, source: source)
        for assignment in assignments { try values.set(assignment) }
        values.apply(to: &changed)
        try changed.write(to: output ?? patient, knowing: Patient.catalogue)
        let after = PatientEntries(changed.facts, provenance: changed.provenance)
        for entry in after.all where entry != before[entry.name] {
            let old = before[entry.name]?.assignable ?? "(none)"
            print("\(entry.name): \(old) → \(entry.assignable)")
        }
        warn(of: changed)
    }

    /// Says what an inspection finds strange about what was set.
    private func warn(of patient: Patient) {
        let inspection = PatientInspection(
            of: patient, file: output ?? self.patient, knowing: Patient.catalogue)
        let names = assignments.compactMap { $0.split(separator: "=").first.map(String.init) }
        for warning in inspection.warnings where names.contains(where: warning.contains) {
            ProgressLine.write("hearttwin: \(warning)\n")
        }
    }
}
