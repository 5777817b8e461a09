/// Reads measurements from Observations of HL7 FHIR R4 in JSON.
///
/// An observation's number at its source is that of its first numeric identifier, else its time: the same one
/// again is a duplicate. Amended and corrected ones come after those that they correct. Not for use by two
/// threads at once.
final class ObservationDecoder {
    private let catalogue: EventCatalogue
    private let scratch: UnsafeMutableBufferPointer<UInt8>
    private static let scratchBytes = 4096
    /// Identifiers up to here have room for what comes after them.
    private static let largestNumber = UInt64.max >> 3

    init(_ catalogue: EventCatalogue) {
        self.catalogue = catalogue
        scratch = .allocate(capacity: Self.scratchBytes)
        scratch.initialize(repeating: 0)
    }

    deinit { scratch.deallocate() }

    /// Reads one resource.
    ///
    /// - Returns: one result for each measurement, which are those of its components where it has some.
    /// - Throws: why nothing of it is taken.
    func decode(
        _ bytes: UnsafeBufferPointer<UInt8>
    ) throws(RejectionReason) -> [Result<TwinEvent, RejectionReason>] {
        guard bytes.count <= EventDecoder.longest else { throw .tooLarge }
        guard let start = bytes.baseAddress else { throw .malformed }
        var scanner = ByteScanner(bytes, from: start, scratch: scratch)
        let draft = try ObservationReader.read(&scanner)
        guard draft.isObservation else { throw .badSchema }
        let (quality, rank) = try Self.judge(status: draft.status)
        guard let patient = draft.patient else { throw .missingKey }
        guard Self.identifier(patient) == catalogue.patient else { throw .wrongPatient }
        guard let time = draft.time else { throw .missingKey }
        guard (draft.number ?? 0) <= Self.largestNumber else { throw .outOfRange }
        let source = (draft.device ?? draft.performer ?? "") + "#" + (draft.system ?? "")
        let base = TwinEvent(
            kind: .vital, signal: -1, value: 0, sourceTime: time,
            sequence: 4 * (draft.number ?? UInt64(time)) + rank, source: FNV.hash(source.utf8),
            quality: quality)
        let measurements = draft.measurements
        guard !measurements.isEmpty else { throw .missingKey }
        return measurements.map { part in
            Result { () throws(RejectionReason) in try event(of: part, like: base) }
        }
    }

    private func event(
        of part: ObservationDraft.Measurement, like base: TwinEvent
    ) throws(RejectionReason) -> TwinEvent {
        guard part.hasCode else { throw .missingKey }
        guard let name = part.name, let place = catalogue.place(of: name) else {
            throw .unknownCode
        }
        if part.isAbsent { throw .badQuality }
        if let failure = part.failure { throw failure }
        guard let value = part.value else { throw .missingKey }
        var event = base
        event.signal = place
        event.value = value
        event.samples = part.samples
        event.samplePeriod = part.samplePeriod
        try catalogue.judge(
            value, part.samples, isWave: part.isWave, foreignUnit: part.unit ?? "", of: place)
        return event
    }

    /// What the status of an observation says of its quality, and how it stands to the same one of another
    /// status.
    private static func judge(
        status: String?
    ) throws(RejectionReason) -> (TwinEvent.Quality, rank: UInt64) {
        switch status {
        case "preliminary": return (.uncertain, 0)
        case "final": return (.good, 1)
        case "amended", "corrected": return (.good, 2)
        case nil: throw .missingKey
        default: throw .badQuality
        }
    }

    /// `Patient/ID` or an address that ends so, without a version; anything else is an identifier.
    private static func identifier(_ reference: String) -> String {
        let parts = reference.split(separator: "/", omittingEmptySubsequences: false)
        guard let place = parts.lastIndex(of: "Patient"), place + 1 < parts.count else {
            return reference
        }
        return String(parts[place + 1])
    }
}
