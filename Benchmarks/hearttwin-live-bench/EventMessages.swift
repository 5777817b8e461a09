import Foundation

/// A heart rate in the forms of others, for measuring.
enum EventMessages {
    /// One datum of the union of Avro schemas.
    static func avro(_ value: Double, time: Int64, sequence: Int) -> [UInt8] {
        var bytes: [UInt8] = [0]
        func long(_ value: Int64) {
            var bits = UInt64(bitPattern: value << 1 ^ value >> 63)
            while bits >= 0x80 {
                bytes.append(UInt8(bits & 0x7f) | 0x80)
                bits >>= 7
            }
            bytes.append(UInt8(bits))
        }
        func string(_ text: String) {
            long(Int64(text.utf8.count))
            bytes += Array(text.utf8)
        }
        for text in ["p1", "m", "MDC_ECG_HEART_RATE"] { string(text) }
        long(1)
        withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += Array($0) }
        string("/min")
        for number in [0, time, Int64(sequence), 0] { long(number) }
        return bytes
    }

    /// An Observation; its time is its number.
    static func fhir(_ value: Double, time: Int64) -> [UInt8] {
        let text = moment(time, "yyyy-MM-dd'T'HH:mm:ss") + "Z"
        return Array(
            """
            {"resourceType":"Observation","status":"final","code":{"coding":[{"system":"http://loinc.org",\
            "code":"8867-4","display":"Heart rate"}]},"subject":{"reference":"Patient/p1"},\
            "device":{"reference":"Device/m"},"effectiveDateTime":"\(text)",\
            "valueQuantity":{"value":\(value),"unit":"beats/min","system":"http://unitsofmeasure.org","code":"/min"}}
            """.utf8)
    }

    /// A message with one result; its time is its number.
    static func hl7(_ value: Double, time: Int64) -> [UInt8] {
        let text = moment(time, "yyyyMMddHHmmss") + "+0000"
        return Array(
            [
                "MSH|^~\\&|G|ICU|||\(text)||ORU^R01|1|P|2.6", "PID|||p1",
                "OBR|1||||||\(text)",
                "OBX|1|NM|147842^MDC_ECG_HEART_RATE^MDC||\(value)|264864^MDC_DIM_BEAT_PER_MIN^MDC|||||R",
            ].joined(separator: "\r").utf8)
    }

    /// A moment to the millisecond, which is not left to the rounding of a date.
    private static func moment(_ time: Int64, _ form: String) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = .gmt
        formatter.dateFormat = form
        let whole = formatter.string(from: Date(timeIntervalSince1970: Double(time / 1000)))
        return whole + "." + String(1000 + time % 1000).dropFirst()
    }
}
