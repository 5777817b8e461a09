import Quantities
import Testing

@Suite struct UnitTests {
    /// Unit, size in internal units. Sizes follow from SI definitions by hand.
    static let sizes: [(String, Double)] = [
        ("mm[Hg]", 0.133322387415), ("mmHg", 0.133322387415), ("kPa", 1), ("Pa", 0.001),
        ("cm[H2O]", 0.0980665), ("cmH2O", 0.0980665), ("mL", 1000), ("ml", 1000), ("L", 1e6),
        ("L/min", 1e6 / 6e4), ("mL/s", 1), ("1/min", 1 / 6e4), ("/min", 1 / 6e4),
        ("{beats}/min", 1 / 6e4), ("bpm", 1 / 6e4), ("Hz", 0.001), ("ms", 1), ("s", 1000),
        ("min", 6e4), ("h", 3.6e6), ("mV", 1), ("V", 1000), ("uM", 1), ("mM", 1000),
        ("umol/L", 1), ("\u{b5}mol/L", 1), ("\u{3bc}M", 1), ("nmol/l", 0.001), ("%", 0.01),
        ("deg", .pi / 180), ("\u{b0}", .pi / 180), ("rad", 1), ("mm", 1), ("cm", 10), ("m", 1000),
        ("m/s", 1), ("cm/ms", 10), ("S/m", 1), ("mS/mm", 1), ("uF/cm2", 0.01), ("uF/mm^2", 1),
        ("uA/mm3", 1), ("kPa.ms/mm3", 1), ("mmHg.s/mL", 0.133322387415),
        ("mm[Hg].s/mL", 0.133322387415), ("mL/mm[Hg]", 1000 / 0.133322387415),
        ("mmHg/mL", 0.133322387415 / 1000), ("mmHg\u{b7}s\u{b2}/mL", 133.322387415),
        ("mmHg/s", 0.133322387415 / 1000), ("dyn.s/cm5", 1e-2 * 1e3 / 1e5), ("1", 1),
        ("mm\u{b3}", 1), ("s\u{207b}\u{b9}", 0.001), ("s-1", 0.001), ("s^-1", 0.001),
        ("mm**3", 1), ("kg/m3", 1e-3), ("kg", 1e6), ("mN", 1), ("mN/mm2", 1), ("N.s/m", 1000),
        ("mL/min/kg", 1e3 / 6e4 / 1e6), ("L/(min.m2)", 1e6 / 6e4 / 1e6), ("10*9/L", 1e3),
        ("kOhm.cm", 10), ("pF", 1e-6), ("a", 31_557_600_000), ("100.mL", 1e5),
    ]

    @Test(arguments: sizes)
    func unitsHaveTheirSize(_ symbol: String, _ size: Double) throws {
        let factor = try Unit(symbol).factor
        let error = abs(factor / size - 1)
        #expect(error < 4e-16, "\(symbol): \(factor), expected \(size), relative error \(error)")
    }

    @Test func theNamedFactorsAreTheSame() throws {
        #expect(try Unit("mmHg").factor == Units.mmHg)
        #expect(try Unit("mL").factor == Units.mL)
        #expect(try Unit("L/min").factor == Units.litrePerMinute)
        #expect(try Unit("s").factor == Units.second)
        #expect(try Unit("m/s").factor == Units.metrePerSecond)
        #expect(try Unit("Pa").factor == Units.pascal)
        #expect(try Unit("mmHg.s/mL").factor == Units.mmHgSecondPerML)
        #expect(try Unit("mL/mmHg").factor == Units.mLPerMmHg)
        #expect(try Unit("mmHg/mL").factor == Units.mmHgPerML)
    }

    @Test func conversionToTheSameSizeKeepsTheBits() throws {
        let value = 79.9
        #expect(try Unit("mm[Hg]").convert(value, to: Unit("mmHg")) == value)
        #expect(try Unit("umol/L").convert(value, to: Unit("uM")) == value)
    }

    @Test func celsiusHasAnOffset() throws {
        #expect(try Unit("Cel").convert(37, to: Unit("K")) == 310.15)
        let back = try Unit("K").convert(310.15, to: Unit("Cel"))
        #expect(abs(back - 37) < 1e-12, "\(back)")
        #expect(throws: QuantityError.self) { try Unit("W/Cel") }
    }

    @Test(arguments: [
        ("mmhg", "unknown unit \"mmhg\"; did you mean \"mmHg\"?"),
        ("mL/mnHg", "unknown unit \"mnHg\" in \"mL/mnHg\"; did you mean \"mmHg\"?"),
        (
            "furlong",
            "unknown unit \"furlong\"; units are written like mmHg, mL, L/min, 1/min, ms, "
                + "mV, kPa, cm, umol/L, % or 1"
        ),
        ("", "\"\" is not a unit: it is empty (write \"1\" for a plain number)"),
        ("L/", "\"L/\" is not a unit: it ends too early"),
        ("(L/min", "\"(L/min\" is not a unit: a closing parenthesis is missing"),
        ("L min", "\"L min\" is not a unit: unexpected \" min\""),
        ("mm^", "\"mm^\" is not a unit: a number must follow \"^\""),
        ("mm99", "\"mm99\" is not a unit: exponent \"99\""),
        ("kmin", "unknown unit \"kmin\"; did you mean \"min\"?"),
    ])
    func badUnitsAreExplained(_ symbol: String, _ message: String) {
        let error = #expect(throws: QuantityError.self) { try Unit(symbol) }
        #expect(error?.description == message)
    }

    @Test func hostileUnitsEndQuickly() {
        for symbol in [
            String(repeating: "(", count: 60), String(repeating: "m", count: 100_000), "{", "{}/",
            "((((m))))^9", "10*-", "10*99999999999", "[[[", "]", "-", "^2", "\u{0}", "m\u{301}",
        ] {
            _ = try? Unit(symbol)
        }
        #expect(throws: QuantityError.self) { try Unit("fm9.fm9.fm9.fm9.fm9.fm9.fm9.fm9.fm9") }
    }
}

@Suite struct QuantityTests {
    @Test(arguments: [
        ("80 mmHg", 80.0, "mmHg"), ("5.1L/min", 5.1, "L/min"), (" -85  mV ", -85, "mV"),
        ("1e-3 uM", 1e-3, "uM"), ("0.6 1", 0.6, "1"), ("60 %", 60, "%"), ("+.5 s", 0.5, "s"),
        ("70 /min", 70, "/min"), ("3E2ms", 300, "ms"),
    ])
    func numberAndUnitAreRead(_ text: String, _ value: Double, _ symbol: String) throws {
        let quantity = try Quantity(text)
        #expect(quantity.value == value)
        #expect(quantity.unit.symbol == symbol)
    }

    @Test func pressuresConvert() throws {
        let kPa = try Quantity("120 mmHg").internalValue
        #expect(abs(kPa - 15.9986864898) < 1e-10, "\(kPa) kPa")
        #expect(try Quantity("12 kPa").value(in: Unit("Pa")) == 12_000)
    }

    @Test(arguments: [
        ("80", "\"80\" has no unit; write it as \"80 mmHg\""),
        (
            "eighty mmHg",
            "\"eighty mmHg\" does not start with a number; write a number and a unit: "
                + "\"80 mmHg\""
        ),
        ("80 mL", "\"mL\" measures a volume, expected a pressure such as \"mmHg\""),
        (
            "80 mL/mmHg.s",
            "\"mL/mmHg.s\" measures a quantity in mm4.mg-1.ms3, expected a pressure "
                + "such as \"mmHg\""
        ),
        ("1e999 mmHg", "\"1e999 mmHg\" is not a finite number"),
        (
            "nan mmHg",
            "\"nan mmHg\" does not start with a number; write a number and a unit: "
                + "\"80 mmHg\""
        ),
    ])
    func mistakesAreExplained(_ text: String, _ message: String) throws {
        let expected = try Unit("mmHg")
        let error = #expect(throws: QuantityError.self) { try Quantity(text, like: expected) }
        #expect(error?.description == message)
    }

    @Test func anAngleIsNotAPlainNumber() throws {
        #expect(throws: QuantityError.self) { try Quantity("60 1", like: Unit("deg")) }
        #expect(throws: QuantityError.self) { try Quantity("60 deg", like: Unit("1")) }
    }
}
