import CommandLineSupport
import Foundation

/// A command with its options and subcommands, as the argument parser of each program tells them.
struct CommandTree: Decodable {
    /// An argument.
    struct Argument: Decodable {
        /// A spelling of an option.
        struct Name: Decodable {
            var kind: String
            var name: String

            /// As it is typed.
            var text: String { (kind == "long" ? "--" : "-") + name }
        }

        var kind: String
        var names: [Name]?
        var abstract: String?
        var valueName: String?
        var defaultValue: String?
        var isOptional: Bool?
        var isRepeating: Bool?
        var allValues: [String]?
        var completionKind: CompletionKind?
        var shouldDisplay: Bool

        /// How a value is completed; only lists of words matter here, files are the shell's.
        struct CompletionKind: Decodable {
            struct List: Decodable { var values: [String] }
            var list: List?
        }

        /// The values there are, where they are known.
        var values: [String] { allValues ?? completionKind?.list?.values ?? [] }

        /// True where a value follows.
        var takesValue: Bool { kind == "option" }
    }

    var commandName: String
    var abstract: String?
    var discussion: String?
    var arguments: [Argument]?
    var subcommands: [CommandTree]?
    var shouldDisplay: Bool

    /// Flags and options that are shown in the help.
    var options: [Argument] {
        (arguments ?? []).filter { $0.shouldDisplay && $0.kind != "positional" }
    }

    /// All arguments that are shown in the help.
    var shown: [Argument] { (arguments ?? []).filter(\.shouldDisplay) }

    /// Values of positional arguments, where they are known.
    var positionalValues: [String] {
        (arguments ?? []).filter { $0.kind == "positional" }.flatMap(\.values)
    }

    /// Commands below, help left out: it completes nothing.
    var commands: [CommandTree] {
        (subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" }
    }

    /// The tree of hearttwin and of all programs beside it.
    ///
    /// - Throws: ``CompletionError`` where hearttwin does not answer.
    static func whole() throws(CompletionError) -> CommandTree {
        let main = Companion.path("hearttwin")
        guard var tree = read(main) else { throw .silent(main) }
        for companion in InstalledPrograms.companions.map(\.name) + ["hearttwin-doctor"] {
            guard let other = read(Companion.path(companion)) else { continue }
            for command in other.commands { tree.take(command) }
        }
        return tree
    }

    /// What a program tells of itself.
    private static func read(_ path: String) -> CommandTree? {
        struct Document: Decodable { var command: CommandTree }
        guard FileManager.default.isExecutableFile(atPath: path),
            let data = ProgramSearch.output(of: path, ["--experimental-dump-help"])
        else { return nil }
        return try? JSONDecoder().decode(Document.self, from: data).command
    }

    /// Adds what a companion knows of a command that hearttwin has; commands of its own are not for people.
    private mutating func take(_ command: CommandTree) {
        guard let place = subcommands?.firstIndex(where: { $0.commandName == command.commandName })
        else { return }
        let known = Set(subcommands?[place].options.flatMap { $0.names ?? [] }.map(\.text) ?? [])
        let further = (command.arguments ?? []).filter { argument in
            !(argument.names ?? []).contains { known.contains($0.text) }
        }
        // What is only passed on is no argument of the command.
        let own = (subcommands?[place].arguments ?? []).filter { $0.kind != "positional" }
        subcommands?[place].arguments = own + further
        if let discussion = command.discussion { subcommands?[place].discussion = discussion }
        if let below = command.subcommands { subcommands?[place].subcommands = below }
    }

    /// Every command with the words that lead to it, outermost first.
    func paths(_ words: [String] = []) -> [(words: [String], command: CommandTree)] {
        [(words, self)] + commands.flatMap { $0.paths(words + [$0.commandName]) }
    }
}

/// Why there are no completions.
enum CompletionError: CommandError {
    /// hearttwin does not tell its commands.
    case silent(String)

    var exitCode: Int32 { CommandExit.missingProgram }

    var description: String {
        switch self {
        case .silent(let path):
            "\(path) does not tell its commands; scripts/hearttwin builds it"
        }
    }
}
