import Testing

import TwinProtocol

@Suite struct EventGateTests {
    private func event(
        _ sequence: UInt64, _ value: Double = 70, at time: Int64 = 100_000, source: String = "a",
        kind: TwinEvent.Kind = .vital
    ) -> TwinEvent {
        TwinEvent(
            kind: kind,
            signal: kind == .vital ? catalogue.place(of: "MDC_ECG_HEART_RATE") ?? -1 : -1,
            value: value, sourceTime: time, sequence: sequence, source: FNV.hash(source.utf8),
            quality: .good, ramp: 0, samples: [], samplePeriod: 0, call: "")
    }

    private func reason(
        _ gate: inout EventGate, _ event: TwinEvent, now: Int64 = 100_000
    ) -> RejectionReason? {
        do {
            try gate.check(event, now: now)
            return nil
        } catch {
            return error
        }
    }

    @Test func growingNumbersPassOnce() {
        var gate = EventGate(catalogue)
        #expect(reason(&gate, event(1)) == nil)
        #expect(reason(&gate, event(2)) == nil)
        #expect(reason(&gate, event(2)) == .duplicate)
        #expect(reason(&gate, event(1)) == .duplicate)
        #expect(reason(&gate, event(2, source: "b")) == nil)
    }

    @Test func whatIsRememberedOfAnEarlierLifeComesNoSecondTime() {
        var gate = EventGate(catalogue)
        let source = FNV.hash("a".utf8)
        for number in [5, 3, 8] as [UInt64] {
            gate.remember(source: source, signal: -1, sequence: number, value: 0, time: 100_000)
        }
        for number in [3, 5, 8] as [UInt64] {
            #expect(reason(&gate, event(number, kind: .intervention)) == .duplicate)
        }
        #expect(reason(&gate, event(4, kind: .intervention)) == nil)
    }

    @Test func anOvertakenVitalSignIsStaleAndAnOvertakenInterventionIsNot() {
        var gate = EventGate(catalogue)
        #expect(reason(&gate, event(5)) == nil)
        #expect(reason(&gate, event(4)) == .stale)
        #expect(reason(&gate, event(4)) == .duplicate)
        #expect(reason(&gate, event(5, kind: .intervention)) == nil)
        #expect(reason(&gate, event(4, kind: .intervention)) == nil)
        #expect(reason(&gate, event(4, kind: .intervention)) == .duplicate)
    }

    @Test func theClockJudges() {
        var gate = EventGate(catalogue)
        #expect(reason(&gate, event(1, at: 100_000), now: 130_000) == nil)
        #expect(reason(&gate, event(2, at: 100_000), now: 130_001) == .stale)
        #expect(reason(&gate, event(3, at: 100_000), now: 98_000) == nil)
        #expect(reason(&gate, event(4, at: 100_000), now: 97_999) == .future)
        #expect(reason(&gate, event(1, at: 0, kind: .intervention), now: 1_000_000) == nil)
    }

    @Test func noHeartJumpsTwentyTimesFasterThanItCan() {
        var gate = EventGate(catalogue)
        #expect(reason(&gate, event(1, 70, at: 100_000)) == nil)
        #expect(reason(&gate, event(2, 180, at: 101_000)) == .impossibleRate)
        #expect(reason(&gate, event(3, 149, at: 101_000)) == nil)
        // Time makes it possible.
        #expect(reason(&gate, event(4, 40, at: 102_000)) == .impossibleRate)
        #expect(reason(&gate, event(5, 40, at: 104_000), now: 104_000) == nil)
    }

    @Test func sourcesAreBounded() {
        var gate = EventGate(catalogue)
        for source in 0..<EventGate.mostChannels {
            #expect(reason(&gate, event(1, source: "\(source)")) == nil)
        }
        #expect(reason(&gate, event(1, source: "one more")) == .tooManySources)
    }

    @Test func theWindowForgetsWhatIsFarBehind() {
        var window = SequenceWindow(first: 10)
        #expect(window.take(10) == .seen)
        #expect(window.take(100) == .new)
        #expect(window.take(99) == .late)
        #expect(window.take(99) == .seen)
        #expect(window.take(37) == .late)
        #expect(window.take(36) == .forgotten)
        #expect(window.take(UInt64.max) == .new)
    }

    @Test func aRememberedEventIsADuplicate() {
        var gate = EventGate(catalogue)
        let seen = event(9)
        gate.remember(
            source: seen.source, signal: seen.signal, sequence: 9, value: 70, time: 100_000)
        #expect(reason(&gate, seen) == .duplicate)
        #expect(reason(&gate, event(10, 180)) == .impossibleRate)
    }
}
