import Quantities
import Testing

@Suite struct ShortNumberTests {
    @Test(arguments: [
        (82.65988019730001, "82.6599"), (20, "20"), (-0.1, "-0.1"), (0.1 + 0.2, "0.3"),
        (1e-5, "1e-05"), (123_456_789, "123457000"), (0, "0"), (.nan, "nan"), (.infinity, "inf"),
        (-1.7976931348623157e308, "-1.79769e+308"), (.leastNonzeroMagnitude, "5e-324"),
        (1.0 / 3, "0.333333"),
        (999_999.9, "1000000"),
    ])
    func sixDigitsAreKept(_ value: Double, _ text: String) {
        #expect(value.short == text)
    }
}

@Suite struct PrintableTextTests {
    @Test(arguments: [
        ("plain \u{b5}m", "plain \u{b5}m"), ("a\nb", "a\\nb"), ("\u{1b}[31m", "\\u{1B}[31m"),
        ("\r\n", "\\r\\n"), ("", ""),
    ])
    func controlCharactersAreEscaped(_ text: String, _ printable: String) {
        #expect(text.printable == printable)
    }
}
