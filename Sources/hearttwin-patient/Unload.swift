import ArgumentParser
import PatientModels
import CommandLineSupport
import Electrophysiology
import HeartModel
import Mechanics
import Patients

/// `hearttwin unload`: finds the unloaded shape of a patient's heart and keeps it in a patient file.
struct Unload: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Find the shape of a heart without pressures and keep it in a patient file.",
        discussion: """
            Runs with the same parameters then begin from it without a search; others search anew and \
            say so.
            """)

    @Argument(help: "The patient file.", completion: .file(extensions: ["h5"]))
    var patient: String

    @Option(name: .shortAndLong, help: "The patient file to write.")
    var output: String

    @OptionGroup var terminal: OutputOptions

    /// What is printed.
    private struct Outcome: Encodable {
        var output: String
        var numbers: [Number]

        struct Number: Encodable {
            var identifier: String
            var name: String
            var value: Double
            var unit: String
        }
    }

    func run() throws {
        var patient = try Patient(reading: self.patient, knowing: Patient.catalogue)
        let progress = terminal.progress()
        let model = try HeartBuilder(
            anatomy: try patient.heartAnatomy(),
            parameters: try patient.heartParameters(choices: ["reference": "unloaded"]),
            activation: ActivationProtocols.normal
        ) { stage, share in
            progress.update(share, stage)
            progress.note(stage)
        }.build()
        progress.finish()
        let pressures = model.endDiastole.wall.pressures
        patient.referenceState = ReferenceState(
            points: model.wall.reference.points, residualStretch: model.wall.reference.stretch,
            imagedPressures: (left: pressures[0], right: pressures[1]),
            provenance: "hearttwin \(Version.current) unload: prestress of the image in "
                + "\(model.imaged.steps) steps, then without pressures")
        try patient.write(to: output, knowing: Patient.catalogue)
        let outcome = Outcome(
            output: output,
            numbers: try UnloadedShape(model).metrics.map {
                Outcome.Number(
                    identifier: $0.identifier, name: $0.name, value: $0.value, unit: $0.unit)
            })
        if terminal.json { return try Printing.json(outcome) }
        for number in outcome.numbers {
            print("\(number.name): \(Printing.number(number.value)) \(number.unit)")
        }
    }
}
