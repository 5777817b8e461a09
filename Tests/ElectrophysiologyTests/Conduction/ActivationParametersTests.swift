import Electrophysiology
import Geometry
import Quantities
import Testing

struct ActivationParametersTests {
    @Test func theDefaultsAreThoseOfTheCardAndInRange() throws {
        #expect(try ActivationParameters() == .published)
        let caldwell = ConductionVelocities(fibre: 0.67, sheet: 0.30, normal: 0.17)
        for region in WallRegion.allCases {
            #expect(ActivationParameters.published.velocities(in: region) == caldwell)
        }
        for parameter in ActivationParameters.card.parameters {
            #expect(parameter.range.contains(parameter.defaultValue), "\(parameter.name)")
            #expect(!parameter.source.isEmpty, "\(parameter.name)")
        }
    }

    @Test func everyParameterOfTheCardTakesEffect() throws {
        for parameter in ActivationParameters.card.parameters {
            let changed = try ActivationParameters([parameter.name: parameter.range.upperBound])
            #expect(changed != .published, "\(parameter.name) changes nothing")
        }
    }

    @Test func valuesOutOfRangeAndUnknownNamesAreRefused() {
        #expect(
            throws: ElectrophysiologyError.parameterOutOfRange(
                name: "fibreVelocity", value: 0, allowed: 0.05...2, unit: "mm/ms")
        ) { try ActivationParameters(["fibreVelocity": 0]) }
        let error = #expect(throws: ElectrophysiologyError.self) {
            try ActivationParameters(["fiberVelocity": 0.5])
        }
        #expect(error?.description.contains("did you mean \"fibreVelocity\"?") == true)
    }

    @Test func protocolsAreSortedAndFoundByName() throws {
        let names = ActivationProtocols.all.map(\.identifier)
        #expect(names == names.sorted())
        #expect(Set(names).count == names.count)
        for activation in ActivationProtocols.all {
            #expect(try ActivationProtocols.named(activation.identifier) == activation)
        }
        let error = #expect(throws: ElectrophysiologyError.self) {
            try ActivationProtocols.named("lbb")
        }
        #expect(error?.description.contains("did you mean \"lbbb\"?") == true)
    }
}
