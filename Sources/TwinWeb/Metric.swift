/// A number for monitoring, in the text format of Prometheus.
///
/// Source: Prometheus, *Exposition formats*, text-based format 0.0.4.
public struct Metric: Sendable {
    /// What it is; a counter never falls.
    public enum Kind: String, Sendable { case counter, gauge, histogram }

    private let name: String
    private let help: String
    private let kind: Kind
    private let samples: [String]

    /// A single number.
    public init(_ name: String, _ help: String, _ kind: Kind, _ value: Double) {
        self.init(name, help, kind, values: [("", value)])
    }

    /// Numbers with labels, such as `code="200"`.
    public init(_ name: String, _ help: String, _ kind: Kind, values: [(String, Double)]) {
        self.name = "hearttwin_" + name
        self.help = help
        self.kind = kind
        samples = values.map { labels, value in
            (labels.isEmpty ? "" : "{\(labels)}") + " " + Self.text(value)
        }
    }

    /// A histogram: upper ends of the classes, and how many lie in each and in the open last one.
    public init(_ name: String, _ help: String, bounds: [Double], counts: [UInt64]) {
        self.name = "hearttwin_" + name
        self.help = help
        kind = .histogram
        var sum: UInt64 = 0
        var samples: [String] = []
        for (count, bound) in zip(counts, bounds.map(Self.text) + ["+Inf"]) {
            sum += count
            samples.append("_bucket{le=\"\(bound)\"} \(sum)")
        }
        samples.append("_count \(sum)")
        self.samples = samples
    }

    /// Its lines.
    package var text: String {
        "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
            + samples.map { name + $0 + "\n" }.joined()
    }

    private static func text(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"
    }
}
