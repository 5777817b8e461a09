import Archives
import Foundation
import FunctionalMockup
import HeartModel
import LoopInterface
import LoopLevel
import Testing

/// Units of measure in base units, and the description of a loop.
@Suite struct FunctionalMockupTests {
    @Test func unitsOfTheCirculationHaveBaseUnits() throws {
        for (symbol, mass, length, time, factor) in [
            ("mmHg", 1, -1, -2, 133.322387415), ("mL", 0, 3, 0, 1e-6), ("1", 0, 0, 0, 1),
            ("1/min", 0, 0, -1, 1.0 / 60), ("mmHg.s/mL", 1, -4, -1, 133.322387415e6),
            ("1/(kPa.s)", -1, 1, 1, 1e-3), ("g/mL", 1, -3, 0, 1000), ("ms", 0, 0, 1, 1e-3),
        ] {
            let found = try BaseUnits(symbol)
            let base = try #require(found)
            #expect(base.mass == mass, "\(symbol): \(base)")
            #expect(base.length == length, "\(symbol): \(base)")
            #expect(base.time == time, "\(symbol): \(base)")
            #expect(abs(base.factor / factor - 1) < 1e-12, "\(symbol): \(base.factor)")
        }
        let volts = try BaseUnits("mV")
        #expect(volts == nil)
    }

    @Test func theDescriptionHasEveryVariableWithItsUnitAndRange() throws {
        let instance = try LoopInstance(HeartParameters())
        let xml = try ModelDescription(
            name: "a \"heart\" & more", summary: "s", version: "1", token: "{t}",
            instance: instance
        ).xml()
        #expect(xml.contains("modelName=\"a &quot;heart&quot; &amp; more\""))
        for (place, variable) in instance.variables.enumerated() {
            #expect(
                xml.contains("name=\"\(variable.name)\" valueReference=\"\(place + 1)\""),
                "\(variable.name)")
        }
        #expect(
            xml.contains(
                "unit=\"1/min\" causality=\"parameter\" variability=\"tunable\" min=\"25.0\" max=\"220.0\""
            ))
    }

    @Test func whatIsCompressedIsSmallerAndWhole() throws {
        let text = Data(String(repeating: "systole diastole ", count: 4000).utf8)
        var archive = ZipArchive()
        archive.add("stored", text)
        let stored = try #require(archive.bytes())
        #expect(try ZipArchive(stored).data("stored") == text)
        var small = ZipArchive()
        small.add("small", text, compressing: true)
        #expect(try #require(small.bytes()).count < stored.count / 50)
        #expect(ZipArchive.checksum(Data("123456789".utf8)) == 0xCBF4_3926)
    }

    @Test func aFolderIsOpenedWithItsTokenOnly() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "loop-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let setup = LoopSetup(patient: "p.h5", parameters: ["a": 0.1], token: "{1}")
        try JSONEncoder().encode(setup).write(to: folder.appending(path: LoopSetup.fileName))
        let path = folder.path(percentEncoded: false)
        let read = try LoopSetup(folder: path, token: "{1}")
        #expect(read.patient == path + "p.h5" || read.patient == path + "/p.h5")
        #expect(read.parameters == setup.parameters)
        #expect(throws: LoopSetupError.self) { try LoopSetup(folder: path, token: "{2}") }
        #expect(throws: LoopSetupError.missing(path: "/nowhere/loop.json")) {
            try LoopSetup(folder: "/nowhere", token: nil)
        }
    }
}
