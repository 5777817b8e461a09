import Foundation
import Signals
import TwinProtocol

/// A recording as events, in the order of their times.
///
/// They are made as lines of JSON and take the way of all others. A waveform comes in pieces of a second at most;
/// where samples are missing, a piece ends. A piece's time is that of its last sample.
public struct RecordedEvents: Sendable {
    /// Signals that are no vital signs of the twin.
    public let others: [String]
    private let record: any SignalRecord
    private let heads: [(signal: Int, isWave: Bool, text: String)]
    private let framesAtOnce: Int
    private var frame = 0
    private var sequences: [UInt64]

    /// Opens a recording.
    ///
    /// - Parameters:
    ///   - path: as `SignalFiles` takes it.
    ///   - patient: whose it is taken to be.
    /// - Throws: ``TwinServerError/record(path:reason:)``; also where no signal is a vital sign.
    public init(path: String, patient: String) throws(TwinServerError) {
        do throws(SignalError) {
            record = try SignalFiles.open(path)
        } catch {
            throw .record(path: error.path, reason: error.reason)
        }
        let name = URL(filePath: path).deletingPathExtension().lastPathComponent
        var others: [String] = []
        var heads: [(signal: Int, isWave: Bool, text: String)] = []
        var fastest = 0.0
        for (number, signal) in record.signals.enumerated() {
            let rate = record.rate(of: number)
            let vital = SignalNames.code(of: signal.name, perSecond: rate)
                .flatMap { code in VitalCodes.all.first { $0.code == code } }
            guard let vital else {
                others.append(signal.name)
                continue
            }
            fastest = max(fastest, rate)
            let unit = SignalNames.units[signal.unit] ?? signal.unit
            heads.append(
                (
                    number, vital.isWaveform,
                    "{\"schema\":\"hearttwin.vital/1\",\"patient\":\(Self.quoted(patient)),"
                        + "\"source\":\(Self.quoted("\(record.format):\(name)#\(number)")),"
                        + "\"code\":\"\(vital.code)\",\"unit\":\(Self.quoted(unit)),"
                ))
        }
        guard !heads.isEmpty else {
            throw .record(
                path: path,
                reason:
                    "no signal that the twin knows among \(others.joined(separator: ", ")); it knows "
                    + (SignalNames.waveforms.keys.sorted() + SignalNames.values.keys.sorted())
                    .joined(separator: ", "))
        }
        (self.others, self.heads) = (others, heads)
        let atOnce = min(
            record.framesPerSecond,
            record.framesPerSecond * Double(EventDecoder.mostSamples) / fastest)
        framesAtOnce = max(1, Int(atOnce))
        sequences = [UInt64](repeating: 0, count: record.signals.count)
    }

    private static func quoted(_ text: String) -> String {
        let data = try? JSONEncoder().encode(text)
        return data.map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    }

    /// The events of the next second; nil at the end.
    public mutating func next() -> [String]? {
        guard frame < record.frames else { return nil }
        let range = frame..<min(frame + framesAtOnce, record.frames)
        frame = range.upperBound
        var lines: [(time: Int64, text: String)] = []
        for (signal, isWave, head) in heads {
            isWave ? addWave(signal, head, range, &lines) : addValues(signal, head, range, &lines)
        }
        // Stable: of one time, in the order of signals.
        return lines.enumerated().sorted {
            ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
        }
        .map(\.element.text)
    }

    /// The time of a sample, counted from the first one of the signal [ms since 1970 UTC].
    private func time(_ signal: Int, _ number: Int) -> Int64 {
        let rate = record.rate(of: signal)
        return record.start + Int64((1000 * Double(number) / rate).rounded())
    }

    private mutating func add(
        _ signal: Int, _ head: String, _ number: Int, _ value: String,
        _ lines: inout [(time: Int64, text: String)]
    ) {
        sequences[signal] += 1
        let time = time(signal, number)
        lines.append(
            (time, "\(head)\"timeMs\":\(time),\"sequence\":\(sequences[signal]),\(value)}"))
    }

    private mutating func addValues(
        _ signal: Int, _ head: String, _ range: Range<Int>,
        _ lines: inout [(time: Int64, text: String)]
    ) {
        let perFrame = record.signals[signal].perFrame
        for frame in range {
            for sample in 0..<perFrame {
                guard let value = record.value(signal, frame, sample) else { continue }
                add(signal, head, frame * perFrame + sample, "\"value\":\(value)", &lines)
            }
        }
    }

    private mutating func addWave(
        _ signal: Int, _ head: String, _ range: Range<Int>,
        _ lines: inout [(time: Int64, text: String)]
    ) {
        let perFrame = record.signals[signal].perFrame
        let period = 1000 / record.rate(of: signal)
        var values: [Double] = []
        func wave() -> String {
            "\"wave\":{\"periodMs\":\(period),\"values\":["
                + values.map { "\($0)" }.joined(separator: ",") + "]}"
        }
        for number in range.lowerBound * perFrame..<range.upperBound * perFrame {
            let value = record.value(signal, number / perFrame, number % perFrame)
            if let value { values.append(value) }
            guard value == nil || number + 1 == range.upperBound * perFrame, !values.isEmpty else {
                continue
            }
            add(signal, head, value == nil ? number - 1 : number, wave(), &lines)
            values = []
        }
    }
}
