/// Reads measurements from messages ORU^R01 of HL7 version 2, as gateways of monitors send them.
///
/// A measurement's number at its source is its time: the same one again is a duplicate. Corrected results come
/// after those that they correct. Not for use by two threads at once.
///
/// Source: HL7 version 2.6, chapter 7 (OBR, OBX; table 0085, status of a result); IHE Patient Care Device
/// technical framework volume 2, transaction PCD-01 (codes in OBX-3, units in OBX-6, validity in OBX-8, device in
/// OBX-18; from memory).
final class HL7Decoder {
    private let catalogue: EventCatalogue

    init(_ catalogue: EventCatalogue) { self.catalogue = catalogue }

    /// Reads one message.
    ///
    /// - Returns: one result for each OBX with a value; those that only describe devices have none.
    /// - Throws: why nothing of it is taken.
    func decode(
        _ bytes: UnsafeBufferPointer<UInt8>
    ) throws(RejectionReason) -> [Result<TwinEvent, RejectionReason>] {
        guard bytes.count <= EventDecoder.longest else { throw .tooLarge }
        let message = try HL7Message(bytes)
        guard let header = message.first("MSH") else { throw .malformed }
        let type = header.field(9)
        guard try message.component(1, of: type) == "ORU",
            try message.component(2, of: type) == "R01",
            try message.component(1, of: header.field(12)).hasPrefix("2.")
        else { throw .badSchema }
        try checkPatient(message)
        let sender =
            try message.component(1, of: header.field(3)) + "|"
            + message.component(1, of: header.field(4))
        let zone = InstantText.hl7Zone(Array(header.field(7)))
        var group: ArraySlice<UInt8> = []
        var found: [Result<TwinEvent, RejectionReason>] = []
        for segment in message.segments {
            if segment.name.elementsEqual("OBR".utf8) { group = segment.field(7) }
            guard segment.name.elementsEqual("OBX".utf8) else { continue }
            guard !segment.field(2).isEmpty || !segment.field(5).isEmpty else { continue }
            guard found.count < EventFormat.mostMeasurements else { throw .tooLarge }
            found.append(
                Result { () throws(RejectionReason) in
                    try event(of: segment, in: message, from: sender, at: group, zone)
                })
        }
        guard !found.isEmpty else { throw .missingKey }
        return found
    }

    /// The first component of a repetition of PID-3 is the patient's identifier.
    private func checkPatient(_ message: HL7Message) throws(RejectionReason) {
        guard let patient = message.first("PID"), !patient.field(3).isEmpty else {
            throw .missingKey
        }
        for identifier in message.repetitions(patient.field(3))
        where try message.component(1, of: identifier) == catalogue.patient { return }
        throw .wrongPatient
    }

    private func event(
        of segment: HL7Message.Segment, in message: HL7Message, from sender: String,
        at group: ArraySlice<UInt8>, _ zone: Int?
    ) throws(RejectionReason) -> TwinEvent {
        guard segment.field(2).elementsEqual("NM".utf8) else { throw .wrongType }
        let place = try place(segment.field(3), message)
        let (quality, rank) = try judge(segment, message)
        let value = try number(segment.field(5))
        let unit = segment.field(6)
        // 266016^MDC_DIM_MMHG^MDC or mm[Hg]^mmHg^UCUM.
        let isDevice = try message.component(3, of: unit) == "MDC"
        try catalogue.judge(
            value, [], isWave: false,
            foreignUnit: try message.component(isDevice ? 2 : 1, of: unit), of: place)
        let moment = segment.field(14).isEmpty ? group : segment.field(14)
        guard !moment.isEmpty else { throw .missingKey }
        let time = try InstantText.hl7(moment, zone: zone)
        let device = try message.component(1, of: segment.field(18))
        return TwinEvent(
            kind: .vital, signal: place, value: value, sourceTime: time,
            sequence: 4 * UInt64(time) + rank,
            source: FNV.hash((device.isEmpty ? sender : device).utf8), quality: quality)
    }

    /// 147842^MDC_ECG_HEART_RATE^MDC or 8867-4^Heart rate^LN, or that as the alternative in components 4 to 6.
    private func place(
        _ code: ArraySlice<UInt8>, _ message: HL7Message
    ) throws(RejectionReason) -> Int {
        for first in [1, 4] {
            let identifier = try message.component(first, of: code)
            let name: String?
            switch try message.component(first + 2, of: code) {
            case "MDC":
                let own = try message.component(first + 1, of: code)
                name = ForeignCodes.numbers[identifier] ?? own
            case "LN": name = ForeignCodes.loinc[identifier]
            default: name = nil
            }
            if let name, let place = catalogue.place(of: name) { return place }
        }
        throw .unknownCode
    }

    private func number(_ field: ArraySlice<UInt8>) throws(RejectionReason) -> Double {
        let bytes = Array(field)
        if let value = DecimalText.value(bytes), !bytes.contains(0x45), !bytes.contains(0x65) {
            return value
        }
        let words = ["nan", "inf", "+inf", "-inf", "infinity", "-infinity"]
        guard !bytes.isEmpty else { throw .missingKey }
        throw words.contains(String(decoding: bytes, as: UTF8.self).lowercased())
            ? .notFinite : .wrongType
    }

    /// What a result's status (OBX-11) and flags (OBX-8) say of its quality, and how it stands to the same one
    /// of another status.
    private func judge(
        _ segment: HL7Message.Segment, _ message: HL7Message
    ) throws(RejectionReason) -> (TwinEvent.Quality, rank: UInt64) {
        var quality = TwinEvent.Quality.good
        let rank: UInt64
        switch String(decoding: segment.field(11), as: UTF8.self) {
        case "P", "S": (quality, rank) = (.uncertain, 0)
        // Not verified by a person: what a device says by itself.
        case "R": rank = 0
        case "F", "U": rank = 1
        case "C": rank = 2
        case "": throw .missingKey
        default: throw .badQuality
        }
        for flag in message.repetitions(segment.field(8)) {
            switch String(decoding: flag, as: UTF8.self) {
            case "INV", "NAV", "CALIB", "DEMO", "TEST": throw .badQuality
            case "QUES", "ONGO", "EARLY": quality = .uncertain
            default: break
            }
        }
        return (quality, rank)
    }
}
