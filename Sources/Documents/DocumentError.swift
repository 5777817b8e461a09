import Quantities

/// What can be wrong with a text file that a person wrote.
public enum DocumentError: Error, Equatable {
    /// The file is not there or may not be read.
    case unreadable(file: String)
    /// Not UTF-8 text.
    case notText(file: String)
    /// The text is no TOML.
    case notTOML(file: String, line: Int, column: Int, reason: String)
    /// A key that nothing reads.
    case unknownKey(place: String, key: String, known: [String])
    /// A key with a value that cannot be used, or that is missing.
    case badKey(place: String, key: String, reason: String)
    /// A line of a table that cannot be read.
    case badLine(file: String, line: Int, reason: String)
    /// A column that is not there.
    case missingColumn(file: String, column: String, known: [String])

    /// The documented exit code of the command line.
    public var exitCode: Int32 {
        if case .unreadable = self { 66 } else { 65 }
    }
}

extension DocumentError: CustomStringConvertible {
    /// One sentence: where, what, what is allowed.
    public var description: String {
        switch self {
        case .unreadable(let file):
            "\(file): no such file, or it may not be read"
        case .notText(let file):
            "\(file): not a text file in UTF-8"
        case .notTOML(let file, let line, let column, let reason):
            "\(file):\(line):\(column): \(reason)"
        case .unknownKey(let place, let key, let known):
            "\(place): nothing is called \"\(key.printable)\""
                + Spelling.suggestion(for: key, among: known)
        case .badKey(let place, let key, let reason):
            "\(place): \(key.printable) \(reason)"
        case .badLine(let file, let line, let reason):
            "\(file):\(line): \(reason)"
        case .missingColumn(let file, let column, let known):
            "\(file): no column \"\(column.printable)\""
                + Spelling.suggestion(for: column, among: known)
        }
    }
}
