import Testing

import MembraneImport

/// A text that is refused, where, and in which words.
struct RefusedModel: Sendable, CustomTestStringConvertible {
    var name: String
    var file: String
    var text: String
    var words: [String]
    var testDescription: String { name }
}

@Suite struct ImportErrorTests {
    private static let small = SampleModels.myokit()

    static let refused: [RefusedModel] = [
        RefusedModel(
            name: "misspelt name", file: "a.mmt", text: SampleModels.myokit(rate: "-V / tua"),
            words: ["line 9", "\"tua\" is not defined", "did you mean \"tau\""]),
        RefusedModel(
            name: "units", file: "a.mmt", text: SampleModels.myokit(rate: "-V"),
            words: ["line 9", "membrane.V", "[mV] where [mV/ms] belongs", "--units ignore"]),
        RefusedModel(
            name: "unit of another size", file: "a.mmt",
            text: SampleModels.myokit(tau: "5 [s]"), words: ["line 8", "[s]", "1000"]),
        RefusedModel(
            name: "unknown unit", file: "a.mmt", text: SampleModels.myokit(tau: "5 [msec]"),
            words: ["line 8", "msec"]),
        RefusedModel(
            name: "cycle", file: "a.mmt",
            text: SampleModels.myokit("a = b + 1\nb = a * 2", rate: "-V / tau * a"),
            words: ["membrane.a → membrane.b → membrane.a"]),
        RefusedModel(
            name: "twice", file: "a.mmt", text: SampleModels.myokit("tau = 6 [ms]"),
            words: ["line 12", "already defined in line 8"]),
        RefusedModel(
            name: "missing parenthesis", file: "a.mmt",
            text: SampleModels.myokit("c = (1 + 2"), words: ["line 12", ")"]),
        RefusedModel(
            name: "0/0 at the start", file: "a.mmt",
            text: SampleModels.myokit(
                "q = (V + 80 [mV]) / (1 [mV] - 1 [mV] * exp(-(V + 80 [mV]) / 10 [mV]))",
                rate: "-V / tau * q"),
            words: ["membrane.q", "line 12", "initial state"]),
        RefusedModel(
            name: "time", file: "a.mmt",
            text: SampleModels.myokit("wave = sin(engine.time / 1 [ms])", rate: "-V / tau * wave"),
            words: ["membrane.wave depends on the time", "--stimulus"]),
        RefusedModel(
            name: "no initial value", file: "a.mmt",
            text: SampleModels.myokit("dot(z) = -z / tau"),
            words: ["membrane.z has no initial value"]),
        RefusedModel(
            name: "no voltage", file: "a.ode",
            text: "states(x=1)\ndx_dt = -x\n", words: ["--voltage", "States: x"]),
        RefusedModel(
            name: "state without rate", file: "a.ode",
            text: "states(V=-80, m=0)\ndV_dt = -V\n", words: ["line 1", "dm_dt"]),
        RefusedModel(
            name: "unknown function", file: "a.ode",
            text: "states(V=-80)\ndV_dt = -V * Conditionl(1, 2, 3)\n",
            words: ["line 2", "Conditional()"]),
        RefusedModel(
            name: "gotran statement", file: "a.ode",
            text: "states(V=-80)\nmarkov(V)\n", words: ["line 2", "markov"]),
        RefusedModel(
            name: "no XML", file: "a.cellml", text: "<model>\n<component\n",
            words: ["well-formed XML"]),
        RefusedModel(
            name: "import", file: "a.cellml",
            text: """
                <model xmlns="http://www.cellml.org/cellml/1.1#" name="m">
                <import/>
                </model>
                """, words: ["line 2", "<import>", "one file"]),
        RefusedModel(
            name: "CellML units", file: "a.cellml", text: cellML(units: "voltt"),
            words: ["units voltt", "did you mean", "units volt"]),
        RefusedModel(name: "another kind", file: "a.txt", text: "", words: [".mmt", ".cellml"]),
        RefusedModel(name: "empty", file: "a.mmt", text: "", words: ["[[model]]"]),
    ]

    private static func cellML(units: String) -> String {
        """
        <model xmlns="http://www.cellml.org/cellml/2.0#" name="m">
        <component name="c"><variable name="V" units="\(units)" initial_value="0"/></component>
        </model>
        """
    }

    @Test(arguments: refused) func badModelsAreRefusedInWords(model: RefusedModel) {
        #expect {
            try ImportedMembrane(text: model.text, file: model.file)
        } throws: { error in
            let text = "\(error)"
            for word in model.words where !text.contains(word) {
                Issue.record("\(text) does not say \"\(word)\"")
            }
            return error is MembraneImportError
        }
    }

    @Test func theSmallModelItselfIsAccepted() throws {
        let model = try ImportedMembrane(text: Self.small, file: "a.mmt")
        #expect(model.stimulusName == "engine.pace")
        #expect(model.voltageName == "membrane.V")
    }

    @Test func unitsCanBeIgnored() throws {
        var options = ImportOptions()
        options.ignoresUnits = true
        let text = SampleModels.myokit(rate: "-V")
        _ = try ImportedMembrane(text: text, file: "a.mmt", options: options)
    }

    @Test func deeplyNestedTextIsRefusedAndNotACrash() {
        let deep = String(repeating: "(", count: 100_000)
        for text in [
            SampleModels.myokit("c = \(deep)"),
            SampleModels.myokit("c = " + String(repeating: "-", count: 100_000) + "1"),
            SampleModels.myokit("c = " + String(repeating: "not ", count: 100_000) + "1"),
            SampleModels.myokit("c = 1 [mV^1e30] in [mV]"),
        ] {
            #expect(throws: MembraneImportError.self) {
                try ImportedMembrane(text: text, file: "a.mmt")
            }
        }
        let tower = "states(V=-80)\ndV_dt = -V**" + String(repeating: "2**", count: 100_000) + "2\n"
        #expect(throws: MembraneImportError.self) {
            try ImportedMembrane(text: tower, file: "a.ode")
        }
    }

    @Test func truncatedFilesAreRefusedOrReadButNeverCrash() throws {
        for file in SampleModels.hodgkinHuxley {
            let text = try SampleModels.text(file)
            for share in 1..<60 {
                let part = String(text.prefix(text.count * share / 60))
                do {
                    _ = try ImportedMembrane(text: part, file: file)
                } catch {
                    #expect(!"\(error)".isEmpty)
                }
            }
        }
    }
}
