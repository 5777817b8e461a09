import ArgumentParser
import PatientModels
import CommandLineSupport
import Inspection
import Patients

/// `hearttwin inspect`: what a patient file holds, what is missing, what is implausible.
struct Inspect: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what a patient file holds, what is missing and what is implausible.")

    @Argument(help: "The patient file.", completion: .file(extensions: ["h5"]))
    var patient: String

    @OptionGroup var output: OutputOptions

    func run() throws {
        let inspection = PatientInspection(
            of: try Patient(reading: patient, knowing: Patient.catalogue), file: patient,
            knowing: Patient.catalogue)
        if output.json {
            try Printing.json(inspection)
        } else {
            print(inspection.description)
        }
    }
}

/// `hearttwin schema`: the format of patient files.
struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the format of patient files, or the parameters of the models.")

    @Argument(help: "patient: the format of patient files; parameters: every parameter and law.")
    var topic = Topic.patient

    /// What can be printed.
    enum Topic: String, ExpressibleByArgument, CaseIterable { case patient, parameters }

    @Flag(help: "As one JSON object.")
    var json = false

    func run() throws {
        if topic == .parameters {
            let listing = ParameterListing()
            return try json ? Printing.json(listing) : print(listing.text)
        }
        if json {
            try Printing.json(PatientSchema.Document(knowing: Patient.catalogue))
        } else {
            print(PatientSchema.text(knowing: Patient.catalogue))
        }
    }
}
