import CommandLineSupport
import Foundation

/// A manual page in the format of man(7).
struct ManualPage {
    /// Name of the page.
    var name: String
    /// The page.
    var text: String

    /// The page of hearttwin and those of its commands.
    static func pages(of tree: CommandTree) -> [ManualPage] {
        [ManualPage(tree)] + tree.commands.map { ManualPage($0, of: tree.commandName) }
    }

    /// The page of hearttwin itself: its commands.
    private init(_ tree: CommandTree) {
        name = tree.commandName
        text = Self.head(tree, title: tree.commandName, page: tree.commandName)
        text += ".SH SYNOPSIS\n.B \(Self.plain(tree.commandName))\n.I command\n.RI [ options ]\n"
        if let discussion = tree.discussion {
            text += ".SH DESCRIPTION\n\(Self.body(discussion))\n"
        }
        text += ".SH COMMANDS\n"
        for command in tree.commands {
            text += ".TP\n.BR \(Self.plain("\(tree.commandName)-\(command.commandName)")) (1)\n"
            text += Self.body(command.abstract ?? "") + "\n"
        }
        text += Self.tail
    }

    /// The page of a command with all commands below it.
    private init(_ command: CommandTree, of program: String) {
        name = "\(program)-\(command.commandName)"
        let title = "\(program) \(command.commandName)"
        text = Self.head(command, title: title, page: name)
        text += ".SH SYNOPSIS\n"
        let paths = command.paths([program, command.commandName])
        for (words, below) in paths where below.commands.isEmpty {
            text += Self.synopsis(words, below)
        }
        for (words, below) in paths {
            let isTop = below.commandName == command.commandName && words.count == 2
            if !isTop {
                text += ".SH \(Self.plain(words.joined(separator: " ").uppercased()))\n"
                text += Self.body(below.abstract ?? "") + "\n"
            } else {
                text += ".SH DESCRIPTION\n" + Self.body(below.abstract ?? "") + "\n"
            }
            if let discussion = below.discussion { text += ".PP\n\(Self.body(discussion))\n" }
            for argument in below.shown { text += Self.entry(argument) }
        }
        text += Self.tail
    }

    private static func head(_ command: CommandTree, title: String, page: String) -> String {
        ".TH \"\(page.uppercased())\" 1 \"\" \"hearttwin \(Version.current)\" \"hearttwin\"\n"
            + ".SH NAME\n\(plain(page)) \\- \(body(command.abstract ?? title))\n"
    }

    private static let tail = """
        .SH EXIT STATUS
        0 fine, 3 solver diverged, 4 out of tolerance, 64 usage, 65 bad data, 66 missing file, 69 missing program,
        70 a defect, 73 output cannot be made, 75 try again.
        .SH SEE ALSO
        .BR hearttwin (1)
        .PP
        For research only; not for clinical use.

        """

    private static func synopsis(_ words: [String], _ command: CommandTree) -> String {
        var line = ".B \(plain(words.joined(separator: " ")))\n"
        for argument in command.shown where argument.kind == "positional" {
            let value = plain(argument.valueName ?? "value")
            let dots = argument.isRepeating == true ? " ..." : ""
            line +=
                argument.isOptional == true
                ? ".RI [ \(value)\(dots.isEmpty ? "" : " ...") ]\n" : ".I \(value)\(dots)\n"
        }
        if command.shown.contains(where: { $0.kind != "positional" }) {
            line += ".RI [ options ]\n"
        }
        return line + ".br\n"
    }

    private static func entry(_ argument: CommandTree.Argument) -> String {
        let value = "\\fI\(plain(argument.valueName ?? "value"))\\fR"
        var title: String
        if argument.kind == "positional" {
            title = value
        } else {
            title = (argument.names ?? []).map { "\\fB\(plain($0.text))\\fR" }
                .joined(separator: ", ")
            if argument.takesValue { title += " " + value }
        }
        var text = argument.abstract ?? ""
        if let initial = argument.defaultValue, !initial.isEmpty { text += " Default: \(initial)." }
        let values = argument.allValues ?? []
        if !values.isEmpty { text += " One of \(values.joined(separator: ", "))." }
        return ".TP\n\(title)\n\(body(text))\n"
    }

    /// Text in which hyphens and backslashes are what they are, and all letters ASCII.
    private static func plain(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            case _ where scalar.isASCII: result.unicodeScalars.append(scalar)
            default:
                let code = String(scalar.value, radix: 16, uppercase: true)
                let zeros = String(repeating: "0", count: max(0, 4 - code.count))
                result += "\\[u\(zeros)\(code)]"
            }
        }
        return result
    }

    /// Lines of running text, none of which is taken for a request.
    private static func body(_ text: String) -> String {
        plain(text).split(separator: "\n", omittingEmptySubsequences: true).map { line in
            line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" + line : String(line)
        }.joined(separator: "\n.br\n")
    }
}
