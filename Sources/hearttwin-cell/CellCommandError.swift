public import CommandLineSupport
public import MembraneModels
import Quantities

/// What can be wrong with the arguments of `hearttwin cell`.
enum CellCommandError: CommandError, Equatable {
    /// A cell type the model does not have.
    case unknownCellType(name: String, model: String, known: [String])
    /// A `--set` argument, and what is wrong with it.
    case badSetting(argument: String, problem: String)
    /// A dose that is neither a multiple of Cmax nor a concentration.
    case badDose(text: String, problem: String)
    /// A time that is none, or not positive.
    case badTime(option: String, text: String, problem: String)

    var exitCode: Int32 { CommandExit.badData }

    var description: String {
        switch self {
        case .unknownCellType(let name, let model, let known):
            "\(model) has no cell type \"\(name.printable)\""
                + Spelling.suggestion(for: name, among: known)
        case .badSetting(let argument, let problem):
            "--set \"\(argument.printable)\": \(problem)"
        case .badDose(let text, let problem):
            "--dose \"\(text.printable)\": \(problem); write '1 Cmax' or '20 nM'"
        case .badTime(let option, let text, let problem):
            "\(option) \"\(text.printable)\": \(problem)"
        }
    }
}

extension DrugError: CommandError {
    /// The documented code.
    public var exitCode: Int32 { CommandExit.badData }
}
