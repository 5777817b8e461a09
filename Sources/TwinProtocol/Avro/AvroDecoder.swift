/// The schema that some data was written with, of those that are events.
public enum AvroForm: Sendable, Equatable {
    /// All of ``EventSchemas/avro``: the number of the branch comes first.
    case union
    /// One record of it.
    case record(TwinEvent.Kind)
}

/// Reads events from Avro, by the schema of ``EventSchemas/avro`` and no other.
///
/// A scalar event costs no allocation. Not for use by two threads at once.
public final class AvroDecoder {
    private let catalogue: EventCatalogue
    private let fields: [[(field: EventField, isOptional: Bool)]]
    private let schemas: [UInt32: AvroForm]?

    /// Makes a decoder.
    ///
    /// - Parameter framedBy: where data comes behind a zero byte and the number of a schema, the numbers that are
    ///   known; nil for data by itself.
    public init(_ catalogue: EventCatalogue, framedBy schemas: [UInt32: AvroForm]? = nil) {
        self.catalogue = catalogue
        self.schemas = schemas
        fields = TwinEvent.Kind.allCases.map { kind in
            EventSchemas.avroFields(of: kind).map { ($0, kind.optional.contains($0)) }
        }
    }

    /// Reads one event.
    ///
    /// - Throws: why it is rejected.
    public func decode(
        _ bytes: UnsafeBufferPointer<UInt8>
    ) throws(RejectionReason) -> TwinEvent {
        guard bytes.count <= EventDecoder.longest else { throw .tooLarge }
        guard let start = bytes.baseAddress else { throw .malformed }
        var scanner = AvroScanner(start, count: bytes.count)
        let kind = try kind(&scanner)
        var event = TwinEvent(
            kind: kind, signal: -1, value: 0, sourceTime: 0, sequence: 0, source: 0)
        var hasValue = false
        var hasWave = false
        var unit = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
        for (field, isOptional) in fields[Int(kind.rawValue)] {
            if isOptional, try scanner.index(below: 2) == 0 { continue }
            switch field {
            case .value:
                hasValue = true
                event.value = try scanner.double()
            case .wave:
                hasWave = true
                try readWave(&scanner, &event)
            case .unit: unit = try scanner.bytes()
            default: try read(field, &scanner, &event)
            }
        }
        guard scanner.left == 0 else { throw .malformed }
        guard kind != .intervention else { return event }
        let isParameter = catalogue.signals[event.signal].kind == .parameter
        guard isParameter == (kind == .parameter) else { throw .unknownCode }
        guard hasValue || hasWave else { throw .missingKey }
        guard hasValue != hasWave else { throw .wrongType }
        try catalogue.judge(
            event.value, event.samples, isWave: hasWave, unit: unit, of: event.signal)
        return event
    }

    @inline(__always)
    private func kind(_ scanner: inout AvroScanner) throws(RejectionReason) -> TwinEvent.Kind {
        var form = AvroForm.union
        if let schemas {
            guard scanner.left >= 5 else { throw .malformed }
            guard try scanner.byte() == 0 else { throw .malformed }
            var number: UInt32 = 0
            for _ in 0..<4 { number = number << 8 | UInt32(try scanner.byte()) }
            guard let known = schemas[number] else { throw .badSchema }
            form = known
        }
        if case .record(let kind) = form { return kind }
        let branch = try scanner.long()
        guard (0...2).contains(branch), let kind = TwinEvent.Kind(rawValue: UInt8(branch)) else {
            throw .badSchema
        }
        return kind
    }

    @inline(__always)
    private func read(
        _ field: EventField, _ scanner: inout AvroScanner, _ event: inout TwinEvent
    ) throws(RejectionReason) {
        switch field {
        case .patient:
            guard try scanner.bytes().matches(catalogue.patientBytes) else { throw .wrongPatient }
        case .source:
            let text = try scanner.bytes()
            guard !text.isEmpty, text.allSatisfy({ (0x20..<0x7f).contains($0) }) else {
                throw .malformed
            }
            event.source = FNV.hash(text)
        case .code, .name:
            event.signal = catalogue.place(try scanner.bytes())
            guard event.signal >= 0 else { throw .unknownCode }
        case .timeMs:
            event.sourceTime = try scanner.long()
            guard event.sourceTime >= 0 else { throw .outOfRange }
        case .sequence:
            let number = try scanner.long()
            guard number >= 0 else { throw .outOfRange }
            event.sequence = UInt64(number)
        case .quality:
            let place = try scanner.index(below: TwinEvent.Quality.allCases.count)
            guard let quality = TwinEvent.Quality(rawValue: UInt8(place)), quality != .bad else {
                throw .badQuality
            }
            event.quality = quality
        case .rampMs:
            event.ramp = try scanner.double()
            guard event.ramp.isFinite else { throw .notFinite }
            guard (0...EventDecoder.longestRamp).contains(event.ramp) else { throw .outOfRange }
        case .call: event.call = String(decoding: try scanner.bytes(), as: UTF8.self)
        case .schema, .value, .unit, .wave: throw .malformed
        }
    }

    private func readWave(
        _ scanner: inout AvroScanner, _ event: inout TwinEvent
    ) throws(RejectionReason) {
        event.samplePeriod = try scanner.double()
        guard event.samplePeriod.isFinite else { throw .notFinite }
        guard (0.1...1000).contains(event.samplePeriod) else { throw .outOfRange }
        while true {
            let count = try scanner.block(bytesPerItem: 8)
            guard count > 0 else { break }
            guard event.samples.count + count <= EventDecoder.mostSamples else { throw .tooLarge }
            for _ in 0..<count { event.samples.append(try scanner.double()) }
        }
        guard let last = event.samples.last else { throw .missingKey }
        event.value = last
    }
}
