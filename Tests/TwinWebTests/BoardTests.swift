import Testing
import TwinProtocol

import TwinWeb

@Suite struct BoardTests {
    private static let catalogue = EventCatalogue(patient: "p")

    private static func vital(_ value: Double, _ code: String = "MDC_ECG_HEART_RATE") -> TwinEvent {
        TwinEvent(
            kind: .vital, signal: catalogue.place(of: code) ?? -1, value: value, sourceTime: 5,
            sequence: 1, source: 1, quality: .uncertain)
    }

    @Test func theLatestValueOfEachCodeIsShownOnce() {
        let board = VitalBoard(Self.catalogue)
        for value in [70.0, 71, 72] { board.post(Self.vital(value), step: 0) }
        let found = board.take(at: 100)
        #expect(found.vitals.map(\.event.value) == [72])
        #expect(board.take(at: 101).vitals.isEmpty)
        let line = board.line(found.vitals[0], step: 100)
        #expect(line.contains(#""value":72,"unit":"/min"}"#))
        #expect(line.contains(#""step":100,"timeMs":5"#))
        #expect(line.contains(#""quality":"uncertain""#))
    }

    @Test func aRecordingIsShownWhenItsMomentHasCome() {
        let board = VitalBoard(Self.catalogue)
        board.post(Self.vital(70), step: 1000)
        board.post(Self.vital(80), step: 2000)
        #expect(board.take(at: 999).vitals.isEmpty)
        #expect(board.take(at: 1500).vitals.map(\.event.value) == [70])
        #expect(board.take(at: 2000).vitals.map(\.event.value) == [80])
    }

    @Test func aBoardIsBounded() {
        let board = VitalBoard(Self.catalogue)
        for step in 1...20_000 { board.post(Self.vital(Double(step)), step: UInt64(step)) }
        // Of what waits the latest 8192 are kept.
        #expect(board.take(at: 20_000 - 8192).vitals.isEmpty)
        let wave = Self.vital(1, "MDC_PRESS_BLD_ART_ABP")
        for _ in 0..<1000 { board.post(wave, step: 0) }
        let found = board.take(at: 20_000)
        #expect(found.vitals.map(\.event.value) == [20_000])
        #expect(found.waves.count == 64)
    }
}
