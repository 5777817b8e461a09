public import CommandLineSupport
public import MembraneImport
import Quantities

/// What can be wrong with a membrane model on the command line.
public enum MembraneFileError: CommandError, Equatable {
    /// A model that is not registered.
    case unknownModel(name: String, known: [String])
    /// An option that cannot be used, and why.
    case badOption(option: String, text: String, problem: String)

    /// The documented code.
    public var exitCode: Int32 { CommandExit.badData }

    public var description: String {
        switch self {
        case .unknownModel(let name, let known):
            "no membrane model \"\(name.printable)\""
                + Spelling.suggestion(for: name, among: known)
        case .badOption(let option, let text, let problem):
            "\(option) \"\(text.printable)\": \(problem)"
        }
    }
}

extension MembraneImportError: CommandError {
    /// The documented code.
    public var exitCode: Int32 {
        switch self {
        case .missing: CommandExit.missingFile
        case .cannotWrite: CommandExit.cannotCreate
        default: CommandExit.badData
        }
    }
}
