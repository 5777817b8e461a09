/// Reads the parts of an Observation that the twin listens to; others are passed over, but for those that may
/// change what it means.
///
/// Source: HL7 FHIR R4 (4.0.1), resource Observation, data types Quantity and SampledData, section 2.36.3.4
/// (modifier elements).
enum ObservationReader {
    /// Keys that change what a resource means, so that it must not be read without knowing them.
    private static let modifiers: Set<String> = ["modifierExtension", "implicitRules"]

    static func read(
        _ scanner: inout ByteScanner
    ) throws(RejectionReason) -> ObservationDraft {
        var draft = ObservationDraft()
        var seen: Set<String> = []
        try scanner.object { key, scanner throws(RejectionReason) in
            let key = String(decoding: key, as: UTF8.self)
            guard seen.insert(key).inserted else { throw .duplicateKey }
            guard !modifiers.contains(key) else { throw .unknownKey }
            switch key {
            case "resourceType": draft.isObservation = try scanner.text() == "Observation"
            case "status": draft.status = try scanner.text()
            case "subject": draft.patient = try reference(&scanner)
            case "device": draft.device = try reference(&scanner)
            case "performer":
                try scanner.array { scanner throws(RejectionReason) in
                    let text = try reference(&scanner)
                    if draft.performer == nil { draft.performer = text }
                }
            case "identifier":
                try scanner.array { scanner throws(RejectionReason) in
                    try identifier(&scanner, &draft)
                }
            case "effectiveDateTime", "effectiveInstant":
                guard draft.time == nil else { throw .duplicateKey }
                draft.time = try InstantText.fhir(try scanner.string())
            case "component":
                try scanner.array { scanner throws(RejectionReason) in
                    guard draft.components.count < EventFormat.mostMeasurements - 1 else {
                        throw .tooLarge
                    }
                    draft.components.append(try component(&scanner))
                }
            default: try measurement(key, &scanner, &draft.own)
            }
        }
        try scanner.expectEnd()
        return draft
    }

    private static func component(
        _ scanner: inout ByteScanner
    ) throws(RejectionReason) -> ObservationDraft.Measurement {
        var found = ObservationDraft.Measurement()
        try scanner.object { key, scanner throws(RejectionReason) in
            let key = String(decoding: key, as: UTF8.self)
            guard !modifiers.contains(key) else { throw .unknownKey }
            try measurement(key, &scanner, &found)
        }
        return found
    }

    private static func measurement(
        _ key: String, _ scanner: inout ByteScanner, _ found: inout ObservationDraft.Measurement
    ) throws(RejectionReason) {
        switch key {
        case "code":
            guard !found.hasCode else { throw .duplicateKey }
            found.hasCode = true
            try code(&scanner, &found)
        case "valueQuantity":
            guard !found.hasValue else { throw .duplicateKey }
            (found.value, found.unit) = try quantity(&scanner)
            if found.value == nil { found.failure = .missingKey }
        case "valueSampledData":
            guard !found.hasValue else { throw .duplicateKey }
            try samples(&scanner, &found)
        case "dataAbsentReason":
            found.isAbsent = true
            try scanner.skipValue()
        default:
            // A value of another type, such as a string.
            if key.hasPrefix("value") { found.failure = .wrongType }
            try scanner.skipValue()
        }
    }

    /// A CodeableConcept: the first coding that is known counts.
    private static func code(
        _ scanner: inout ByteScanner, _ found: inout ObservationDraft.Measurement
    ) throws(RejectionReason) {
        try scanner.object { key, scanner throws(RejectionReason) in
            guard key.matches(codingKey) else { return try scanner.skipValue() }
            try scanner.array { scanner throws(RejectionReason) in
                let coding = try strings(&scanner, of: ["system", "code"])
                guard let system = coding["system"], let code = coding["code"] else { return }
                var name: String?
                if system == ForeignCodes.loincSystem {
                    name = ForeignCodes.loinc[code]
                    if ForeignCodes.panels.contains(code) { found.isPanel = true }
                } else if system == ForeignCodes.numberSystem {
                    // One that is not known leaves the word to the next coding.
                    name =
                        ForeignCodes.numbers[code]
                        ?? VitalCodes.all.first { $0.code == code }?.code
                }
                if found.name == nil { found.name = name }
            }
        }
    }

    private static let codingKey = Array("coding".utf8)

    /// A Quantity: value and UCUM code; without a code of UCUM, no unit.
    private static func quantity(
        _ scanner: inout ByteScanner
    ) throws(RejectionReason) -> (Double?, String?) {
        var (value, system, code): (Double?, String?, String?) = (nil, nil, nil)
        try scanner.object { key, scanner throws(RejectionReason) in
            switch String(decoding: key, as: UTF8.self) {
            case "value":
                guard value == nil else { throw .duplicateKey }
                value = try scanner.number()
            case "system": system = try scanner.text()
            case "code": code = try scanner.text()
            // Less than a value is no value.
            case "comparator": throw .wrongType
            default: try scanner.skipValue()
            }
        }
        return (value, system == ForeignCodes.unitSystem ? code : nil)
    }

    /// SampledData of one dimension: origin + factor × each number of `data`.
    private static func samples(
        _ scanner: inout ByteScanner, _ found: inout ObservationDraft.Measurement
    ) throws(RejectionReason) {
        found.isWave = true
        var (origin, factor, period): (Double?, Double, Double?) = (nil, 1, nil)
        var (unit, dimensions, data): (String?, Double?, String?) = (nil, nil, nil)
        try scanner.object { key, scanner throws(RejectionReason) in
            switch String(decoding: key, as: UTF8.self) {
            case "origin": (origin, unit) = try quantity(&scanner)
            case "period": period = try scanner.number()
            case "factor": factor = try scanner.number()
            case "dimensions": dimensions = try scanner.number()
            case "data": data = try scanner.text()
            default: try scanner.skipValue()
            }
        }
        guard let origin, let period, let data, let dimensions else { throw .missingKey }
        guard dimensions == 1 else { throw .wrongType }
        guard (0.1...1000).contains(period) else { throw .outOfRange }
        (found.unit, found.samplePeriod) = (unit, period)
        for word in data.split(separator: " ") {
            guard found.samples.count < EventDecoder.mostSamples else { throw .tooLarge }
            // E, U and L: no sample, above, below what can be measured.
            guard !["E", "U", "L"].contains(word) else {
                found.failure = .badQuality
                return
            }
            guard let number = DecimalText.value(Array(word.utf8)) else { throw .malformed }
            found.samples.append(origin + factor * number)
        }
        guard let last = found.samples.last else { throw .missingKey }
        found.value = last
    }

    /// A Reference: its address, else the value of its identifier.
    private static func reference(
        _ scanner: inout ByteScanner
    ) throws(RejectionReason) -> String? {
        var (address, value): (String?, String?) = (nil, nil)
        try scanner.object { key, scanner throws(RejectionReason) in
            switch String(decoding: key, as: UTF8.self) {
            case "reference": address = try scanner.text()
            case "identifier": value = try strings(&scanner, of: ["value"])["value"]
            default: try scanner.skipValue()
            }
        }
        return address ?? value
    }

    private static func identifier(
        _ scanner: inout ByteScanner, _ draft: inout ObservationDraft
    ) throws(RejectionReason) {
        let parts = try strings(&scanner, of: ["system", "value"])
        guard draft.number == nil, let value = parts["value"], !value.isEmpty,
            value.utf8.count <= 18, value.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return }
        draft.number = UInt64(value)
        draft.system = parts["system"]
    }

    /// Some strings of an object.
    private static func strings(
        _ scanner: inout ByteScanner, of keys: Set<String>
    ) throws(RejectionReason) -> [String: String] {
        var found: [String: String] = [:]
        try scanner.object { key, scanner throws(RejectionReason) in
            let key = String(decoding: key, as: UTF8.self)
            guard keys.contains(key) else { return try scanner.skipValue() }
            guard found[key] == nil else { throw .duplicateKey }
            found[key] = try scanner.text()
        }
        return found
    }
}
