/// Splits a delimited text into lines of cells.
struct DelimitedReader {
    private let text: Substring.UnicodeScalarView
    private var place: Substring.UnicodeScalarView.Index
    private var line = 1
    private let separator: Unicode.Scalar
    private let file: String

    init(_ text: String, file: String) {
        // A byte-order mark of a spreadsheet is no part of the first name.
        let scalars = Substring(text).unicodeScalars
        self.text = scalars.first == "\u{FEFF}" ? scalars.dropFirst() : scalars
        self.file = file
        place = self.text.startIndex
        separator = Self.separator(of: self.text, file: file)
    }

    /// Tabs where the name says so, else what the first line of the table has most of.
    private static func separator(
        of text: Substring.UnicodeScalarView, file: String
    ) -> Unicode.Scalar {
        if file.hasSuffix(".tsv") { return "\t" }
        let head = text.split { $0 == "\n" || $0 == "\r" }.first { $0.first != "#" }
        let choices: [Unicode.Scalar] = [",", "\t", ";"]
        return choices.max { first, second in
            (head?.count { $0 == first } ?? 0) < (head?.count { $0 == second } ?? 0)
        } ?? ","
    }

    /// The next line with cells, nil at the end.
    mutating func next() throws(DocumentError) -> DelimitedTable.Row? {
        while place < text.endIndex {
            let start = line
            if text[place] == "#" {
                skipLine()
                continue
            }
            let cells = try cells()
            if cells.count > 1 || cells[0] != "" { return .init(line: start, cells: cells) }
        }
        return nil
    }

    private mutating func skipLine() {
        while place < text.endIndex, !["\r", "\n"].contains(text[place]) {
            text.formIndex(after: &place)
        }
        endLine()
    }

    private mutating func endLine() {
        guard place < text.endIndex else { return }
        if text[place] == "\r" { text.formIndex(after: &place) }
        if place < text.endIndex, text[place] == "\n" { text.formIndex(after: &place) }
        line += 1
    }

    private mutating func cells() throws(DocumentError) -> [String] {
        var cells: [String] = []
        while true {
            cells.append(try cell())
            guard place < text.endIndex, text[place] == separator else { break }
            text.formIndex(after: &place)
        }
        endLine()
        return cells
    }

    private mutating func cell() throws(DocumentError) -> String {
        guard place < text.endIndex, text[place] == "\"" else { return plainCell() }
        let start = line
        var cell = String.UnicodeScalarView()
        text.formIndex(after: &place)
        while place < text.endIndex {
            let scalar = text[place]
            text.formIndex(after: &place)
            if scalar == "\n" { line += 1 }
            guard scalar == "\"" else {
                cell.append(scalar)
                continue
            }
            guard place < text.endIndex, text[place] == "\"" else {
                return try closed(String(cell))
            }
            cell.append("\"")
            text.formIndex(after: &place)
        }
        throw .badLine(file: file, line: start, reason: "a quoted cell does not end")
    }

    /// A quoted cell, after which only a separator or the end of the line may follow.
    private func closed(_ cell: String) throws(DocumentError) -> String {
        guard place == text.endIndex || [separator, "\r", "\n"].contains(text[place]) else {
            throw .badLine(file: file, line: line, reason: "letters follow a quoted cell")
        }
        return cell
    }

    private mutating func plainCell() -> String {
        let start = place
        while place < text.endIndex, ![separator, "\r", "\n"].contains(text[place]) {
            text.formIndex(after: &place)
        }
        return Self.trimmed(text[start..<place])
    }

    private static func trimmed(_ scalars: Substring.UnicodeScalarView) -> String {
        var scalars = scalars
        while scalars.first == " " { scalars.removeFirst() }
        while scalars.last == " " { scalars.removeLast() }
        return String(Substring(scalars))
    }
}
