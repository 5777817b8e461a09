import Quantities

/// What can be wrong with a suite beside its numbers.
public enum SuiteError: Error, Equatable, CustomStringConvertible {
    /// No suite of this name is shipped, and no file.
    case unknownSuite(name: String, known: [String])
    /// Everything that is wrong with a suite's file, one sentence each.
    case unusable(file: String, problems: [String])
    /// A folder of stored results that cannot be used.
    case unusableResults(path: String, reason: String)
    /// A run that cannot stand in for a patient's measurements.
    case unusableRun(folder: String, reason: String)
    /// A file that is not there.
    case missingFile(path: String)

    public var description: String {
        switch self {
        case .unknownSuite(let name, let known):
            "there is no suite \"\(name.printable)\" and no such file"
                + Spelling.suggestion(for: name, among: known)
        case .unusable(let file, let problems):
            problems.count == 1
                ? problems[0]
                : "\(file) has \(problems.count) problems:\n"
                    + problems.map { "  " + $0 }.joined(separator: "\n")
        case .unusableResults(let path, let reason), .unusableRun(let path, let reason):
            "\(path): \(reason)"
        case .missingFile(let path):
            "\(path): no such file"
        }
    }
}
