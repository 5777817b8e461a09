/// Moments written as text, read to milliseconds since 1970 UTC.
enum InstantText {
    /// Years that are taken; others are slips.
    private static let years = 1970...2199

    /// Reads digits from the front of some bytes.
    private struct Cursor {
        var rest: ArraySlice<UInt8>

        mutating func number(_ digits: Int) -> Int? {
            guard rest.count >= digits else { return nil }
            var value = 0
            for byte in rest.prefix(digits) {
                guard (0x30...0x39).contains(byte) else { return nil }
                value = 10 * value + Int(byte - 0x30)
            }
            rest = rest.dropFirst(digits)
            return value
        }

        mutating func take(_ byte: UInt8) -> Bool {
            guard rest.first == byte else { return false }
            rest = rest.dropFirst()
            return true
        }

        /// A fraction of a second after its point [ms]; digits beyond the third are dropped.
        mutating func fraction() -> Int? {
            guard let first = rest.first, (0x30...0x39).contains(first) else { return nil }
            var value = 0
            var scale = 100
            while let byte = rest.first, (0x30...0x39).contains(byte) {
                value += Int(byte - 0x30) * scale
                scale /= 10
                rest = rest.dropFirst()
            }
            return value
        }

        /// `+hh:mm`, `-hhmm` or, where it may be, `Z` [min].
        mutating func zone(colon: Bool) -> Int? {
            if colon, take(0x5a) { return 0 }
            let isWest = take(0x2d)
            guard isWest || take(0x2b), let hours = number(2), !colon || take(0x3a),
                let minutes = number(2), hours <= 14, minutes < 60
            else { return nil }
            return (isWest ? -1 : 1) * (60 * hours + minutes)
        }
    }

    /// `2023-11-14T22:13:20.5+01:00`: FHIR R4's dateTime and instant with a time of day, which have a zone.
    ///
    /// - Throws: ``RejectionReason/badTime``.
    static func fhir(_ text: some Sequence<UInt8>) throws(RejectionReason) -> Int64 {
        var cursor = Cursor(rest: ArraySlice(Array(text)))
        guard let year = cursor.number(4), cursor.take(0x2d), let month = cursor.number(2),
            cursor.take(0x2d), let day = cursor.number(2), cursor.take(0x54),
            let hour = cursor.number(2), cursor.take(0x3a), let minute = cursor.number(2),
            cursor.take(0x3a), let second = cursor.number(2)
        else { throw .badTime }
        var fraction: Int? = 0
        if cursor.take(0x2e) { fraction = cursor.fraction() }
        guard let fraction, let zone = cursor.zone(colon: true), cursor.rest.isEmpty else {
            throw .badTime
        }
        return try milliseconds(year, month, day, hour, minute, second, fraction, zone)
    }

    /// `20231114221320.5+0100`: HL7 v2's date and time, to the second or finer.
    ///
    /// - Parameter zone: that of the message [min]; used where the text has none.
    /// - Throws: ``RejectionReason/badTime``, also where there is no zone at all.
    static func hl7(
        _ text: some Sequence<UInt8>, zone message: Int?
    ) throws(RejectionReason) -> Int64 {
        var cursor = Cursor(rest: ArraySlice(Array(text)))
        guard let year = cursor.number(4), let month = cursor.number(2),
            let day = cursor.number(2), let hour = cursor.number(2),
            let minute = cursor.number(2), let second = cursor.number(2)
        else { throw .badTime }
        var fraction: Int? = 0
        if cursor.take(0x2e) { fraction = cursor.fraction() }
        let zone = cursor.rest.isEmpty ? message : cursor.zone(colon: false)
        guard let fraction, let zone, cursor.rest.isEmpty else { throw .badTime }
        return try milliseconds(year, month, day, hour, minute, second, fraction, zone)
    }

    /// The zone at the end of an HL7 v2 time [min]; nil where there is none.
    static func hl7Zone(_ text: [UInt8]) -> Int? {
        guard let sign = text.lastIndex(where: { $0 == 0x2b || $0 == 0x2d }) else { return nil }
        var cursor = Cursor(rest: text[sign...])
        guard let zone = cursor.zone(colon: false), cursor.rest.isEmpty else { return nil }
        return zone
    }

    /// Days are counted in years that begin with March, so that leap days come last.
    ///
    /// Source: Hinnant, *chrono-Compatible Low-Level Date Algorithms* (2013), days_from_civil.
    private static func milliseconds(
        _ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int,
        _ fraction: Int, _ zone: Int
    ) throws(RejectionReason) -> Int64 {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        guard years.contains(year), (1...12).contains(month), day >= 1, hour < 24, minute < 60,
            second < 60
        else { throw .badTime }
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard day <= lengths[month - 1] else { throw .badTime }
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - 400 * era
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = 365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = 146_097 * era + dayOfEra - 719_468
        let minutes = (days * 24 + hour) * 60 + minute - zone
        let result = Int64((minutes * 60 + second) * 1000 + fraction)
        guard result >= 0 else { throw .badTime }
        return result
    }
}
