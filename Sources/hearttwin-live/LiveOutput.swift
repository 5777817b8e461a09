import Foundation
import Reports
import Synchronization
import TwinEngine
import TwinProtocol
import TwinServer

/// Lines of JSON on standard output.
enum LiveOutput {
    /// A beat of the twin.
    static func line(_ beat: BeatRecord) -> String {
        let numbers: [(String, Double)] = [
            ("heartRatePerMinute", beat.heartRate), ("arterialMeanMmHg", beat.arterialMean),
            ("arterialSystolicMmHg", beat.arterialSystolic),
            ("arterialDiastolicMmHg", beat.arterialDiastolic),
            ("pulmonaryMeanMmHg", beat.pulmonaryMean),
            ("pulmonarySystolicMmHg", beat.pulmonarySystolic),
            ("pulmonaryDiastolicMmHg", beat.pulmonaryDiastolic),
            ("centralVenousMeanMmHg", beat.centralVenousMean),
            ("leftAtrialMeanMmHg", beat.leftAtrialMean),
            ("endDiastolicVolumeML", beat.endDiastolicVolume),
            ("endSystolicVolumeML", beat.endSystolicVolume),
            ("strokeVolumeML", beat.strokeVolume),
            ("cardiacOutputLitrePerMinute", beat.cardiacOutput),
        ]
        let fields = numbers.map { "\"\($0)\":\(String(format: "%.6g", $1))" }
        return "{\"type\":\"beat\",\"number\":\(beat.number),\"milliseconds\":\(beat.step),"
            + fields.joined(separator: ",") + ",\"faults\":\(beat.faults)}"
    }

    /// The account at the end.
    ///
    /// - Parameters:
    ///   - lost: outputs that sinks have lost so far.
    ///   - refused: outputs that sinks have refused for good so far.
    ///   - unfollowed: measurements that the estimator's hearts could not follow; nil without one.
    static func line(
        _ ingest: Ingest, _ status: TwinStatus, steps: UInt64, lost: UInt64, refused: UInt64,
        unfollowed: UInt64?
    ) -> String {
        let counts: [(String, UInt64)] =
            [
                ("milliseconds", steps), ("received", ingest.received.value),
                ("applied", status.applied.value), ("coalesced", status.coalesced.value),
                ("duplicate", ingest.duplicate.value), ("stale", ingest.stale.value),
                ("rejected", ingest.rejected.value + status.refused.value),
                ("resumed", ingest.resumed.value), ("missed", ingest.missed.value),
                ("skippedMilliseconds", status.skipped.value),
                ("lostBeats", status.lostBeats.value), ("lostOutputs", lost),
                ("refusedOutputs", refused),
            ] + (unfollowed.map { [("unfollowedMeasurements", $0)] } ?? [])
        let late = status.lateness
        return "{\"type\":\"end\","
            + counts.map { "\"\($0)\":\($1)" }.joined(separator: ",")
            + ",\"lateMicroseconds\":{\"bounds\":\(Histogram.bounds),\"steps\":\(late.values)}"
            + ",\"latencyMicroseconds\":{\"bounds\":\(Histogram.bounds),\"events\":\(status.latency.values)}}"
    }

    /// Events that a broker no longer has; their number is null where the topic is another one than before.
    static func line(_ gap: KafkaSource.Gap, of topic: String) -> String {
        let source = (try? JSONText.of("kafka:\(topic)/\(gap.partition)", oneLine: true))?
            .dropLast()
        return "{\"type\":\"gap\",\"source\":\(source ?? "\"\""),\"wanted\":\(gap.wanted),"
            + "\"oldest\":\(gap.oldest),\"missed\":\(gap.count.map(String.init) ?? "null")}"
    }

    /// An object as one line, with its type.
    static func line(_ forecast: Forecast) throws -> String {
        let text = try JSONText.of(forecast, oneLine: true).dropLast()
        return "{\"type\":\"\(forecast.interventions.isEmpty ? "forecast" : "whatif")\","
            + text.dropFirst()
    }

    /// How good the latest forecasts were; nil where none could be judged.
    static func line(_ ledger: ForecastLedger) -> String? {
        let scores = ledger.scores
        guard !scores.isEmpty, let text = try? JSONText.of(scores, oneLine: true) else {
            return nil
        }
        let (overtaken, notMeasured) = ledger.unjudged
        return "{\"type\":\"scores\",\"overtaken\":\(overtaken),\"notMeasured\":\(notMeasured),"
            + "\"scores\":\(text.dropLast())}"
    }

    private static let turn = Mutex<Void>(())

    private static let outlets = Mutex<LiveOutlets?>(nil)

    /// Where lines go as well, from now on.
    static func copy(to outlets: LiveOutlets) { self.outlets.withLock { $0 = outlets } }

    /// Writes a line, whole among those of other threads; a reader that has gone is no reason to end.
    static func write(_ line: String) {
        turn.withLock { _ in put(line) }
    }

    /// Writes a line and tells the run's sinks of it.
    static func write(_ line: String, _ content: TwinOutput.Content, step: UInt64) {
        // First the sinks: a reader of standard output that has stopped is waited for.
        outlets.withLock { $0 }?.add(content, step: step, line: line)
        write(line)
    }

    /// Tells the run's sinks of an event that was passed on.
    static func passed(_ event: TwinEvent, _ catalogue: EventCatalogue, step: UInt64) {
        outlets.withLock { $0 }?.passed(event, catalogue, step: step)
    }

    private static func put(_ line: String) {
        try? FileHandle.standardOutput.write(contentsOf: Data((line + "\n").utf8))
    }
}
