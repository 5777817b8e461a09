/// One statement of a text format: what stands between line ends outside of parentheses.
struct LogicalLine {
    /// The text without comments, line ends inside it kept.
    var text: String
    /// Number of its first line, from 1.
    var line: Int
    /// Number of characters of white space before it.
    var indent: Int

    /// Cuts a text into statements; empty ones are left out.
    ///
    /// - Parameter blockText: whether `"""` opens a text over several lines.
    static func split(_ text: String, blockText: Bool) -> [LogicalLine] {
        var result: [LogicalLine] = []
        var open: LogicalLine?
        var depth = 0
        var inBlock = false
        let lines = text.replacing("\r\n", with: "\n").split(
            separator: "\n", omittingEmptySubsequences: false)
        for (number, raw) in lines.enumerated() {
            let isContinued = open != nil
            var kept = ""
            var quote: Character?
            // What follows a colon in Myokit is for people.
            var isProse = false
            var previous: Character = "\n"
            var index = raw.startIndex
            scan: while index < raw.endIndex {
                let character = raw[index]
                if blockText, raw[index...].hasPrefix("\"\"\"") {
                    inBlock.toggle()
                    kept += "\""
                    index = raw.index(index, offsetBy: 3)
                    continue
                }
                if !inBlock {
                    if let mark = quote {
                        if character == mark { quote = nil }
                    } else if character == "#" {
                        break scan
                    } else if (character == "\"" && !isProse) || (!blockText && character == "'") {
                        quote = character
                    } else if character == ":", blockText {
                        isProse = true
                    } else if character == "(", !isProse {
                        depth += 1
                    } else if character == ")", !isProse {
                        depth -= 1
                    }
                } else if character == "\"" {
                    index = raw.index(after: index)
                    continue
                }
                kept.append(character)
                previous = character
                index = raw.index(after: index)
            }
            let isOpen = inBlock || depth > 0 || previous == "\\"
            if isContinued {
                open?.text += "\n" + kept
            } else {
                open = LogicalLine(
                    text: kept, line: number + 1,
                    indent: raw.prefix { $0 == " " || $0 == "\t" }.count)
            }
            if !isOpen, let done = open {
                if !done.text.trimmed.isEmpty { result.append(done) }
                open = nil
                depth = 0
            }
        }
        if let done = open, !done.text.trimmed.isEmpty { result.append(done) }
        return result
    }
}
