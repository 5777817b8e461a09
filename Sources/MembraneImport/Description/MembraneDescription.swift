/// A membrane model as a file describes it: variables with formulas and units, in the file's own units.
public struct MembraneDescription: Sendable {
    /// How a variable gets its value.
    public enum Role: Sendable {
        /// By an equation or a number.
        case equation(Formula)
        /// By its time derivative, from an initial value on.
        case state(initial: Formula, rate: Formula)
        /// The time.
        case time
        /// A pacing signal that a simulator sets; zero between stimuli.
        case pace
    }

    /// One variable.
    public struct Variable: Sendable {
        /// Unique name: `component.variable` in formats with components.
        public var name: String
        /// Unit, where the file gives one.
        public var unit: ModelUnit?
        /// Value.
        public var role: Role
        /// Line of the definition, from 1.
        public var line: Int
        /// What the file calls the variable's meaning: labels, metadata identifiers.
        public var labels: [String] = []
        /// One line for people, may be empty.
        public var summary = ""

        /// The last part of the name.
        public var shortName: String {
            String(
                name[name.index(name.startIndex, offsetBy: 0)...].split(separator: ".").last ?? "")
        }
    }

    /// A pulse of the pacing signal.
    public struct Pulse: Sendable {
        /// Value of the signal.
        public var level: Double
        /// Duration in the time unit of the model.
        public var duration: Double
    }

    /// Name of the file, for messages.
    public var file: String
    /// Name of the model.
    public var name: String
    /// Format of the file.
    public var format: MembraneFormat
    /// All variables in the order of the file.
    public var variables: [Variable]
    /// The first pulse of the file's protocol, where it has one.
    public var pulse: Pulse?

    /// Position of each variable by name.
    func index() throws(MembraneImportError) -> [String: Int] {
        var result: [String: Int] = [:]
        for (k, variable) in variables.enumerated() {
            if let first = result[variable.name] {
                throw .duplicate(
                    name: variable.name, file: file, line: variable.line,
                    first: variables[first].line)
            }
            result[variable.name] = k
        }
        return result
    }
}

/// A file format of membrane models.
public enum MembraneFormat: String, Sendable, CaseIterable {
    case myokit = "Myokit"
    case cellml = "CellML"
    case gotran = "gotran"

    /// By the ending of a file's name.
    public init?(path: String) {
        let lower = path.lowercased()
        if lower.hasSuffix(".mmt") {
            self = .myokit
        } else if lower.hasSuffix(".cellml") {
            self = .cellml
        } else if lower.hasSuffix(".ode") {
            self = .gotran
        } else {
            return nil
        }
    }
}
