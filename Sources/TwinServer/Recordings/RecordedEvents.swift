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
    private var sources: [(signal: Int, isWave: Bool, source: EventLines.Source)]
    private let framesAtOnce: Int
    private var frame = 0

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
        var sources: [(signal: Int, isWave: Bool, source: EventLines.Source)] = []
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
            sources.append(
                (
                    number, vital.isWaveform,
                    EventLines.Source(
                        patient: patient, source: "\(record.format):\(name)#\(number)",
                        code: vital.code, unit: unit)
                ))
        }
        guard !sources.isEmpty else {
            throw .record(
                path: path,
                reason:
                    "no signal that the twin knows among \(others.joined(separator: ", ")); it knows "
                    + (SignalNames.waveforms.keys.sorted() + SignalNames.values.keys.sorted())
                    .joined(separator: ", "))
        }
        (self.others, self.sources) = (others, sources)
        let atOnce = min(
            record.framesPerSecond,
            record.framesPerSecond * Double(EventDecoder.mostSamples) / fastest)
        framesAtOnce = max(1, Int(atOnce))
    }

    /// The events of the next second; nil at the end.
    public mutating func next() -> [String]? {
        guard frame < record.frames else { return nil }
        let range = frame..<min(frame + framesAtOnce, record.frames)
        frame = range.upperBound
        var lines = EventLines()
        for place in sources.indices {
            sources[place].isWave
                ? addWave(place, range, &lines) : addValues(place, range, &lines)
        }
        return lines.sorted
    }

    /// The time of a sample, counted from the first one of the signal [ms since 1970 UTC].
    private func time(_ signal: Int, _ number: Int) -> Int64 {
        let rate = record.rate(of: signal)
        return record.start + Int64((1000 * Double(number) / rate).rounded())
    }

    private mutating func addValues(
        _ place: Int, _ range: Range<Int>, _ lines: inout EventLines
    ) {
        let signal = sources[place].signal
        let perFrame = record.signals[signal].perFrame
        for number in range.lowerBound * perFrame..<range.upperBound * perFrame {
            guard let value = record.value(signal, number / perFrame, number % perFrame) else {
                continue
            }
            lines.add(value, at: time(signal, number), of: &sources[place].source)
        }
    }

    private mutating func addWave(
        _ place: Int, _ range: Range<Int>, _ lines: inout EventLines
    ) {
        let signal = sources[place].signal
        let perFrame = record.signals[signal].perFrame
        let period = 1000 / record.rate(of: signal)
        let end = range.upperBound * perFrame
        var values: [Double] = []
        for number in range.lowerBound * perFrame..<end {
            let value = record.value(signal, number / perFrame, number % perFrame)
            if let value { values.append(value) }
            guard value == nil || number + 1 == end, !values.isEmpty else { continue }
            let last = value == nil ? number - 1 : number
            lines.add(
                wave: values, period: period, at: time(signal, last),
                of: &sources[place].source)
            values = []
        }
    }
}
