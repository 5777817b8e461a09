import CommandLineSupport
import Documents

/// A text file of a run that cannot be used, with its exit code.
struct LiveFileError: CommandError {
    let description: String
    let exitCode: Int32

    /// Reads something, and gives errors of documents their code.
    static func reading<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as DocumentError {
            if case .unreadable = error {
                throw Self(description: error.description, exitCode: CommandExit.missingFile)
            }
            throw Self(description: error.description, exitCode: CommandExit.badData)
        }
    }
}
