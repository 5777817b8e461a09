import Foundation
import Testing
import TwinProtocol
import TwinServer

@Suite struct SchemaRegistryTests {
    private func forms(_ files: [String: String]) throws -> [UInt32: AvroForm] {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
        return try SchemaRegistry.forms(folder: folder.path)
    }

    @Test func schemasOfEventsAreFoundByWhatTheyWrite() throws {
        let found = try forms([
            "7.avsc": EventSchemas.avro, "8.avsc": EventSchemas.avro(.parameter),
            "9.avsc": EventSchemas.avro(.vital).replacing(
                "\"doc\": ", with: "\"doc\": \"x\", \"aliases\": "),
            "10.avsc": "\"string\"", "notes.txt": "?",
        ])
        #expect(found == [7: .union, 8: .record(.parameter), 9: .record(.vital)])
    }

    @Test func whatWritesOtherBytesIsNotOurs() {
        let vital = EventSchemas.avro(.vital)
        for other in [
            vital.replacing("\"double\"", with: "\"float\""),
            vital.replacing("\"good\", \"uncertain\"", with: "\"uncertain\", \"good\""),
            vital.replacing("[\"null\", \"double\"]", with: "[\"double\", \"null\"]"), "[]", "{}",
        ] { #expect(throws: TwinServerError.self) { try forms(["7.avsc": other]) } }
    }

    @Test func foldersThatAreNoneAreRefused() {
        #expect(throws: TwinServerError.self) { try SchemaRegistry.forms(folder: "/no/such") }
        #expect(throws: TwinServerError.self) { try forms(["seven.avsc": EventSchemas.avro]) }
        #expect(throws: TwinServerError.self) { try forms(["7.avsc": "{"]) }
    }
}
