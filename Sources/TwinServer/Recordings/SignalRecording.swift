import Foundation
import TwinProtocol

/// Signals over time, as a table holds them, as events in the order of their times.
///
/// A vital sign is an event a value; a waveform comes in pieces of a second at most, each at the time of its last sample, and a piece
/// ends where samples are missing.
public struct SignalRecording: EventRecording {
    /// A signal.
    public struct Signal: Sendable {
        /// Code of a vital sign, or its name in records of PhysioNet.
        public var name: String
        /// Unit, UCUM or as monitors write it; nil for the one unit that the code has.
        public var unit: String?
        /// When [ms], growing, and what; NaN where nothing was measured.
        public var times: [Double]
        public var values: [Double]

        /// Collects a signal.
        public init(name: String, unit: String?, times: [Double], values: [Double]) {
            (self.name, self.unit, self.times, self.values) = (name, unit, times, values)
        }
    }

    fileprivate struct Track {
        var source: EventLines.Source
        var isWave: Bool
        var times: [Double]
        var values: [Double]
        var period: Double
        var next = 0
    }

    public let others: [String]
    private var tracks: [Track] = []
    private var end: Double

    /// Length of what comes at once [ms], and how far samples of a wave may be from equally spaced.
    private static let window = 1000.0
    fileprivate static let jitter = 0.1
    /// The end of the year 9999 [ms since 1970 UTC]; beyond it a unit is wrong.
    private static let latest = 253_402_300_799_999.0

    /// Makes a recording of signals.
    ///
    /// - Parameters:
    ///   - path: for messages and the names of sources.
    ///   - patient: whose it is taken to be.
    /// - Throws: ``TwinServerError/record(path:reason:)``: no signal is a vital sign, a unit is not that of its code, times do not
    ///   grow or are before 1970 or after 9999, a value is infinite.
    public init(
        _ signals: [Signal], path: String, patient: String
    ) throws(TwinServerError) {
        var others: [String] = []
        let file = URL(filePath: path).lastPathComponent
        for signal in signals {
            guard let vital = Self.vital(signal) else {
                others.append(signal.name)
                continue
            }
            let unit = signal.unit.map { SignalNames.units[$0] ?? $0 } ?? vital.unit
            guard unit == vital.unit else {
                throw .record(
                    path: path,
                    reason: "\(signal.name) is in \(unit); \(vital.code) is in \(vital.unit)")
            }
            let places = signal.values.indices.filter { !signal.values[$0].isNaN }
            let (times, values) = (
                places.map { signal.times[$0] }, places.map { signal.values[$0] }
            )
            if let bad = places.indices.dropFirst().first(where: { times[$0] <= times[$0 - 1] }) {
                throw .record(
                    path: path,
                    reason:
                        "\(signal.name): times do not grow: \(times[bad]) ms after \(times[bad - 1]) ms"
                )
            }
            guard values.allSatisfy(\.isFinite),
                times.allSatisfy({ (0...Self.latest).contains($0) })
            else {
                throw .record(
                    path: path,
                    reason:
                        "\(signal.name): a value that is infinite, or a time before 1970 or after 9999"
                )
            }
            let gaps = zip(times.dropFirst(), times).map { $0 - $1 }.sorted()
            tracks.append(
                Track(
                    source: EventLines.Source(
                        patient: patient, source: "\(file)#\(signal.name)", code: vital.code,
                        unit: unit),
                    isWave: vital.isWaveform, times: times, values: values,
                    period: gaps.isEmpty ? 0 : gaps[gaps.count / 2]))
        }
        guard tracks.contains(where: { !$0.times.isEmpty }) else {
            throw .record(
                path: path,
                reason:
                    "no value of a signal that the twin knows; signals there: \(signals.map(\.name).joined(separator: ", ")); "
                    + "known are the codes of `hearttwin live schema` and "
                    + (SignalNames.waveforms.keys.sorted() + SignalNames.values.keys.sorted())
                    .joined(separator: ", "))
        }
        self.others = others
        end = (tracks.compactMap(\.times.first).min() ?? 0) + Self.window
    }

    /// Whether a name is a code that the twin knows, or one of PhysioNet's for some.
    public static func isKnown(_ name: String) -> Bool {
        VitalCodes.all.contains { $0.code == name }
            || SignalNames.code(of: name, perSecond: 0) != nil
            || SignalNames.code(of: name, perSecond: .infinity) != nil
    }

    private static func vital(_ signal: Signal) -> VitalCode? {
        let span = (signal.times.last ?? 0) - (signal.times.first ?? 0)
        let rate = span > 0 ? 1000 * Double(signal.times.count - 1) / span : 0
        let code = SignalNames.code(of: signal.name, perSecond: rate) ?? signal.name
        return VitalCodes.all.first { $0.code == code }
    }

    /// The events of the next second; nil at the end.
    public mutating func next() -> [String]? {
        guard
            let first = tracks.compactMap({ $0.next < $0.times.count ? $0.times[$0.next] : nil })
                .min()
        else { return nil }
        // A pause is passed over.
        while first >= end {
            end += max(Self.window, Self.window * ((first - end) / Self.window).rounded(.down))
        }
        var lines = EventLines()
        for place in tracks.indices { tracks[place].add(until: end, to: &lines) }
        end += Self.window
        return lines.sorted
    }
}

extension SignalRecording.Track {
    fileprivate mutating func add(until end: Double, to lines: inout EventLines) {
        while next < times.count, times[next] < end {
            let first = next
            next += 1
            if isWave {
                while next < times.count, times[next] < end,
                    next - first < EventDecoder.mostSamples,
                    abs(times[next] - times[next - 1] - period) < SignalRecording.jitter * period
                { next += 1 }
            }
            let time = Int64(times[next - 1].rounded())
            if isWave {
                lines.add(wave: values[first..<next], period: period, at: time, of: &source)
            } else {
                lines.add(values[first], at: time, of: &source)
            }
        }
    }
}
