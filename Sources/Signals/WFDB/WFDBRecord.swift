import Foundation

/// A record of PhysioNet's waveform database: its header and the samples of its files.
public struct WFDBRecord: SignalRecord {
    private let header: WFDBHeader
    private let samples: WFDBSamples

    /// Opens a record.
    ///
    /// - Parameter path: with or without `.hea`.
    /// - Throws: ``SignalError``.
    public init(path: String) throws(SignalError) {
        let path = path.hasSuffix(".hea") ? path : path + ".hea"
        guard let data = FileManager.default.contents(atPath: path) else {
            throw SignalError(path: path, reason: "cannot be read")
        }
        header = try WFDBHeader([UInt8](data), path: path)
        let folder = URL(filePath: path).deletingLastPathComponent().path
        samples = try WFDBSamples(header, folder: folder)
    }

    public var format: String { "wfdb" }
    public var framesPerSecond: Double { header.frequency }
    public var frames: Int { samples.frames }
    public var start: Int64 { header.start }
    public var signals: [RecordedSignal] {
        header.signals.map { RecordedSignal(name: $0.name, unit: $0.unit, perFrame: $0.perFrame) }
    }

    public func value(_ signal: Int, _ frame: Int, _ sample: Int) -> Double? {
        samples.value(signal, frame, sample)
    }
}
