import Calibration
import Circuits
import Circulation
import Patients
import Quantities
import Testing

@Suite struct ArchetypesTests {
    private static let identifiers = Archetypes.all.map(\.identifier)

    @Test func theRegistryIsSortedAndUnique() {
        #expect(Self.identifiers == Set(Self.identifiers).sorted())
    }

    @Test(arguments: identifiers) func everyNumberHasACardASpreadAndASource(
        _ identifier: String
    ) throws {
        let archetype = try Archetypes.named(identifier)
        #expect(identifier.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil)
        #expect(archetype.findings.contains { $0.name == "heart_rate" })
        let findings = archetype.findings + archetype.heart.findings
        let names = findings.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(archetype.heart.parameters.isEmpty || !archetype.heart.source.isEmpty)
        for finding in findings {
            #expect(finding.spread > 0 && !finding.source.isEmpty, "\(finding.name)")
        }
        let measured = try archetype.measurements()
        #expect(measured.count == names.count)
        #expect(measured.values.allSatisfy { $0.kind == .population })
        #expect(try archetype.storedParameters().count == archetype.parameters.count)
    }

    @Test func anUnknownKindGetsTheNearest() {
        #expect {
            try Archetypes.named("severe-aortic-stenosys")
        } throws: { "\($0)".contains("did you mean \"severe-aortic-stenosis\"") }
    }

    @Test func aStenosisAndALeakAreFoundFromWhatTheyDo() throws {
        let stenosis = try Archetype.severeAorticStenosis.calibrated(count: 2)
        #expect((0.5...1.1).contains(stenosis.loop["aorticOpenArea"]))
        let leak = try Archetype.severeMitralRegurgitation.calibrated(count: 2)
        #expect((0.15...0.7).contains(leak.loop["mitralLeakArea"]))
    }

    @Test func thePericardiumPressesWithThreeQuartersOfTheRightAtrialPressure() throws {
        let calibration = try Archetype.heartFailurePreserved.calibrated(count: 2)
        let study = calibration.posterior.study
        let point = calibration.fit.point
        let loop = calibration.loop
        let plan = try CircuitPlan(loop.circuit)
        let content =
            try ["leftVentricle", "rightVentricle", "leftAtrium", "rightAtrium"]
            .reduce(0.0) { $0 + point.state.volumes[try plan.compartment($1)] } / Units.mL
        let pressure = Pericardium.pressure(
            content: content, time: 0,
            [
                loop["pericardialPressure"], loop["pericardialStiffness"],
                loop["pericardialVolume"], 0, 0, 0,
            ])
        let atrium = try #require(
            zip(study.outputs, point.readings).first {
                $0.0.name == "central_venous_pressure"
            }
        ).1
        // Hamilton et al. 1994: 23 % of the right atrial pressure is left across the right ventricle's wall; 0.5 mmHg
        // is how closely that is aimed at.
        #expect(abs(pressure - 0.77 * atrium) < 0.5, "\(pressure) against \(atrium) mmHg")
    }
}

extension Pericardium {
    /// Its pressure in the units of the parameters given.
    fileprivate static func pressure(
        content: Double, time: Double, _ values: [Double]
    ) -> Double {
        values.withUnsafeBufferPointer { values in
            values.baseAddress.map {
                pressure(content: content, time: time, LawParameters($0)).value
            } ?? .nan
        }
    }
}
