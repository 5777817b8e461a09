import Documents
import Quantities

/// What is wrong with a circuit's file: every problem, each with its place.
public struct CircuitFileError: Error, Equatable, CustomStringConvertible {
    /// One sentence each.
    public var problems: [String]
    /// Whether the file is not there at all.
    public var isMissing = false

    init(problems: [String]) { self.problems = problems }

    init(_ error: DocumentError) {
        problems = ["\(error)"]
        if case .unreadable = error { isMissing = true }
    }

    public var description: String { problems.joined(separator: "\n") }
}
