import ArgumentParser
import CommandLineSupport

/// A command that a program beside hearttwin carries out; its type is named like the command
/// where the configuration does not say otherwise.
protocol CompanionCommand: ParsableCommand {
    /// The program.
    static var companion: Companion { get }
    /// Everything after the command's name.
    var arguments: [String] { get }
}

extension CompanionCommand {
    func run() throws {
        try Self.companion.become(
            Self.configuration.commandName ?? "\(Self.self)".lowercased(), arguments)
    }
}

/// `hearttwin calibrate`.
struct Calibrate: CompanionCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fit the closed loop to a patient's measurements, and say what they do not tell.")
    static let companion = Companion("hearttwin-calibrate")

    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `hearttwin batch`.
struct Batch: CompanionCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compute cohorts: patients, what is done to them, what is varied.")
    static let companion = Companion("hearttwin-batch")

    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `hearttwin cohort`.
struct Cohort: CompanionCommand {
    static let configuration = CommandConfiguration(
        abstract: "Draw virtual patients whose numbers are distributed as published.")
    static let companion = Companion("hearttwin-batch")

    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `hearttwin reduce`.
struct Reduce: CompanionCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a model of a patient's heart in few coordinates, of its own beats.")
    static let companion = Companion("hearttwin-reduce")

    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `hearttwin tune-cv`.
struct TuneCV: CompanionCommand {
    static let configuration = CommandConfiguration(
        commandName: "tune-cv",
        abstract: "Find conductivities for conduction velocities on a mesh size.")
    static let companion = Companion("hearttwin-tissue")

    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `hearttwin live`.
struct Live: CompanionCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run a heart that follows events, forecasts and answers what-ifs.")
    static let companion = Companion("hearttwin-live")

    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `hearttwin replay`.
struct Replay: CompanionCommand {
    static let configuration = CommandConfiguration(
        abstract: "Do a live run again from its journal, and check that every bit is the same.")
    static let companion = Live.companion

    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []

    func run() throws { try Self.companion.become("live", ["replay"] + arguments) }
}

/// The program of the commands that make and examine patient files.
private let patientFiles = Companion("hearttwin-patient")

/// The program of treatments of the closed loop.
private let treatments = Companion("hearttwin-loop")

/// `hearttwin compare`.
struct Compare: CompanionCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compare treatments of a patient, or two finished runs.")
    static let companion = treatments

    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `hearttwin sensitivity`.
struct Sensitivity: CompanionCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what a patient's numbers, or a treatment's effects, depend on.")
    static let companion = treatments

    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `hearttwin optimize`.
struct Optimize: CompanionCommand {
    static let configuration = CommandConfiguration(
        abstract: "Search a treatment's arguments for an aim, within constraints.")
    static let companion = treatments

    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `hearttwin fmu`.
struct FMU: CompanionCommand {
    static let configuration = CommandConfiguration(
        abstract: "Pack a patient's closed loop as a functional mock-up unit (FMI 3.0).")
    static let companion = treatments

    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `hearttwin validate`.
struct Validate: CompanionCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run a published benchmark, or a suite of reference data, and judge every number."
    )
    static let companion = Companion("hearttwin-validate")

    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `hearttwin credibility`.
struct Credibility: CompanionCommand {
    static let configuration = CommandConfiguration(
        abstract: "Report what stored validations say about the credibility of the model for a use."
    )
    static let companion = Companion("hearttwin-validate")

    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `hearttwin cell`.
struct Cell: CompanionCommand {
    static let configuration = CommandConfiguration(
        abstract: "Pace single cells, with drugs and other ions.")
    static let companion = Companion("hearttwin-cell")

    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `hearttwin circuit`.
struct Circuit: CompanionCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check, show and run circulations written as TOML files.")
    static let companion = Companion("hearttwin-circuit")

    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `hearttwin plot`.
struct Plot: CompanionCommand {
    static let configuration = CommandConfiguration(
        abstract: "Draw a picture of a finished run, for print or slides.")
    static let companion = Companion("hearttwin-plot")

    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `hearttwin report`.
struct Report: CompanionCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make the page of a finished run anew from its files.")
    static let companion = Companion("hearttwin-plot")

    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `hearttwin doctor`.
struct Doctor: CompanionCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what is installed here, what is missing, and what is slow and why.")
    static let companion = Companion("hearttwin-doctor")

    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `hearttwin completions`.
struct Completions: CompanionCommand {
    static let configuration = CommandConfiguration(abstract: "Print completions for a shell.")
    static let companion = Companion("hearttwin-doctor")

    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `hearttwin man`.
struct Manual: CompanionCommand {
    static let configuration = CommandConfiguration(
        commandName: "man", abstract: "Write the manual pages into a folder.")
    static let companion = Companion("hearttwin-doctor")

    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `hearttwin init`.
struct Initialise: CompanionCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make a folder with files to start from.")
    static let companion = Companion("hearttwin-doctor")

    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `hearttwin bundle`.
struct Bundle: CompanionCommand {
    static let configuration = CommandConfiguration(
        commandName: "bundle",
        abstract: "Keep a computation as one file that can be computed again.")
    static let companion = Companion("hearttwin-doctor")

    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `hearttwin mesh`.
struct Mesh: CompanionCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make and examine meshes of ventricles.")
    static let companion = Companion("hearttwin-mesh")

    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `hearttwin patient`.
struct PatientCommand: CompanionCommand {
    static let configuration = CommandConfiguration(
        commandName: "patient", abstract: "Make and edit patient files.")
    static let companion = patientFiles

    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `hearttwin inspect`.
struct Inspect: CompanionCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what a patient file holds, what is missing and what is implausible.")
    static let companion = patientFiles

    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `hearttwin schema`.
struct Schema: CompanionCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Print the format of patient files; with parameters every parameter and law of the models; with scenario, goal or intervention the format of those files, with event that of live events."
    )
    static let companion = patientFiles

    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []

    func run() throws {
        if arguments.first == "event" {
            try Live.companion.become("live", ["schema"] + arguments.dropFirst())
        }
        let isOfTreatments = ["scenario", "goal", "intervention"].contains(arguments.first)
        let program = isOfTreatments ? treatments : Self.companion
        try program.become("schema", arguments)
    }
}

/// `hearttwin unload`.
struct Unload: CompanionCommand {
    static let configuration = CommandConfiguration(
        abstract: "Find the shape of a heart without pressures and keep it in a patient file.")
    static let companion = patientFiles

    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}
