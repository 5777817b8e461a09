import Quantities
import Testing

@Suite struct SpellingTests {
    private let known = ["points", "tags", "regions", "electrodes", "lvEndDiastolicPressure"]

    @Test(arguments: [
        ("point", "points"), ("pionts", "points"), ("Tags", "tags"), ("region", "regions"),
        ("lvEndDiastolicPresure", "lvEndDiastolicPressure"),
    ])
    func nearNamesAreFound(_ misspelt: String, _ meant: String) {
        #expect(Spelling.nearest(to: misspelt, among: known) == meant)
    }

    @Test(arguments: ["", "banana", "xyz", String(repeating: "p", count: 100_000)])
    func farNamesAreNot(_ name: String) {
        #expect(Spelling.nearest(to: name, among: known) == nil)
    }

    @Test func withoutANearNameAFewAreListed() {
        #expect(Spelling.suggestion(for: "banana", among: ["a1", "b2"]) == "; known: a1, b2")
        let many = (0..<40).map { "name\($0)" }
        #expect(Spelling.suggestion(for: "banana", among: many).hasSuffix(", … (40 in all)"))
        #expect(Spelling.suggestion(for: "banana", among: []) == "")
    }
}
