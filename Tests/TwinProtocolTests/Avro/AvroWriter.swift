/// Writes Avro's binary encoding, for tests.
struct AvroWriter {
    var bytes: [UInt8] = []

    mutating func long(_ value: Int64) {
        var bits = UInt64(bitPattern: value << 1 ^ value >> 63)
        while bits >= 0x80 {
            bytes.append(UInt8(bits & 0x7f) | 0x80)
            bits >>= 7
        }
        bytes.append(UInt8(bits))
    }

    mutating func double(_ value: Double) {
        withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func string(_ text: String) {
        long(Int64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    /// A vital sign; parts that are wrong are given.
    static func vital(
        patient: String = "p1", source: String = "monitor", code: String = "MDC_ECG_HEART_RATE",
        value: Double? = 72.5, unit: String = "/min", wave: (Double, [[Double]])? = nil,
        time: Int64 = 1_700_000_000_000, sequence: Int64 = 7, quality: Int64? = nil,
        branch: Int64? = 0
    ) -> [UInt8] {
        var writer = AvroWriter()
        if let branch { writer.long(branch) }
        for text in [patient, source, code] { writer.string(text) }
        writer.long(value == nil ? 0 : 1)
        if let value { writer.double(value) }
        writer.string(unit)
        writer.long(wave == nil ? 0 : 1)
        if let wave {
            writer.double(wave.0)
            for block in wave.1 {
                writer.long(Int64(block.count))
                for value in block { writer.double(value) }
            }
            writer.long(0)
        }
        writer.long(time)
        writer.long(sequence)
        writer.long(quality == nil ? 0 : 1)
        if let quality { writer.long(quality) }
        return writer.bytes
    }
}
