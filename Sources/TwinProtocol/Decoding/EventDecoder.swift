/// Reads events from JSON, strictly: every key known, of its type, once; every number finite and possible.
///
/// A well-formed scalar event costs no allocation. Not for use by two threads at once.
public final class EventDecoder {
    /// What is listened to.
    public let catalogue: EventCatalogue
    private let keys: [UInt64]
    private let schemas: [[UInt8]]
    private let required: [UInt32]
    private let allowed: [UInt32]
    private let qualities: [[UInt8]]
    private let scratch: UnsafeMutableBufferPointer<UInt8>

    /// Longest event [bytes].
    public static let longest = 65_536
    /// Most samples in a piece of a waveform.
    public static let mostSamples = 2048
    /// Longest ramp: a day [ms].
    public static let longestRamp = 86_400_000.0
    /// Bytes of strings with escapes in one event, all together.
    private static let scratchBytes = 1024

    /// Makes a decoder.
    public init(_ catalogue: EventCatalogue) {
        self.catalogue = catalogue
        keys = EventField.allCases.map(\.packed)
        schemas = TwinEvent.Kind.allCases.map { Array($0.schema.utf8) }
        func mask(_ fields: Set<EventField>) -> UInt32 {
            fields.reduce(0) { $0 | 1 << UInt32($1.rawValue) }
        }
        required = TwinEvent.Kind.allCases.map { mask($0.required) }
        allowed = TwinEvent.Kind.allCases.map { mask($0.required.union($0.optional)) }
        qualities = TwinEvent.Quality.allCases.map { Array($0.word.utf8) }
        scratch = .allocate(capacity: Self.scratchBytes)
        scratch.initialize(repeating: 0)
    }

    deinit { scratch.deallocate() }

    /// What the keys held, before they are judged together.
    private struct Draft {
        var seen: UInt32 = 0
        var kind = -1
        var place = -1
        var unit = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
        var event = TwinEvent(
            kind: .vital, signal: -1, value: 0, sourceTime: 0, sequence: 0, source: 0,
            quality: .good, ramp: 0, samples: [], samplePeriod: 0, call: "")

        func has(_ field: EventField) -> Bool { seen & 1 << UInt32(field.rawValue) != 0 }
    }

    /// Reads one event.
    ///
    /// - Throws: why it is rejected.
    public func decode(
        _ bytes: UnsafeBufferPointer<UInt8>
    ) throws(RejectionReason) -> TwinEvent {
        guard bytes.count <= Self.longest else { throw .tooLarge }
        guard let start = bytes.baseAddress else { throw .malformed }
        var scanner = ByteScanner(bytes, from: start, scratch: scratch)
        var draft = Draft()
        try scanner.expect(0x7b)
        if !scanner.take(0x7d) {
            repeat {
                let key = try scanner.string()
                guard let field = field(key) else { throw .unknownKey }
                guard !draft.has(field) else { throw .duplicateKey }
                draft.seen |= 1 << UInt32(field.rawValue)
                try scanner.expect(0x3a)
                try read(field, &scanner, &draft)
            } while scanner.take(0x2c)
            try scanner.expect(0x7d)
        }
        try scanner.expectEnd()
        try judge(&draft)
        return draft.event
    }

    @inline(__always)
    private func field(_ key: UnsafeBufferPointer<UInt8>) -> EventField? {
        guard key.count <= 8 else { return nil }
        var packed: UInt64 = 0
        for byte in key { packed = packed << 8 | UInt64(byte) }
        for place in 0..<keys.count where keys[place] == packed {
            return EventField(rawValue: place)
        }
        return nil
    }

    @inline(__always)
    private func read(
        _ field: EventField, _ scanner: inout ByteScanner, _ draft: inout Draft
    ) throws(RejectionReason) {
        switch field {
        case .schema:
            let text = try scanner.string()
            guard let kind = schemas.firstIndex(where: { text.matches($0) }) else {
                throw .badSchema
            }
            draft.kind = kind
        case .patient:
            guard try scanner.string().matches(catalogue.patientBytes) else {
                throw .wrongPatient
            }
        case .source:
            let text = try scanner.string()
            guard !text.isEmpty, text.allSatisfy({ (0x20..<0x7f).contains($0) }) else {
                throw .malformed
            }
            draft.event.source = FNV.hash(text)
        case .code, .name:
            let place = catalogue.place(try scanner.string())
            guard place >= 0 else { throw .unknownCode }
            draft.place = place
        case .value: draft.event.value = try scanner.number()
        case .unit: draft.unit = try scanner.string()
        case .wave: try readWave(&scanner, &draft.event)
        case .timeMs: draft.event.sourceTime = Int64(clamping: try scanner.whole())
        case .sequence: draft.event.sequence = try scanner.whole()
        case .quality:
            let text = try scanner.string()
            guard let place = qualities.firstIndex(where: { text.matches($0) }),
                let quality = TwinEvent.Quality(rawValue: UInt8(place)), quality != .bad
            else { throw .badQuality }
            draft.event.quality = quality
        case .rampMs:
            draft.event.ramp = try scanner.number()
            guard (0...Self.longestRamp).contains(draft.event.ramp) else { throw .outOfRange }
        case .call: draft.event.call = String(decoding: try scanner.string(), as: UTF8.self)
        }
    }

    /// `{"periodMs": 8, "values": [1, 2]}`.
    private func readWave(
        _ scanner: inout ByteScanner, _ event: inout TwinEvent
    ) throws(RejectionReason) {
        guard scanner.take(0x7b) else { throw scanner.misfit() }
        var hasPeriod = false
        repeat {
            let key = try scanner.string()
            if key.matches(Self.periodKey) {
                guard !hasPeriod else { throw .duplicateKey }
                hasPeriod = true
                try scanner.expect(0x3a)
                event.samplePeriod = try scanner.number()
                guard (0.1...1000).contains(event.samplePeriod) else { throw .outOfRange }
            } else if key.matches(Self.valuesKey) {
                guard event.samples.isEmpty else { throw .duplicateKey }
                try scanner.expect(0x3a)
                guard scanner.take(0x5b) else { throw scanner.misfit() }
                repeat {
                    guard event.samples.count < Self.mostSamples else { throw .tooLarge }
                    event.samples.append(try scanner.number())
                } while scanner.take(0x2c)
                try scanner.expect(0x5d)
            } else {
                throw .unknownKey
            }
        } while scanner.take(0x2c)
        try scanner.expect(0x7d)
        guard hasPeriod, let last = event.samples.last else { throw .missingKey }
        event.value = last
    }

    private static let periodKey = Array("periodMs".utf8)
    private static let valuesKey = Array("values".utf8)

    /// Whether what was read makes one event; puts what depends on several keys into it.
    @inline(__always)
    private func judge(_ draft: inout Draft) throws(RejectionReason) {
        guard draft.kind >= 0, let kind = TwinEvent.Kind(rawValue: UInt8(draft.kind)) else {
            throw .missingKey
        }
        guard draft.seen & ~allowed[draft.kind] == 0 else { throw .unknownKey }
        guard draft.seen & required[draft.kind] == required[draft.kind] else {
            throw .missingKey
        }
        draft.event.kind = kind
        guard kind != .intervention else { return }
        let place = draft.place
        let isParameter = catalogue.signals[place].kind == .parameter
        guard isParameter == (kind == .parameter) else { throw .unknownCode }
        guard draft.unit.matches(catalogue.units[place]) else { throw .wrongUnit }
        if kind == .vital {
            let isWave = catalogue.signals[place].kind == .waveform
            guard draft.has(.wave) == isWave, draft.has(.value) != isWave else {
                throw draft.has(.wave) || draft.has(.value) ? .wrongType : .missingKey
            }
        }
        let range = catalogue.signals[place].range
        guard range.contains(draft.event.value),
            draft.event.samples.allSatisfy({ range.contains($0) })
        else { throw .outOfRange }
        draft.event.signal = place
    }
}
