/// Completion of the command line for fish, with a description of everything.
struct FishCompletion {
    private let tree: CommandTree

    init(_ tree: CommandTree) { self.tree = tree }

    /// The script.
    var text: String {
        let paths = tree.paths()
        let known = paths.dropFirst().map { Self.quoted(Self.key($0.words)) }
        var lines = [
            "# Completion for hearttwin \(Completions.version): save in ~/.config/fish/completions/hearttwin.fish.",
            "set -g __hearttwin_paths \(known.joined(separator: " "))",
            """
            function __hearttwin_at
                set -l words (commandline -opc)
                set -l path ''
                for word in $words[2..]
                    if contains -- "$path $word" $__hearttwin_paths
                        set path "$path $word"
                    end
                end
                test "$path" = "$argv[1]"
            end
            """,
        ]
        for (words, command) in paths {
            let condition =
                "complete -c hearttwin -n " + Self.quoted("__hearttwin_at '\(Self.key(words))'")
            for next in command.commands {
                lines.append(
                    "\(condition) -f -a \(next.commandName) -d \(Self.quoted(next.abstract ?? ""))")
            }
            if !command.positionalValues.isEmpty {
                lines.append(
                    "\(condition) -a \(Self.quoted(command.positionalValues.joined(separator: " ")))"
                )
            }
            lines += command.options.map { condition + Self.option($0) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func option(_ option: CommandTree.Argument) -> String {
        var words = ""
        for name in option.names ?? [] {
            words += (name.kind == "long" ? " -l " : " -s ") + name.name
        }
        if option.takesValue {
            words += " -r"
            if !option.values.isEmpty {
                words += " -f -a " + quoted(option.values.joined(separator: " "))
            }
        }
        return words + " -d " + quoted(option.abstract ?? "")
    }

    private static func key(_ words: [String]) -> String { words.map { " \($0)" }.joined() }

    private static func quoted(_ text: String) -> String {
        "\""
            + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing(
                "$", with: "\\$")
            + "\""
    }
}
