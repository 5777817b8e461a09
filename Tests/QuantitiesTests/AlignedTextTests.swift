import Quantities
import Testing

@Suite struct AlignedTextTests {
    @Test func namesAndUnitsToTheLeftNumbersToTheRight() {
        let lines = AlignedText.lines([
            ["", "before", ""], ["volume", "9", "mL"], ["p", "10.5", ""],
        ])
        #expect(lines == ["        before", "volume       9  mL", "p         10.5"])
        #expect(AlignedText.lines([]).isEmpty)
    }
}
