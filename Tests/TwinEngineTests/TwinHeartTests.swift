import AllocationCounter
import Circuits
import Circulation
import Numerics
import Testing
import TwinEngine
import TwinProtocol

@Suite struct TwinHeartTests {
    @Test func aHeartWithoutCommandsBeatsAsItDid() throws {
        let heart = try TestHeart.new()
        var beats: [BeatRecord] = []
        for _ in 0..<20_000 where heart.advance() { beats.append(heart.beat) }
        #expect(beats.count == 23)
        #expect(abs(beats[0].arterialMean - beats[22].arterialMean) < 0.05)
        #expect((60...120).contains(beats[0].arterialMean))
        #expect(abs(beats[5].heartRate - 70) < 0.1)
        #expect(
            abs(beats[5].cardiacOutput - beats[5].strokeVolume * beats[5].heartRate / 1000) < 1e-9)
        #expect(heart.faults == 0)
    }

    @Test func aStepAllocatesNothing() throws {
        let heart = try TestHeart.new()
        let inputs = TwinInputs(signals: TestHeart.layout.catalogue.signals.count)
        let outputs = TwinOutputs(for: heart, journalled: true, traced: true)
        let runner = TwinRunner(heart, inputs: inputs, outputs: outputs)
        let rate = TestHeart.signal("MDC_ECG_HEART_RATE")
        let blood = TestHeart.signal("circulation.bloodVolume")
        let resistance = TestHeart.signal("circulation.systemicArterialResistance")
        func work(_ steps: Int) {
            for step in 0..<steps {
                inputs.cells.post(Command(signal: rate, value: 70 + Double(step % 7)))
                if step % 100 == 0 {
                    _ = inputs.commands.push(
                        Command(signal: blood, operation: .add, value: -1, ramp: 50))
                    inputs.estimates.post(
                        Command(signal: resistance, value: 0.9 + 0.0001 * Double(step % 50)))
                }
                if step % 500 == 0 {
                    outputs.fork.ask()
                    outputs.checkpoint.release()
                }
                runner.step(now: 1)
                while outputs.records?.pop() != nil {}
                while outputs.traces?.pop() != nil {}
            }
        }
        work(2000)
        let before = allocation_count()
        // The counter counts: a class instance is an allocation.
        let inputsAgain = TwinInputs(signals: 1)
        let counted = allocation_count()
        #expect(counted > before)
        _ = inputsAgain
        let start = allocation_count()
        work(20_000)
        #expect(allocation_count() - start == 0)
        #expect(runner.status.applied.value == 22_000 + 220)
        #expect(heart.faults == 0)
    }

    @Test func aCopyGoesOnWithTheSameBits() throws {
        let heart = try TestHeart.new()
        let resistance = TestHeart.signal("circulation.systemicArterialResistance")
        // In the middle of a ramp and of a beat.
        #expect(heart.apply(Command(signal: resistance, operation: .scale, value: 0.7, ramp: 5000)))
        #expect(
            heart.apply(
                Command(
                    signal: TestHeart.signal("circulation.leftVentricularContractionTime"),
                    operation: .scale, value: 1.1)))
        for _ in 0..<1234 { _ = heart.advance() }
        let copy = try TestHeart.new()
        let words = UnsafeMutablePointer<UInt64>.allocate(capacity: heart.wordCount)
        defer { words.deallocate() }
        heart.write(to: words)
        copy.read(from: words)
        for _ in 0..<9000 {
            _ = heart.advance()
            _ = copy.advance()
        }
        #expect(TestHeart.words(heart) == TestHeart.words(copy))
    }

    @Test func aParameterRampsToItsGoal() throws {
        let heart = try TestHeart.new()
        let resistance = TestHeart.signal("circulation.systemicArterialResistance")
        let before = heart.value(resistance)
        #expect(heart.apply(Command(signal: resistance, operation: .scale, value: 0.5, ramp: 1000)))
        for _ in 0..<500 { _ = heart.advance() }
        #expect(abs(heart.value(resistance) - 0.75 * before) < 1e-9 * before)
        for _ in 0..<500 { _ = heart.advance() }
        #expect(heart.value(resistance) == 0.5 * before)
        let pressure = heart.beat.arterialMean
        for _ in 0..<20_000 { _ = heart.advance() }
        #expect(heart.beat.arterialMean < pressure)
    }

    @Test func lostBloodIsGone() throws {
        let heart = try TestHeart.new()
        let blood = TestHeart.signal("circulation.bloodVolume")
        let before = heart.solver.bloodVolume
        #expect(heart.apply(Command(signal: blood, operation: .add, value: -400, ramp: 10_000)))
        for _ in 0..<20_000 { _ = heart.advance() }
        #expect(abs(heart.solver.bloodVolume - (before - 400_000)) < 1e-3)
    }

    @Test func aMeasuredHeartRateSetsTheRate() throws {
        let heart = try TestHeart.new()
        let measured = TestHeart.signal("MDC_ECG_HEART_RATE")
        #expect(heart.apply(Command(signal: measured, value: 100)))
        for _ in 0..<10_000 { _ = heart.advance() }
        #expect(abs(heart.beat.heartRate - 100) < 0.2)
    }

    @Test func aCommandBeyondTheRangeIsRefused() throws {
        let heart = try TestHeart.new()
        let words = TestHeart.words(heart)
        let blood = TestHeart.signal("circulation.bloodVolume")
        #expect(!heart.apply(Command(signal: blood, operation: .add, value: -5000)))
        #expect(!heart.apply(Command(signal: blood, value: .nan)))
        #expect(!heart.apply(Command(signal: 10_000, value: 1)))
        #expect(TestHeart.words(heart) == words)
    }

    @Test func aStepThatFailsIsTakenBack() throws {
        let heart = try TestHeart.new()
        for _ in 0..<3000 { _ = heart.advance() }
        let volume = heart.solver.bloodVolume
        heart.solver.infuse(.nan, into: heart.places.systemicVeins)
        _ = heart.advance()
        #expect(heart.faults == 1)
        for _ in 0..<3000 { _ = heart.advance() }
        #expect(heart.faults == 1)
        #expect(heart.beat.faults == 1)
        #expect(abs(heart.solver.bloodVolume - volume) < 1e-3)
    }
}
