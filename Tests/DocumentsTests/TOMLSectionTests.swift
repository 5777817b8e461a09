import Quantities
import Testing

import Documents

@Suite struct TOMLSectionTests {
    private let text = """
        name = "trial"
        count = 3
        on = true
        share = 0.25
        volume = "500 mL"
        doses = ["1 mL", "2 mL"]
        words = "one"
        [run]
        jobs = 2
        [[patients]]
        file = "a.h5"
        [[patients]]
        file = "b.h5"
        """

    enum Word: String, CaseIterable { case one, two }

    @Test func everyKindOfValue() throws {
        let top = try TOMLSection(parsing: text, file: "t.toml")
        let volume = try Unit("mL")
        #expect(try top.string("name") == "trial")
        #expect(try top.optionalInteger("count", in: 1...5) == 3)
        #expect(try top.optionalFlag("on") == true)
        #expect(try top.number("share") == 0.25)
        #expect(try top.quantity("volume", like: volume).value == 500)
        #expect(try top.quantities("doses", like: volume).map(\.value) == [1, 2])
        #expect(try top.quantity("count", like: nil).value == 3)
        #expect(try top.choice("words", as: Word.self) == .one)
        #expect(try top.strings("words") == ["one"])
        #expect(try top.text("share") == "0.25")
        #expect(try top.section("run")?.optionalInteger("jobs", in: 1...9) == 2)
        #expect(try top.sections("patients").map { try $0.string("file") } == ["a.h5", "b.h5"])
        #expect(try top.optionalString("none") == nil)
        try top.check(known: top.keys)
    }

    @Test func messagesTellThePlace() throws {
        let top = try TOMLSection(parsing: text, file: "t.toml")
        func message(_ body: () throws -> Void) -> String {
            do { try body() } catch { return "\(error)" }
            return ""
        }
        let volume = try Unit("mL")
        #expect(
            message { try top.check(known: ["nam", "count"]) }
                == "t.toml: nothing is called \"doses\"; known: nam, count")
        #expect(message { _ = try top.string("title") } == "t.toml: title is missing")
        #expect(
            message { _ = try top.sections("patients")[1].string("fil") }
                == "t.toml: patients 2: fil is missing")
        #expect(
            message { _ = try top.quantity("count", like: volume) }.contains(
                "has no unit; write it as \"3.0 mL\""))
        #expect(
            message { _ = try top.optionalInteger("count", in: 5...9) }
                == "t.toml: count must be a whole number from 5 to 9")
        #expect(
            message { _ = try top.choice("name", as: Word.self) }
                == "t.toml: name cannot be \"trial\"; known: one, two")
        #expect(
            message { _ = try TOMLSection(parsing: "a = \n", file: "t.toml") }.hasPrefix(
                "t.toml:1:"))
        #expect(
            message { _ = try TOMLSection(reading: "/none.toml") }
                == "/none.toml: no such file, or it may not be read")
    }
}
