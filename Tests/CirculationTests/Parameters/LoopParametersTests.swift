import Circulation
import Quantities
import Testing

@Suite struct LoopParametersTests {
    @Test func cardsAreCompleteAndTheirNamesUnique() throws {
        let names = LoopParameters.cards.map(\.name)
        #expect(Set(names).count == names.count)
        for card in LoopParameters.cards {
            #expect(card.range.contains(card.defaultValue), "\(card.name): default out of range")
            #expect(!card.source.isEmpty && !card.summary.isEmpty)
            #expect(throws: Never.self, "\(card.name)") { try Unit(card.unit) }
        }
    }

    @Test func everyHealthyValueBelongsToACard() {
        let names = Set(LoopParameters.cards.map(\.name))
        for name in HealthyAdultTable.entries.keys.sorted() {
            #expect(names.contains(name), "\(name) is in the table but on no card")
        }
    }

    @Test func unknownAndImpossibleValuesAreRefused() {
        #expect(throws: ParameterError.self) {
            try LoopParameters(values: ["circulation.systemicArterialResistence": 1])
        }
        #expect(throws: ParameterError.self) { try LoopParameters(values: ["heartRate": 70]) }
        #expect(throws: ParameterError.self) {
            try LoopParameters(values: ["circulation.heartRate": 700])
        }
        #expect(throws: ParameterError.self) {
            try LoopParameters(values: ["circulation.bloodVolume": .nan])
        }
    }

    @Test func valuesReachTheComponentsInInternalUnits() throws {
        let parameters = try LoopParameters(values: [
            "circulation.systemicArterialResistance": 1.5, "circulation.aorticOpenArea": 1,
            "circulation.heartRate": 60,
        ])
        #expect(parameters.period == 1000)
        let loop = parameters.loop
        // 1 mmHg·s/mL = 0.133322 kPa · 1000 ms / 1000 mm³.
        #expect(abs(loop.systemic.artery.resistance - 1.5 * 0.133322387415) < 1e-12)
        #expect(loop.systemic.outlet.openArea == 100)
        let stored = LoopParameters.healthyAdult["leftVentricularContractionTime"]
        #expect(parameters.leftVentricle.timing.contraction == stored)
        #expect(parameters.valuesByName["circulation.aorticOpenArea"] == 1)
    }

    @Test func theInitialStateHoldsTheBloodVolume() throws {
        let parameters = LoopParameters.healthyAdult
        let state = parameters.initialState(leftVentricleVolume: 1e5)
        #expect(state.leftVentricleVolume == 1e5)
        let blood = state.bloodVolume / Units.mL
        #expect(abs(blood - parameters["bloodVolume"]) < 1e-6, "\(blood) mL")
    }

    @Test func fasterHeartsHaveShorterSystoles() throws {
        let slow = try LoopParameters(values: ["circulation.heartRate": 60]).leftVentricle.timing
        let fast = try LoopParameters(values: ["circulation.heartRate": 120]).leftVentricle.timing
        let ratio = fast.contraction / slow.contraction
        #expect(abs(ratio - 0.5.squareRoot()) < 1e-12, "square root of the cycle length: \(ratio)")
    }
}
