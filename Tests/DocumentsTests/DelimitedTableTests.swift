import Quantities
import Testing

import Documents

@Suite struct DelimitedTableTests {
    @Test func cellsQuotesUnitsAndComments() throws {
        let table = try DelimitedTable(
            parsing:
                "\u{FEFF}# made by hand\nid,edv [mL],note\r\n\"a,1\",120,\"says \"\"so\"\"\"\r\n\nb,\"0.13 L\",\n",
            file: "t.csv")
        #expect(table.columns.map(\.name) == ["id", "edv", "note"])
        #expect(table.columns.map(\.unit) == [nil, "mL", nil])
        #expect(table.rows.map(\.cells) == [["a,1", "120", "says \"so\""], ["b", "0.13 L", ""]])
        #expect(table.rows.map(\.line) == [3, 5])
        let volume = try Unit("mL")
        let found = try table.rows.map {
            try table.quantity($0, column: 1, like: volume)?.value(in: volume)
        }
        #expect(found == [120, 130])
        #expect(try table.quantity(table.rows[1], column: 2, like: nil) == nil)
    }

    @Test(arguments: [
        ("", "t.csv:1: the table is empty"),
        ("a,b\n1\n", "t.csv:2: 1 cells under 2 columns"),
        ("a,\n", "t.csv:1: column 2 has no name"),
        ("a,a [mL]\n", "t.csv:1: two columns are called \"a\""),
        ("a\n\"b\n", "t.csv:2: a quoted cell does not end"),
        ("a,b\n\"b\"c,d\n", "t.csv:2: letters follow a quoted cell"),
    ])
    func refuses(_ text: String, _ message: String) {
        let error = #expect(throws: DocumentError.self) {
            try DelimitedTable(parsing: text, file: "t.csv")
        }
        #expect(error?.description == message)
    }

    @Test func nearestColumnAndWrongUnit() throws {
        let table = try DelimitedTable(parsing: "id\tedv [mmHg]\nx\t3\n", file: "t.tsv")
        #expect(
            #expect(throws: DocumentError.self) { try table.index(of: "edw") }?.description
                == "t.tsv: no column \"edw\"; did you mean \"edv\"?")
        let error = #expect(throws: DocumentError.self) {
            try table.quantity(table.rows[0], column: 1, like: Unit("mL"))
        }
        #expect(error?.description.hasPrefix("t.tsv:2: edv: \"mmHg\" measures a pressure") == true)
    }

    @Test(arguments: [
        ["a", "b,c", "d\"e", "f\ng", "#h", " i", ""], ["1", "2", "3", "4", "5", "6", "7"],
    ])
    func writtenIsReadBack(_ cells: [String]) throws {
        let head = DelimitedText.line((1...cells.count).map { "c\($0)" })
        let table = try DelimitedTable(parsing: head + DelimitedText.line(cells), file: "t.csv")
        #expect(table.rows.map(\.cells) == [cells])
    }
}
