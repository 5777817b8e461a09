import ArgumentParser
import Foundation

/// Options every command shares: results on standard output, everything else on standard error.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print one JSON object on standard output at the end.")
    var json = false

    @Flag(name: .shortAndLong, help: "No progress, no notes.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Notes about every stage and beat as well.")
    var verbose = false

    func validate() throws {
        guard !quiet || !verbose else {
            throw ValidationError("--quiet and --verbose exclude each other.")
        }
    }

    /// The progress line these options ask for.
    func progress() -> ProgressLine { ProgressLine(quiet: quiet, verbose: verbose) }
}

/// Where the shipped `meshes/` and `patients/` are.
enum DataDirectory {
    /// `HEARTTWIN_DATA`, else the current folder.
    static var standard: String {
        ProcessInfo.processInfo.environment["HEARTTWIN_DATA"] ?? "."
    }
}

/// Where reference data are that the repository does not hold.
enum ReferenceDirectory {
    /// `HEARTTWIN_REFERENCE_DIR`, else a folder of that name where the command runs.
    static var standard: String {
        ProcessInfo.processInfo.environment["HEARTTWIN_REFERENCE_DIR"] ?? "reference"
    }
}

/// The documented exit codes.
enum CommandExit {
    /// The solver diverged.
    static let diverged: Int32 = 3
    /// A number is out of its tolerance.
    static let outOfTolerance: Int32 = 4
    /// The command line is wrong.
    static let usage: Int32 = 64
    /// The input data are wrong.
    static let badData: Int32 = 65
    /// An input file is missing.
    static let missingFile: Int32 = 66
    /// A program that hearttwin needs is missing.
    static let missingProgram: Int32 = 69
    /// A defect of hearttwin.
    static let internalError: Int32 = 70
    /// The output cannot be created.
    static let cannotCreate: Int32 = 73
    /// Try again: interrupted with a checkpoint, or a resource was short.
    static let retry: Int32 = 75
}
