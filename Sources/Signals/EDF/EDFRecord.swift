import Foundation

/// A file in European Data Format, or BDF.
public struct EDFRecord: SignalRecord {
    public let frames: Int
    public let signals: [RecordedSignal]
    private let header: EDFHeader
    private let data: Data
    private let sampled: [EDFHeader.Signal]

    /// Opens a file.
    ///
    /// - Throws: ``SignalError``; also where it is shorter than its header says, or has annotations only.
    public init(path: String) throws(SignalError) {
        do {
            data = try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
        } catch {
            throw SignalError(path: path, reason: "cannot be read")
        }
        header = try EDFHeader(data, path: path)
        sampled = header.signals.filter { !$0.isAnnotation }
        signals = sampled.map {
            RecordedSignal(name: $0.name, unit: $0.unit, perFrame: $0.perFrame)
        }
        guard !signals.isEmpty else {
            throw SignalError(path: path, reason: "has annotations only")
        }
        let whole = (data.count - header.bytes) / (header.samplesPerFrame * header.sampleBytes)
        guard header.frames.map({ whole >= $0 }) ?? true else {
            throw SignalError(
                path: path, reason: "\(whole) data records, \(header.frames ?? 0) announced")
        }
        frames = header.frames ?? whole
    }

    public var format: String { "edf" }
    public var framesPerSecond: Double { 1 / header.frameDuration }
    public var start: Int64 { header.start }

    public func value(_ signal: Int, _ frame: Int, _ sample: Int) -> Double? {
        let form = sampled[signal]
        let number = frame * header.samplesPerFrame + form.first + sample
        let at = data.startIndex + header.bytes + number * header.sampleBytes
        // Little-endian with a sign, moved to the upper end of 32 bits to get it.
        var bits: UInt32 = 0
        for byte in 0..<header.sampleBytes {
            bits |= UInt32(data[at + byte]) << UInt32(8 * (byte + 4 - header.sampleBytes))
        }
        let digital = Int32(bitPattern: bits) >> Int32(8 * (4 - header.sampleBytes))
        return form.offset + form.gain * Double(digital)
    }
}
