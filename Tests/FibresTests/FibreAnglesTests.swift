import Fibres
import Quantities
import Testing

@Suite struct FibreAnglesTests {
    @Test func defaultsAreThoseOfTheCard() throws {
        let card = FibreAngles.card.parameters
        let values = Dictionary(uniqueKeysWithValues: card.map { ($0.name, $0.defaultValue) })
        #expect(try FibreAngles(values: values) == .standard)
        #expect(abs(FibreAngles.standard.left.alphaEndo - .pi / 3) < 1e-15)
        #expect(abs(FibreAngles.standard.left.alphaEpi + .pi / 3) < 1e-15)
    }

    @Test func everyParameterMovesOneAngle() throws {
        for parameter in FibreAngles.card.parameters {
            let changed = try FibreAngles(values: [parameter.name: parameter.defaultValue - 5])
            #expect(changed != .standard)
            #expect(!parameter.source.isEmpty && parameter.range.contains(parameter.defaultValue))
        }
    }

    @Test func unknownNamesAndWildValuesAreRefused() {
        #expect(throws: FibresError.self) { try FibreAngles(values: ["alphaEndo": 60]) }
        #expect(
            throws: FibresError.outOfRange(
                name: "alphaEpiLeft", value: -100, unit: "deg", allowed: -90...90)
        ) {
            try FibreAngles(values: ["alphaEpiLeft": -100])
        }
    }
}
