import Quantities

/// What can be wrong with a membrane model that is read from a file.
public enum MembraneImportError: Error, Equatable, CustomStringConvertible {
    /// A file of another kind.
    case unknownFormat(file: String)
    /// A file that does not exist.
    case missing(file: String)
    /// A cache folder that cannot be written.
    case cannotWrite(path: String, reason: String)
    /// A file that cannot be read.
    case unreadable(file: String, reason: String)
    /// Text that does not follow the format.
    case syntax(file: String, line: Int, problem: String)
    /// A name that the file does not define.
    case unknownName(name: String, file: String, line: Int, known: [String])
    /// A name that is defined twice.
    case duplicate(name: String, file: String, line: Int, first: Int)
    /// Variables that need each other.
    case cycle(names: [String], file: String, line: Int)
    /// Something the format allows and this reader does not.
    case unsupported(what: String, file: String, line: Int, instead: String)
    /// Units that do not fit, one text each.
    case units(file: String, problems: [UnitProblem])
    /// No state is known to be the voltage.
    case noVoltage(file: String, states: [String])
    /// A variable chosen on the command line that does not serve.
    case badChoice(option: String, name: String, file: String, problem: String)
    /// A stimulus that does not act on the voltage in a fixed proportion.
    case badStimulus(name: String, file: String, problem: String)
    /// An equation that needs the time.
    case timeDependent(name: String, file: String, line: Int)
    /// A value that is not finite at the initial state.
    case notFinite(name: String, value: Double, file: String, line: Int)
    /// A compiler that refuses the generated code.
    case compiler(program: String, output: String)

    /// A place where units do not fit.
    public struct UnitProblem: Sendable, Equatable, CustomStringConvertible {
        /// The variable whose equation is meant.
        public var variable: String
        /// Its line.
        public var line: Int
        /// What does not fit.
        public var problem: String

        public var description: String { "line \(line), \(variable.printable): \(problem)" }
    }

    public var description: String {
        switch self {
        case .unknownFormat(let file):
            "\(file.printable): membrane models are read from .mmt (Myokit), .cellml and .ode (gotran)"
        case .missing(let file): "\(file.printable): no such file"
        case .cannotWrite(let path, let reason):
            "\(path.printable) cannot be written (\(reason.printable)); set HEARTTWIN_CACHE to a folder "
                + "for compiled membrane models"
        case .unreadable(let file, let reason): "\(file.printable): \(reason)"
        case .syntax(let file, let line, let problem):
            "\(Self.place(file, line)): \(problem.printable)"
        case .unknownName(let name, let file, let line, let known):
            "\(Self.place(file, line)): \"\(name.printable)\" is not defined"
                + Spelling.suggestion(for: name, among: known)
        case .duplicate(let name, let file, let line, let first):
            "\(Self.place(file, line)): \"\(name.printable)\" is already defined in line \(first)"
        case .cycle(let names, let file, let line):
            "\(Self.place(file, line)): these variables need each other: "
                + names.map(\.printable).joined(separator: " → ")
        case .unsupported(let what, let file, let line, let instead):
            "\(Self.place(file, line)): \(what.printable) cannot be imported; \(instead.printable)"
        case .units(let file, let problems):
            "\(file.printable): units do not fit in \(problems.count) "
                + "equation\(problems.count == 1 ? "" : "s"):\n"
                + problems.prefix(20).map { "  \($0)" }.joined(separator: "\n")
                + (problems.count > 20 ? "\n  …" : "")
                + "\ncorrect them, or accept the numbers as they stand with --units ignore"
        case .noVoltage(let file, let states):
            "\(file.printable): no state is known to be the transmembrane voltage; name it with "
                + "--voltage, or label it membrane_potential. States: "
                + states.map(\.printable).joined(separator: ", ")
        case .badChoice(let option, let name, let file, let problem):
            "\(option) \"\(name.printable)\": \(problem) in \(file.printable)"
        case .badStimulus(let name, let file, let problem):
            "\(file.printable): the stimulus \(name.printable) \(problem); name the right variable "
                + "with --stimulus"
        case .timeDependent(let name, let file, let line):
            "\(Self.place(file, line)): \(name.printable) depends on the time; only the stimulus may, "
                + "and it is named with --stimulus"
        case .notFinite(let name, let value, let file, let line):
            "\(Self.place(file, line)): \(name.printable) is \(value) at the initial state; where a "
                + "quotient is 0/0 there, write its limit with a condition"
        case .compiler(let program, let output):
            "\(program.printable) refused the code generated for the model: \(output.printable)"
        }
    }

    private static func place(_ file: String, _ line: Int) -> String {
        "\(file.printable), line \(line)"
    }
}
