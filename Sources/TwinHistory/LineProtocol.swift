public import TwinEngine

/// Outputs as lines of InfluxDB's line protocol, which most time-series stores take.
///
/// ```
/// hearttwin_beat,patient=p1 heart_rate_per_min=72,arterial_mean_mmHg=93.1 1700000000000000000
/// hearttwin_vital,patient=p1,code=MDC_ECG_HEART_RATE,source=1a2b value=72 1700000000000000000
/// ```
///
/// Source: InfluxData, *InfluxDB OSS v2 documentation*, "Line protocol": elements, special characters, nanoseconds.
public enum LineProtocol {
    /// The line of an output, without its end; nil for what is no number.
    public static func line(_ output: TwinOutput, patient: String) -> String? {
        let time = "\(output.time)000000"
        switch output.content {
        case .beat(let beat):
            let fields = HistorySchema.beat.compactMap { column -> String? in
                let value = column.value(beat)
                return value.isFinite ? "\(column.name)=\(value)" : nil
            }
            guard !fields.isEmpty else { return nil }
            return "hearttwin_beat,patient=\(escaped(patient)) "
                + fields.joined(separator: ",") + " \(time)"
        case .vital(let code, let value, let source, _):
            guard value.isFinite else { return nil }
            return "hearttwin_vital,patient=\(escaped(patient)),code=\(escaped(code)),"
                + "source=\(String(source, radix: 16)) value=\(value) \(time)"
        case .other: return nil
        }
    }

    /// A value of a tag: signs that part tags are marked.
    static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case ",", "=", " ": result += "\\\(character)"
            case "\n", "\r", "\r\n": result += "\\ "
            default: result.append(character)
            }
        }
        return result
    }
}
