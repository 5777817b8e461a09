import PatientModels
import Circulation
import HeartModel
import Patients
import Quantities
import Testing

/// Hearts whose contraction model or passive law is another than the standard one.
@Suite struct LawChoiceTests {
    /// The first part of a beat [ms]: contraction and most of ejection.
    private static let end = 300.0

    /// Largest pressure [mmHg] and ejected volume [mL] of the left ventricle.
    private func systole(
        _ choices: [String: String], _ values: [String: Double] = [:]
    ) throws -> (pressure: Double, ejected: Double) {
        let model = try IdealHeart.model(values, choices: choices)
        let simulation = try HeartSimulation(model, state: model.endDiastole)
        let start = simulation.state.loop.state.leftVentricleVolume
        var pressure = 0.0
        var least = start
        while simulation.state.time < Self.end {
            let step = try simulation.step()
            pressure = max(pressure, step.pressures.leftVentricle)
            least = min(least, step.loop.leftVentricleVolume)
        }
        return (pressure / Units.mmHg, (start - least) / Units.mL)
    }

    @Test(
        arguments: [
            ("rdq20-mf", [:]), ("tanh-twitch", ["tanh-twitch.peakTension": 100]),
            (
                "bestel-clement-sorine",
                [
                    "bestel-clement-sorine.systoleOnset": 10,
                    "bestel-clement-sorine.diastoleOnset": 250,
                ]
            ),
        ] as [(String, [String: Double])])
    func aHeartContractsWithAnotherModel(name: String, values: [String: Double]) throws {
        let (pressure, ejected) = try systole(["contraction": name], values)
        // A systole worth the name: the aortic valve opens (80 mmHg at the start) and blood leaves.
        #expect(pressure > 80 && pressure < 300, "\(name): \(pressure) mmHg")
        #expect(ejected > 10 && ejected < 110, "\(name): \(ejected) mL")
    }

    @Test func thePrescribedTensionIsCalciumTimesItsGain() throws {
        let (pressure, _) = try systole(["contraction": "prescribed"], ["prescribed.gain": 150])
        #expect(pressure > 40, "\(pressure) mmHg")
    }

    @Test func aHeartOfAnotherPassiveLawBeats() throws {
        let (pressure, ejected) = try systole(["passive": "guccione"], ["guccione.C": 0.4])
        #expect(pressure > 80 && ejected > 10, "\(pressure) mmHg, \(ejected) mL")
    }

    @Test func namingTheStandardLawsChangesNothing() throws {
        let patient = try IdealHeart.patient()
        let named = try patient.heartParameters(
            choices: ["contraction": "land-2017", "passive": "holzapfel-ogden"])
        #expect(named == (try patient.heartParameters()))
    }

    @Test func parametersOfOtherLawsAreKnownButNotInUse() throws {
        var parameters = try HeartParameters(["rdq20-mf.cooperativity": 10])
        #expect(!parameters.isInUse("rdq20-mf.cooperativity"))
        #expect(
            parameters.isInUse("contraction.calciumHalf") && parameters.isInUse("wall.viscosity"))
        try parameters.choose("contraction", "rdq20-mf")
        #expect(parameters.isInUse("rdq20-mf.cooperativity"))
        #expect(!parameters.isInUse("contraction.calciumHalf"))
    }

    @Test func unknownLawsAreRefusedWithTheNearestName() {
        #expect {
            var parameters = HeartParameters()
            try parameters.choose("contraction", "land2017")
        } throws: { "\($0)".contains("did you mean \"land-2017\"?") }
        #expect {
            var parameters = HeartParameters()
            try parameters.choose("contractoin", "land-2017")
        } throws: { "\($0)".contains("did you mean \"contraction\"?") }
    }
}
