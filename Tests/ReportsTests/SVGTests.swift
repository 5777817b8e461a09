import Reports
import Testing

@Suite struct SVGTests {
    @Test func numbersAreShort() {
        #expect(SVG.number(1) == "1")
        #expect(SVG.number(-0.5) == "-0.5")
        #expect(SVG.number(2.006) == "2.01")
    }

    @Test func markupCannotBeInjected() {
        #expect(SVG.escape("<a href=\"x\">&") == "&lt;a href=&quot;x&quot;&gt;&amp;")
    }

    @Test func pathsBreakWhereThereIsNoNumber() {
        let path = SVG.path([(x: 0, y: 1), (x: 1, y: 2), (x: 2, y: .nan), (x: 3, y: 4)])
        #expect(path == "M0 1L1 2M3 4")
    }
}
