import CommandLineSupport
import Quantities
import Signals

/// Some seconds of one signal of a recording: `FILE#SIGNAL` or `FILE#SIGNAL@FROM:TO`.
struct SignalCut {
    /// The file.
    let file: String
    /// Name of the signal.
    let signal: String
    /// Unit as the file writes it.
    let unit: String
    /// Times from the start of the cut [ms].
    let times: [Double]
    /// Values in the unit.
    let values: [Double]

    /// Most seconds that a fit is given: beats in them are averaged.
    static let longest = 300.0

    /// Reads a cut.
    ///
    /// - Throws: `SignalError` of the file, ``SignalCutError`` of what is asked of it.
    init(_ text: String) throws {
        guard let mark = text.lastIndex(of: "#") else { throw SignalCutError.form(text) }
        let name = String(text[..<mark])
        let rest = text[text.index(after: mark)...].split(
            separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        let wanted = String(rest[0])
        let record = try SignalFiles.open(name)
        guard let place = record.signals.firstIndex(where: { $0.name == wanted }) else {
            throw SignalCutError.noSignal(wanted, known: record.signals.map(\.name))
        }
        let seconds = Double(record.frames) / record.framesPerSecond
        let span = try rest.count > 1 ? Self.span(rest[1]) : 0...seconds
        guard span.upperBound <= seconds else {
            throw SignalCutError.beyondEnd(span.upperBound, seconds: seconds)
        }
        guard span.upperBound - span.lowerBound <= Self.longest else {
            throw SignalCutError.tooLong(span.upperBound - span.lowerBound)
        }
        let rate = record.rate(of: place)
        let perFrame = record.signals[place].perFrame
        let first = Int((span.lowerBound * rate).rounded(.up))
        let end = min(Int((span.upperBound * rate).rounded(.down)), record.frames * perFrame)
        var times: [Double] = []
        var values: [Double] = []
        for number in first..<max(first, end) {
            guard let value = record.value(place, number / perFrame, number % perFrame) else {
                throw SignalCutError.gap(Double(number) / rate)
            }
            times.append(1000 * Double(number - first) / rate)
            values.append(value)
        }
        guard !values.isEmpty else { throw SignalCutError.empty }
        (file, signal, unit) = (name, wanted, record.signals[place].unit)
        (self.times, self.values) = (times, values)
    }

    private static func span(_ text: Substring) throws -> ClosedRange<Double> {
        let ends = text.split(separator: ":", omittingEmptySubsequences: false)
        guard ends.count == 2, let from = Double(ends[0]), let to = Double(ends[1]), from >= 0,
            to > from, to.isFinite
        else { throw SignalCutError.span(String(text)) }
        return from...to
    }
}

/// What cannot be cut out of a recording.
enum SignalCutError: Error, CustomStringConvertible {
    case form(String)
    case span(String)
    case noSignal(String, known: [String])
    case beyondEnd(Double, seconds: Double)
    case tooLong(Double)
    case gap(Double)
    case empty

    var description: String {
        switch self {
        case .form(let text): "\(text) is not of the form FILE#SIGNAL@FROM:TO"
        case .span(let text): "\"\(text)\" is no span of seconds such as 600:630"
        case .noSignal(let name, let known):
            "there is no signal \"\(name)\"" + Spelling.suggestion(for: name, among: known)
        case .beyondEnd(let end, let seconds):
            "\(end.short) s is after the end of the recording at \(seconds.short) s"
        case .tooLong(let seconds):
            "\(seconds.short) s are too long to be averaged, at most \(SignalCut.longest.short) s; "
                + "name a part, such as @600:630"
        case .gap(let time): "there is no sample at \(time.short) s; choose a part without a gap"
        case .empty: "the part has no sample"
        }
    }
}
