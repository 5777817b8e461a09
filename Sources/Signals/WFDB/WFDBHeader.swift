import TwinProtocol

/// The header of a record of PhysioNet's waveform database: a text file that says how its signals are stored.
///
/// Of one segment, with signals in the formats 16 and 212.
///
/// Source: Moody, *WFDB Applications Guide*, header(5) and signal(5).
public struct WFDBHeader: Sendable, Equatable {
    /// Formats of signal files.
    public enum Format: Int, Sendable, CaseIterable {
        /// Two bytes a sample, little-endian.
        case sixteen = 16
        /// Two samples of twelve bits in three bytes.
        case twoTwelve = 212

        /// The digital value that stands for no sample.
        var missing: Int { self == .sixteen ? -32_768 : -2048 }
    }

    /// One signal.
    public struct Signal: Sendable, Equatable {
        /// The file, in the folder of the header, and where samples begin in it [bytes].
        public var file: String
        public var offset: Int
        public var format: Format
        /// Samples in a frame.
        public var perFrame: Int
        /// Physical value = (digital value − baseline)/gain.
        public var gain: Double
        public var baseline: Double
        public var unit: String
        /// Sum of all samples in sixteen bits; nil where it is not given.
        public var checksum: Int?
        /// What it is, such as `ABP`.
        public var name: String
    }

    /// Frames per second.
    public var frequency: Double
    /// Frames of the record; nil where it ends with its files.
    public var frames: Int?
    /// When it begins [ms since 1970 UTC]; 0 where no date is given.
    public var start: Int64
    public var signals: [Signal]

    /// Most signals, and most samples in a frame of a file.
    private static let mostSignals = 256
    private static let mostPerFrame = 4096

    /// Reads a header.
    ///
    /// - Throws: ``SignalError``.
    public init(_ bytes: [UInt8], path: String) throws(SignalError) {
        func fail(_ reason: String) -> SignalError { SignalError(path: path, reason: reason) }
        let lines = bytes.split(whereSeparator: { $0 == 0x0a || $0 == 0x0d })
            .filter { $0.first != 0x23 && !$0.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
            .map { String(decoding: $0, as: UTF8.self) }
        guard let first = lines.first else { throw fail("the header has no line") }
        let words = Self.words(first)
        guard words.count >= 2, let count = Int(words[1]) else {
            throw fail("the first line is to be: name, number of signals, frequency, …")
        }
        guard !words[0].contains("/") else {
            throw fail("records of several segments are not read: replay each segment")
        }
        guard (1...Self.mostSignals).contains(count), lines.count > count else {
            throw fail("\(count) signals are announced, \(lines.count - 1) described")
        }
        let rate = words.count > 2 ? words[2].prefix { $0 != "/" && $0 != "(" } : "250"
        guard let frequency = Double(rate), frequency.isFinite, (1e-4...1e5).contains(frequency)
        else { throw fail("\(rate) is no frequency") }
        self.frequency = frequency
        frames = try Self.frames(words, fail)
        start = try Self.start(words, fail)
        var signals: [Signal] = []
        for line in lines[1...count] { signals.append(try Self.signal(line, fail)) }
        self.signals = signals
    }

    private static func words(_ line: String) -> [Substring] {
        line.split { $0 == " " || $0 == "\t" }
    }

    private static func frames(
        _ words: [Substring], _ fail: (String) -> SignalError
    ) throws(SignalError) -> Int? {
        guard words.count > 3 else { return nil }
        guard let frames = Int(words[3]), (0...1 << 40).contains(frames) else {
            throw fail("\(words[3]) is no number of samples")
        }
        return frames == 0 ? nil : frames
    }

    /// `hh:mm:ss dd/mm/yyyy`, taken as UTC.
    private static func start(
        _ words: [Substring], _ fail: (String) -> SignalError
    ) throws(SignalError) -> Int64 {
        guard words.count > 5 else { return 0 }
        let date = words[5].split(separator: "/")
        let time = words[4].split(separator: ":")
        func padded(_ word: Substring) -> String { word.count == 1 ? "0" + word : String(word) }
        guard date.count == 3, time.count == 3,
            let moment = Instant.milliseconds(
                "\(date[2])-\(padded(date[1]))-\(padded(date[0]))T\(padded(time[0])):\(padded(time[1])):\(time[2])Z"
            )
        else { throw fail("\(words[4]) \(words[5]) is no time and date since 1970") }
        return moment
    }

    private static func signal(
        _ line: String, _ fail: (String) -> SignalError
    ) throws(SignalError) -> Signal {
        let words = Self.words(line)
        guard words.count >= 2, !words[0].contains("/"), words[0] != "." && words[0] != ".." else {
            throw fail("\"\(line)\": a signal is to have a file beside the header and a format")
        }
        guard words[0] != "~" else { throw fail("\"\(line)\": a signal without a file") }
        let form = try form(words[1], fail)
        // gain(baseline)/unit
        let scale = words.count > 2 ? String(words[2]) : "200"
        let parts = scale.split(separator: "/", maxSplits: 1)
        let number = parts.first?.prefix { $0 != "(" } ?? ""
        guard var gain = Double(number), gain.isFinite else { throw fail("\(scale) is no gain") }
        // By definition: not calibrated, 200 units of the converter in a unit.
        if gain == 0 { gain = 200 }
        var baseline: Double?
        if let head = parts.first, let open = head.firstIndex(of: "(") {
            guard head.last == ")", let value = Int32(head[head.index(after: open)...].dropLast())
            else { throw fail("\(scale) is no gain with a baseline") }
            baseline = Double(value)
        }
        func whole(_ place: Int, _ name: String) throws(SignalError) -> Int? {
            guard words.count > place else { return nil }
            guard let value = Int32(words[place]) else {
                throw fail("\(words[place]) is no \(name)")
            }
            return Int(value)
        }
        let zero = try whole(4, "zero of the converter") ?? 0
        return Signal(
            file: String(words[0]), offset: form.offset, format: form.format,
            perFrame: form.perFrame, gain: gain, baseline: baseline ?? Double(zero),
            unit: parts.count > 1 ? String(parts[1]) : "mV", checksum: try whole(6, "checksum"),
            name: words.count > 8 ? words[8...].joined(separator: " ") : "")
    }

    /// `16x2+512`: format, samples in a frame, offset.
    private static func form(
        _ word: Substring, _ fail: (String) -> SignalError
    ) throws(SignalError) -> (format: Format, perFrame: Int, offset: Int) {
        guard !word.contains(":") else { throw fail("\(word): signals with a skew are not read") }
        let halves = word.split(separator: "+", omittingEmptySubsequences: false)
        let parts = halves[0].split(separator: "x", omittingEmptySubsequences: false)
        guard halves.count <= 2, parts.count <= 2,
            let offset = halves.count == 2 ? Int32(halves[1]) : 0, offset >= 0,
            let perFrame = parts.count == 2 ? Int(parts[1]) : 1,
            (1...mostPerFrame).contains(perFrame), let number = Int(parts[0])
        else { throw fail("\(word) is no format") }
        guard let format = Format(rawValue: number) else {
            throw fail("format \(number) is not read; those that are: 16, 212")
        }
        return (format, perFrame, Int(offset))
    }
}
