import Foundation

/// Events of a recording as lines of JSON, put into the order of their times.
struct EventLines {
    /// A signal of a recording that is a vital sign: what all its events begin with, and how many there were.
    struct Source: Sendable {
        private let head: String
        fileprivate var sequence: UInt64 = 0

        /// Begins with the first event.
        init(patient: String, source: String, code: String, unit: String) {
            head =
                "{\"schema\":\"hearttwin.vital/1\",\"patient\":\(Self.quoted(patient)),"
                + "\"source\":\(Self.quoted(source)),\"code\":\"\(code)\",\"unit\":\(Self.quoted(unit)),"
        }

        fileprivate func line(at time: Int64, _ value: String) -> String {
            "\(head)\"timeMs\":\(time),\"sequence\":\(sequence),\(value)}"
        }

        private static func quoted(_ text: String) -> String {
            let data = try? JSONEncoder().encode(text)
            return data.map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
        }
    }

    private var lines: [(time: Int64, text: String)] = []

    /// Adds a value at a time [ms since 1970 UTC].
    mutating func add(_ value: Double, at time: Int64, of source: inout Source) {
        add("\"value\":\(value)", time, &source)
    }

    /// Adds a piece of a waveform, its samples `period` [ms] apart, at the time of the last.
    mutating func add(
        wave values: some Sequence<Double>, period: Double, at time: Int64,
        of source: inout Source
    ) {
        let numbers = values.map { "\($0)" }.joined(separator: ",")
        add("\"wave\":{\"periodMs\":\(period),\"values\":[\(numbers)]}", time, &source)
    }

    private mutating func add(_ value: String, _ time: Int64, _ source: inout Source) {
        source.sequence += 1
        lines.append((time, source.line(at: time, value)))
    }

    /// The lines, of one time in the order in which they came.
    var sorted: [String] {
        lines.enumerated().sorted {
            ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
        }
        .map(\.element.text)
    }
}
