import Circulation
import CommandLineSupport
import Foundation
import HeartModel
import Mechanics
import Quantities
import Reports

/// The stream of `simulate --events ndjson`: one JSON object per line on standard output.
///
/// `started`, then a `step` for every accepted step (numbered through the whole run), a `beat` after
/// each completed beat, and at the end one of `finished`, `interrupted`, `failed`.
struct RunEvents {
    /// False writes nothing.
    var enabled: Bool

    func started(_ provenance: RunProvenance, patient: String, beats: Int) throws {
        try write(
            Started(
                patient: patient, version: provenance.version, fingerprint: provenance.fingerprint,
                completedBeats: beats))
    }

    func step(_ step: HeartStep, number: Int, beat: Int) throws {
        try write(
            Step(
                step: number, beat: beat, timeMs: step.time,
                lvPressureMmHg: step.pressures.leftVentricle / Units.mmHg,
                rvPressureMmHg: step.pressures.rightVentricle / Units.mmHg,
                lvVolumeML: step.loop.leftVentricleVolume / Units.mL,
                rvVolumeML: step.loop.rightVentricleVolume / Units.mL,
                iterations: step.report.iterations))
    }

    func beat(_ number: Int, change: BeatComparison?) throws {
        try write(
            Beat(
                beat: number, largestChangePercent: change.map { 100 * $0.largest },
                changed: change?.worst))
    }

    func ended(_ summary: RunSummary) throws {
        try write(Ended(event: summary.completed ? "finished" : "interrupted", summary: summary))
    }

    func failed(_ error: any Error) {
        let code = Failure.exitCode(of: error) ?? CommandExit.internalError
        try? write(Failed(message: "\(error)", exitCode: code))
    }

    private func write(_ event: some Encodable) throws {
        guard enabled else { return }
        Printing.out(try JSONText.of(event, oneLine: true))
    }

    private struct Started: Encodable {
        var event = "started"
        var patient: String
        var version: String
        var fingerprint: String
        var completedBeats: Int
    }

    private struct Step: Encodable {
        var event = "step"
        var step: Int
        var beat: Int
        var timeMs: Double
        var lvPressureMmHg: Double
        var rvPressureMmHg: Double
        var lvVolumeML: Double
        var rvVolumeML: Double
        var iterations: Int
    }

    private struct Beat: Encodable {
        var event = "beat"
        var beat: Int
        var largestChangePercent: Double?
        var changed: String?
    }

    private struct Ended: Encodable {
        var event: String
        var summary: RunSummary
    }

    private struct Failed: Encodable {
        var event = "failed"
        var message: String
        var exitCode: Int32
    }
}
