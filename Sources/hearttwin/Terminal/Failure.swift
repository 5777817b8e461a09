import Foundation

/// Turns errors of the modules into one clear sentence and the documented exit code.
enum Failure {
    /// The exit code of a module's error; nil for errors of the command line itself.
    static func exitCode(of error: any Error) -> Int32? {
        nil
    }

    /// Writes the sentence and ends the process.
    static func report(_ error: any Error) -> Never {
        ProgressLine.write("hearttwin: \(error)\n")
        exit(exitCode(of: error) ?? CommandExit.internalError)
    }
}
