import TwinProtocol

/// The header of a file in European Data Format (EDF, EDF+) or its form with 24 bits (BDF).
///
/// Fields of fixed widths in ASCII: 256 bytes about the file, then 256 about each signal, field by field. A data record
/// is a frame. Interrupted files (EDF+D) are not read.
///
/// Source: Kemp et al., *Electroencephalogr. Clin. Neurophysiol.* 82 (1992) 391–393, doi:10.1016/0013-4694(92)90009-7;
/// Kemp & Olivan, *Clin. Neurophysiol.* 114 (2003) 1755–1761, doi:10.1016/S1388-2457(03)00123-8. BDF from memory.
public struct EDFHeader: Sendable, Equatable {
    /// One signal.
    public struct Signal: Sendable, Equatable {
        /// Its label, such as `ECG II`.
        public var name: String
        public var unit: String
        /// Samples in a frame.
        public var perFrame: Int
        /// Physical value = offset + gain · digital value.
        public var gain: Double
        public var offset: Double
        /// The first sample in a frame, in samples of all signals.
        public var first: Int
        /// Not sampled: times and texts of EDF+.
        public var isAnnotation: Bool
    }

    /// Bytes of a sample: 2, or 3 in BDF.
    public var sampleBytes: Int
    /// Bytes before the first frame.
    public var bytes: Int
    /// Frames of the file; nil where the recorder did not say.
    public var frames: Int?
    /// Duration of a frame [s].
    public var frameDuration: Double
    /// When it begins [ms since 1970 UTC], the local time taken as UTC; dates are of 1985 to 2084.
    public var start: Int64
    /// All signals, annotations too.
    public var signals: [Signal]

    /// Samples of all signals in a frame.
    public var samplesPerFrame: Int { signals.reduce(0) { $0 + $1.perFrame } }

    private static let mostSignals = 4096
    private static let mostPerFrame = 1 << 20

    /// Reads a header.
    ///
    /// - Throws: ``SignalError``.
    public init(_ file: some RandomAccessCollection<UInt8>, path: String) throws(SignalError) {
        func fail(_ reason: String) -> SignalError { SignalError(path: path, reason: reason) }
        guard file.count >= 256 else { throw fail("is too short for a header of EDF") }
        var fields = EDFFields(file.prefix(256))
        let version = fields.raw(8)
        switch version.first {
        case UInt8(ascii: "0"): sampleBytes = 2
        case 0xff where version.dropFirst().elementsEqual("BIOSEMI".utf8): sampleBytes = 3
        default: throw fail("does not begin like EDF or BDF")
        }
        fields.skip(160)
        start = try Self.start(date: fields.text(8), time: fields.text(8), fail)
        bytes = try fields.whole(8, "length of the header", 256...1 << 24, fail)
        guard !fields.text(44).hasPrefix("EDF+D") else {
            throw fail("is interrupted (EDF+D): cut it into continuous files first")
        }
        let count = try fields.whole(8, "number of data records", -1...1 << 40, fail)
        frames = count < 0 ? nil : count
        let duration = fields.text(8)
        guard let seconds = Double(duration), seconds.isFinite, (1e-3...1e5).contains(seconds)
        else { throw fail("\"\(duration.printable)\" s is no duration of a data record") }
        frameDuration = seconds
        let number = try fields.whole(4, "number of signals", 1...Self.mostSignals, fail)
        guard bytes == 256 * (number + 1), file.count >= bytes else {
            throw fail(
                "\(number) signals need a header of \(256 * (number + 1)) bytes, not \(bytes)")
        }
        signals = try Self.signals(
            number, EDFFields(file.dropFirst(256).prefix(256 * number)), fail)
    }

    /// `dd.mm.yy` and `hh.mm.ss`; years 85 to 99 are of the last century.
    private static func start(
        date: String, time: String, _ fail: (String) -> SignalError
    ) throws(SignalError) -> Int64 {
        let day = date.split(separator: ".").compactMap { Int($0) }
        let clock = time.split(separator: ".")
        guard day.count == 3, clock.count == 3, (0...99).contains(day[2]) else {
            throw fail("\"\(date.printable) \(time.printable)\" is no date and time")
        }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let year = day[2] >= 85 ? 1900 + day[2] : 2000 + day[2]
        let text =
            "\(year)-\(two(day[1]))-\(two(day[0]))T\(clock[0]):\(clock[1]):\(clock[2])Z"
        guard let moment = Instant.milliseconds(text) else {
            throw fail("\"\(date.printable) \(time.printable)\" is no date and time")
        }
        return moment
    }

    private static func signals(
        _ count: Int, _ fields: EDFFields, _ fail: (String) -> SignalError
    ) throws(SignalError) -> [Signal] {
        var fields = fields
        let names = (0..<count).map { _ in fields.text(16) }
        fields.skip(80 * count)
        let units = (0..<count).map { _ in fields.text(8) }
        func numbers(_ what: String) throws(SignalError) -> [Double] {
            var numbers: [Double] = []
            for place in 0..<count {
                let text = fields.text(8)
                guard let number = Double(text), number.isFinite else {
                    throw fail("\(names[place].printable): \"\(text.printable)\" is no \(what)")
                }
                numbers.append(number)
            }
            return numbers
        }
        let physicalLow = try numbers("physical minimum")
        let physicalHigh = try numbers("physical maximum")
        let digitalLow = try numbers("digital minimum")
        let digitalHigh = try numbers("digital maximum")
        fields.skip(80 * count)
        var signals: [Signal] = []
        var first = 0
        for place in 0..<count {
            let perFrame = try fields.whole(
                8, "number of samples of \(names[place].printable)", 1...mostPerFrame, fail)
            let isAnnotation =
                names[place].hasPrefix("EDF Annotations")
                || names[place].hasPrefix("BDF Annotations")
            guard digitalLow[place] < digitalHigh[place] || isAnnotation else {
                throw fail(
                    "\(names[place].printable): the digital minimum is not below the maximum")
            }
            guard physicalLow[place] != physicalHigh[place] || isAnnotation else {
                throw fail("\(names[place].printable): the physical minimum is the maximum")
            }
            let gain =
                (physicalHigh[place] - physicalLow[place])
                / max(1, digitalHigh[place] - digitalLow[place])
            let offset = physicalLow[place] - gain * digitalLow[place]
            guard gain.isFinite, offset.isFinite else {
                throw fail("\(names[place].printable): its ranges are too large")
            }
            signals.append(
                Signal(
                    name: names[place], unit: units[place], perFrame: perFrame, gain: gain,
                    offset: offset, first: first,
                    isAnnotation: isAnnotation))
            first += perFrame
        }
        return signals
    }
}

/// Fields of fixed widths, one after the other.
private struct EDFFields {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: some Sequence<UInt8>) { rest = Array(bytes)[...] }

    mutating func raw(_ width: Int) -> ArraySlice<UInt8> {
        defer { rest = rest.dropFirst(width) }
        return rest.prefix(width)
    }

    mutating func skip(_ width: Int) { rest = rest.dropFirst(width) }

    /// A text without the blanks that fill it up; bytes beyond ASCII are Latin 1, as recorders write µ.
    mutating func text(_ width: Int) -> String {
        var bytes = raw(width)
        while let last = bytes.last, last == 0x20 || last == 0 { bytes.removeLast() }
        while bytes.first == 0x20 { bytes.removeFirst() }
        return String(String.UnicodeScalarView(bytes.map { UnicodeScalar($0) }))
    }

    mutating func whole(
        _ width: Int, _ what: String, _ range: ClosedRange<Int>, _ fail: (String) -> SignalError
    ) throws(SignalError) -> Int {
        let text = text(width)
        guard let number = Int(text), range.contains(number) else {
            throw fail("\"\(text.printable)\" is no \(what)")
        }
        return number
    }
}

extension String {
    /// Without what could disturb a terminal.
    fileprivate var printable: String {
        String(
            String.UnicodeScalarView(
                unicodeScalars.filter { $0.value >= 0x20 && $0.value < 0x7f || $0.value >= 0xa0 }))
    }
}
