/// Completion of the command line for bash, and by its emulation for zsh.
struct BashCompletion {
    private let tree: CommandTree

    init(_ tree: CommandTree) { self.tree = tree }

    /// The script.
    var text: String {
        let paths = tree.paths()
        let known = paths.dropFirst().map { "\"\(Self.key($0.words))\"" }.joined(separator: "|")
        let values = paths.flatMap { words, command in
            command.options.filter(\.takesValue).flatMap { option in
                (option.names ?? []).map { name in
                    "    \"\(Self.key(words + [name.text]))\") words='\(Self.list(option.values))'; "
                        + "kind=value ;;"
                }
            }
        }
        let commands = paths.map { words, command in
            let next = command.commands.map(\.commandName) + command.positionalValues
            let flags = command.options.flatMap { $0.names ?? [] }.map(\.text)
            return
                "    \"\(Self.key(words))\") words='\(Self.list(next))'; flags='\(Self.list(flags))' ;;"
        }
        return """
            # Completion for hearttwin \(version): source this file.
            _hearttwin() {
                local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
                local path='' words='' flags='' kind=word index
                for ((index = 1; index < COMP_CWORD; index++)); do
                    case "$path ${COMP_WORDS[index]}" in
                        \(known)) path="$path ${COMP_WORDS[index]}" ;;
                    esac
                done
                case "$path $previous" in
            \(values.joined(separator: "\n"))
                esac
                if [[ $kind = word ]]; then
                    case "$path" in
            \(commands.joined(separator: "\n"))
                    esac
                    if [[ $current = -* ]]; then words=$flags; fi
                fi
                COMPREPLY=($(compgen -W "$words" -- "$current"))
            }
            complete -o default -F _hearttwin hearttwin scripts/hearttwin

            """
    }

    /// The same for zsh.
    var zsh: String { "autoload -U +X bashcompinit && bashcompinit\n" + text }

    private var version: String { Completions.version }

    /// The words of a command, each after a space, as the script collects them.
    private static func key(_ words: [String]) -> String { words.map { " \($0)" }.joined() }

    /// Words without what a shell would read as its own.
    private static func list(_ words: [String]) -> String {
        words.filter { !$0.contains { "'\"\\$` ".contains($0) } }.joined(separator: " ")
    }
}
