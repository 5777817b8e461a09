import Foundation
import Testing
import TwinServer

@Suite struct SignalRecordingTests {
    private static func events(
        _ signals: [SignalRecording.Signal]
    ) throws -> (events: [[String: Any]], others: [String]) {
        var recording = try SignalRecording(signals, path: "/a/b.csv", patient: "p1")
        var events: [[String: Any]] = []
        while let lines = recording.next() {
            for line in lines {
                let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
                events.append(try #require(object as? [String: Any]))
            }
        }
        return (events, recording.others)
    }

    @Test func valuesAndPiecesOfWavesComeInOrderOfTime() throws {
        let wave = (0..<500).map { 80 + Double($0 % 100) }
        var gapped = wave
        for place in 200..<210 { gapped[place] = .nan }
        let (events, others) = try Self.events([
            .init(
                name: "MDC_ECG_HEART_RATE", unit: "/min", times: [0, 1000, 3_600_000],
                values: [70, .nan, 72]),
            .init(
                name: "ABP", unit: "mmHg", times: wave.indices.map { 8 * Double($0) },
                values: gapped),
            .init(name: "step", unit: nil, times: [0], values: []),
        ])
        #expect(others == ["step"])
        let times = events.compactMap { $0["timeMs"] as? Int }
        #expect(times == times.sorted() && times.count == events.count)
        let rates = events.filter { $0["code"] as? String == "MDC_ECG_HEART_RATE" }
        #expect(rates.compactMap { $0["value"] as? Double } == [70, 72])
        #expect(rates.compactMap { $0["sequence"] as? Int } == [1, 2])
        // Every sample that was there comes at its place, and no piece holds the gap.
        var found = [Double](repeating: .nan, count: wave.count)
        for event in events {
            guard let piece = event["wave"] as? [String: Any],
                let values = piece["values"] as? [Double], let time = event["timeMs"] as? Int
            else { continue }
            #expect(piece["periodMs"] as? Double == 8)
            #expect(values.count <= 126)
            for (place, value) in values.enumerated() {
                found[time / 8 - values.count + 1 + place] = value
            }
        }
        #expect(zip(found, gapped).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) })
    }

    @Test func aTableThatCannotBeIsRefused() {
        func reason(_ signal: SignalRecording.Signal) -> String {
            do {
                _ = try SignalRecording([signal], path: "b.csv", patient: "p1")
                return "taken"
            } catch {
                return "\(error)"
            }
        }
        #expect(
            reason(.init(name: "HR", unit: "kPa", times: [0], values: [1])).contains("kPa"))
        #expect(
            reason(.init(name: "HR", unit: nil, times: [5, 5], values: [70, 71]))
                .contains("do not grow"))
        #expect(
            reason(.init(name: "HR", unit: nil, times: [0], values: [.infinity]))
                .contains("infinite"))
        for time in [-1, 1e17, 1e300] {
            #expect(
                reason(.init(name: "HR", unit: nil, times: [time], values: [70])).contains("9999"))
        }
        #expect(
            reason(.init(name: "weight", unit: nil, times: [0], values: [1]))
                .contains("no value of a signal"))
    }
}
