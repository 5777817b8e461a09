import Foundation
import Testing

import TwinProtocol

@Suite struct EventSchemasTests {
    @Test func theJSONSchemaNamesEveryCodeOnce() throws {
        let schema = try #require(
            try JSONSerialization.jsonObject(with: Data(EventSchemas.json.utf8))
                as? [String: Any])
        let kinds = try #require(schema["oneOf"] as? [[String: Any]])
        #expect(kinds.count == TwinEvent.Kind.allCases.count)
        let rules = try #require(kinds[0]["allOf"] as? [Any])
        #expect(rules.count == VitalCodes.all.count)
        #expect(kinds.allSatisfy { $0["additionalProperties"] as? Bool == false })
    }

    @Test func theAvroSchemaHasARecordForEachKind() throws {
        let records = try #require(
            try JSONSerialization.jsonObject(with: Data(EventSchemas.avro.utf8))
                as? [[String: Any]])
        #expect(records.count == TwinEvent.Kind.allCases.count)
    }

    @Test func theRegistryIsSortedAndPossible() {
        #expect(VitalCodes.all.map(\.code) == VitalCodes.all.map(\.code).sorted())
        #expect(Set(VitalCodes.all.map(\.code)).count == VitalCodes.all.count)
        for vital in VitalCodes.all {
            #expect(vital.jump >= 0 && vital.rate >= 0, "\(vital.code)")
        }
    }

    @Test func aDeadLetterKeepsEveryByte() throws {
        let letter = DeadLetter(
            reason: .notFinite, input: "stdin", offset: 12, raw: [0, 255, 0x22])
        #expect(
            letter.line
                == "{\"reason\":\"notFinite\",\"input\":\"stdin\",\"offset\":12,\"raw\":\"00ff22\"}"
        )
    }
}
