import Circuits
import Circulation
import Foundation
import Numerics
import Testing
import TwinEngine
import TwinProtocol

@Suite struct JournalTests {
    /// A recording of two minutes: heart rates, a resistance that ramps, a haemorrhage.
    private static let recording: [String] = (0..<240).flatMap { half in
        let time = Int64(1_000_000 + 500 * half)
        var texts = [
            EventText.vital(
                75 + 10 * sin(Double(half) / 9), time: time, sequence: UInt64(half))
        ]
        if half % 40 == 7 {
            texts.append(
                EventText.parameter(
                    "circulation.systemicArterialResistance", 0.8 + 0.001 * Double(half),
                    unit: "mmHg.s/mL", ramp: 3000, time: time, sequence: UInt64(half)))
        }
        if half == 100 {
            texts.append(EventText.intervention("haemorrhage", time: time, sequence: 1))
        }
        return texts
    }

    /// Runs the recording, or what is left of it, in a folder.
    ///
    /// - Parameter steps: steps after which the process is as if killed: what was not written is lost.
    private static func run(
        _ folder: String, until steps: UInt64 = .max, writes: Int = .max
    ) throws -> (heart: TwinHeart, recovery: TwinRecovery) {
        let heart = try TestHeart.new()
        let recovery = try TwinRecovery(folder: folder, heart: heart)
        let inputs = TwinInputs(signals: TestHeart.layout.catalogue.signals.count)
        let outputs = TwinOutputs(for: heart, journalled: true)
        let writer = try JournalWriter(
            folder: folder, layout: TestHeart.layout, outputs: outputs, recovered: recovery)
        let runner = TwinRunner(
            heart, inputs: inputs, outputs: outputs, journalled: UInt64(recovery.records.count))
        let ingest = TestHeart.ingest(inputs, .recorded)
        inputs.complete(before: 0)
        var next = 0
        var written = 0
        while runner.heart.step < min(steps, 125_000) {
            // The reader, the solver and the writer in turn.
            while next < recording.count,
                ingest.receive(
                    recording[next], offset: UInt64(next),
                    skipping: recovery.hasDone(input: 0, next: UInt64(next + 1)))
            { next += 1 }
            if next == recording.count { inputs.complete(before: 125_000) }
            var burst = 0
            while runner.mayAdvance(now: 1), burst < 400, runner.heart.step < min(steps, 125_000) {
                runner.step(now: 1)
                burst += 1
            }
            if written < writes { _ = try writer.drain(now: 1_000_000_000) }
            written += 1
        }
        if steps == .max {
            runner.finish(now: 1)
            try writer.finish()
        }
        return (heart, recovery)
    }

    @Test func aReplayGivesTheSameBits() throws {
        let folder = TestHeart.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (heart, _) = try Self.run(folder)
        let journal = try Journal(folder: folder, of: TestHeart.layout)
        #expect(!journal.isTorn && !journal.isBroken)
        #expect(journal.records.filter { $0.kind == 0 }.count == 247)
        let again = try TestHeart.new()
        try TwinReplay.run(journal.records[...], on: again)
        #expect(TestHeart.words(again) == TestHeart.words(heart))
    }

    @Test func aRunThatIsKilledAgainAndAgainEndsLikeOneThatIsNot() throws {
        let (whole, parts) = (TestHeart.folder(), TestHeart.folder())
        defer {
            try? FileManager.default.removeItem(atPath: whole)
            try? FileManager.default.removeItem(atPath: parts)
        }
        let (undisturbed, _) = try Self.run(whole)
        var usedCheckpoint = false
        for (number, steps) in [317, 9500, 21_003, 21_500, 60_007, 100_900].enumerated() {
            let (_, recovery) = try Self.run(parts, until: UInt64(steps), writes: 3 + 40 * number)
            usedCheckpoint = usedCheckpoint || recovery.checkpoint != nil
        }
        let (heart, _) = try Self.run(parts)
        #expect(usedCheckpoint)
        #expect(TestHeart.words(heart) == TestHeart.words(undisturbed))
        let files = [whole, parts].map { FileManager.default.contents(atPath: $0 + "/journal") }
        #expect(files[0] != nil && files[0] == files[1])
    }

    @Test func aFlippedByteIsFoundAndTheStateBeforeItIsUsed() throws {
        let folder = TestHeart.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (undisturbed, _) = try Self.run(folder)
        func flip(_ name: String, _ place: Int) throws {
            let url = URL(filePath: folder + "/" + name)
            var data = try Data(contentsOf: url)
            data[place] ^= 4
            try data.write(to: url)
        }
        // A checkpoint: the one before it is used.
        let names = Checkpoint.names(folder)
        #expect(names.count == 2)
        try flip(names[1], 1234)
        let first = try TestHeart.new()
        let recovery = try TwinRecovery(folder: folder, heart: first)
        #expect(recovery.unusable == 1)
        #expect(recovery.checkpoint == 110_000)
        // The journal, ahead of both checkpoints' records: everything from its start.
        try flip("journal", 32 + 96 * 20 + 3)
        let second = try TestHeart.new()
        let broken = try TwinRecovery(folder: folder, heart: second)
        #expect(broken.isBroken)
        #expect(broken.records.count == 20)
        #expect(broken.unusable == 2)
        // The recording brings the rest again.
        let (heart, _) = try Self.run(folder)
        #expect(TestHeart.words(heart) == TestHeart.words(undisturbed))
    }

    @Test func aJournalOfAnotherHeartIsNotTaken() throws {
        let folder = TestHeart.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try Self.run(folder, until: 2000)
        let other = try TwinLayout(patient: "p2", parameters: .healthyAdult)
        #expect(throws: TwinEngineError.self) { try Journal(folder: folder, of: other) }
    }

    @Test func anAlteredValueIsFoundEvenWithANewLink() throws {
        let folder = TestHeart.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try Self.run(folder)
        let journal = try Journal(folder: folder, of: TestHeart.layout)
        var records = journal.records
        records[5].bits ^= 1
        #expect(throws: TwinEngineError.self) {
            try TwinReplay.run(records[...], on: try TestHeart.new())
        }
    }
}
