import Circuits
import Circulation
import Foundation
import Numerics
import Testing
import TwinEngine
import TwinProtocol

@Suite struct TwinInputsTests {
    @Test func aRingKeepsOrderAndRefusesWhatHasNoRoom() {
        let ring = Ring<Int>(capacity: 4)
        for number in 1...4 { #expect(ring.push(number)) }
        #expect(!ring.push(5))
        #expect(ring.pop() == 1)
        #expect(ring.push(5))
        #expect((0..<4).compactMap { _ in ring.pop() } == [2, 3, 4, 5])
        #expect(ring.pop() == nil)
    }

    @Test func aCellHasTheLatestValueAndCountsTheOthers() {
        let cells = CellBank(count: 2)
        #expect(cells.take(1) == nil)
        for value in 1...5 { cells.post(Command(signal: 1, value: Double(value), ramp: 7)) }
        let taken = cells.take(1)
        #expect(taken?.command.value == 5)
        #expect(taken?.command.ramp == 7)
        #expect(taken?.posted == 5)
        #expect(cells.take(1) == nil)
    }

    @Test func whatCameIsSettledWhenTheSolverHasTakenIt() throws {
        let heart = try TestHeart.new()
        let inputs = TwinInputs(signals: TestHeart.layout.catalogue.signals.count)
        let runner = TwinRunner(
            heart, inputs: inputs, outputs: TwinOutputs(for: heart, journalled: true))
        let ingest = TestHeart.ingest(inputs)
        runner.step(now: 0)
        #expect(inputs.records(settling: 0) == 0)
        let text = EventText.vital(80, time: MonotonicClock.wallMilliseconds, sequence: 1)
        Array(text.utf8).withUnsafeBufferPointer {
            #expect(ingest.answer($0, from: "test", isAllowed: { _ in true }) == nil)
        }
        #expect(inputs.ticket == 1)
        #expect(inputs.records(settling: 1) == nil)
        runner.step(now: 0)
        #expect(inputs.records(settling: 1) == 1)
        #expect(inputs.records(settling: 2) == nil)
    }

    @Test func cellsAndRingsHoldBetweenThreads() {
        let cells = CellBank(count: 1)
        let ring = Ring<Command>(capacity: 64)
        let total: UInt64 = 20_000
        let writer = Thread {
            for number in 1...total {
                let value = Double(number)
                cells.post(Command(signal: 0, value: value, sequence: number, offset: number))
                while !ring.push(Command(signal: 0, value: value, sequence: number)) {
                    sched_yield()
                }
            }
        }
        writer.start()
        var posted: UInt64 = 0
        var next: UInt64 = 1
        var isTorn = false
        while posted < total || next <= total {
            if let (command, count) = cells.take(0) {
                posted += count
                if command.value != Double(command.sequence) || command.offset != command.sequence {
                    isTorn = true
                }
            }
            if let command = ring.pop() {
                if command.sequence != next { isTorn = true }
                next += 1
            } else {
                sched_yield()
            }
        }
        #expect(!isTorn)
        #expect(posted == total)
    }

    @Test func everyEventIsAccountedFor() throws {
        let heart = try TestHeart.new()
        let inputs = TwinInputs(signals: TestHeart.layout.catalogue.signals.count)
        let runner = TwinRunner(
            heart, inputs: inputs, outputs: TwinOutputs(for: heart, journalled: false))
        let letters = Letters()
        let ingest = TestHeart.ingest(inputs, letters: letters)
        let now = MonotonicClock.wallMilliseconds
        var sent: UInt64 = 0
        for number in 0..<5000 {
            let sequence = UInt64(number)
            var texts = [EventText.vital(70 + Double(number % 5), sequence: sequence)]
            switch number % 10 {
            case 0: texts.append(texts[0])
            case 1: texts.append(EventText.vital(-5, sequence: sequence, source: "x"))
            case 2: texts.append(EventText.vital(70, sequence: sequence / 2))
            case 3: texts.append("{\"value\":NaN}")
            case 4:
                texts.append(
                    EventText.intervention(
                        number < 20 ? "haemorrhage" : "fly", time: now, sequence: sequence))
            case 5:
                texts.append(
                    EventText.parameter(
                        "circulation.systemicArterialResistance",
                        0.9 + 0.0001 * Double(number % 50),
                        unit: "mmHg.s/mL", time: now, sequence: sequence))
            default: break
            }
            for text in texts {
                #expect(ingest.receive(text, offset: sent))
                sent += 1
            }
            if number % 3 == 0 { runner.step(now: MonotonicClock.now) }
        }
        runner.finish(now: MonotonicClock.now)
        let status = runner.status
        #expect(ingest.received.value == sent)
        #expect(
            sent
                == status.applied.value + status.coalesced.value + ingest.duplicate.value
                + ingest.stale.value + ingest.rejected.value + status.refused.value)
        #expect(status.coalesced.value > 3000)
        #expect(ingest.duplicate.value >= 500)
        #expect(ingest.rejected.value == 500 + 500 + 498)
        #expect(UInt64(letters.reasons.count) == ingest.duplicate.value + ingest.stale.value + 1498)
        #expect(heart.cursors[0] == sent)
    }

    @Test func aFullRingRefusesAndTheClockGoesOn() throws {
        let heart = try TestHeart.new()
        let inputs = TwinInputs(signals: TestHeart.layout.catalogue.signals.count, commands: 8)
        let letters = Letters()
        let ingest = TestHeart.ingest(inputs, letters: letters)
        let now = MonotonicClock.wallMilliseconds
        for sequence in 0..<20 {
            _ = ingest.receive(
                EventText.intervention("haemorrhage", time: now, sequence: UInt64(sequence)))
        }
        #expect(letters.reasons.filter { $0 == .overload }.count == 12)
        let runner = TwinRunner(
            heart, inputs: inputs, outputs: TwinOutputs(for: heart, journalled: false))
        runner.step(now: 1)
        // Four of eight litres' worth are refused: nobody has so much blood.
        #expect(runner.status.applied.value + runner.status.refused.value == 8)
        #expect(runner.status.refused.value > 0)
        // What had no room is no duplicate when it comes again.
        _ = ingest.receive(EventText.intervention("haemorrhage", time: now, sequence: 19))
        #expect(ingest.duplicate.value == 0)
        #expect(letters.reasons.count == 12)
    }
}
