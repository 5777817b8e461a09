import Calibration
import HeartCalibration
import Patients
import Quantities

/// A fitted loop or three-dimensional heart beside the group that it stands for.
struct ArchetypeJudgement: Encodable {
    /// A published number and what the fitted model shows.
    struct Row: Encodable {
        var name: String
        var unit: String
        /// Mean and standard deviation of the group.
        var mean: Double
        var spread: Double
        var source: String
        /// Nil where the beat has no such number.
        var shown: Double?
        /// (shown − mean) / spread.
        var z: Double?
        /// Within one standard deviation of the mean.
        var isInside: Bool
    }

    /// Identifier of the kind.
    var kind: String
    /// What is judged: `heart` or `loop`.
    var level: String
    var rows: [Row]

    /// Compares a three-dimensional heart, by what one can show at all.
    init(_ kind: Archetype, _ heart: HeartCalibration) {
        self.init(
            kind, level: "heart",
            (kind.findings + kind.heart.findings).filter { HeartReadings.knows($0.name) }
        ) { HeartReadings.value($0, in: heart.metrics) }
    }

    /// Compares a closed loop, by what it was fitted to.
    init(_ kind: Archetype, _ loop: CalibrationReport) {
        let shown = Dictionary(
            loop.measured.map { ($0.name, $0.fitted) }, uniquingKeysWith: { first, _ in first })
        self.init(kind, level: "loop", kind.findings.filter { shown[$0.name] != nil }) { shown[$0] }
    }

    private init(
        _ kind: Archetype, level: String, _ findings: [Archetype.Finding],
        shown: (String) -> Double?
    ) {
        self.kind = kind.identifier
        self.level = level
        rows = findings.map { finding in
            let value = shown(finding.name)
            let z = value.map { ($0 - finding.mean) / finding.spread }
            return Row(
                name: finding.name, unit: MeasurementCards.card(finding.name)?.unit ?? "1",
                mean: finding.mean, spread: finding.spread, source: finding.source, shown: value,
                z: z, isInside: z.map { abs($0) <= 1 } ?? false)
        }
    }

    /// For a terminal.
    var text: String {
        let inside = rows.filter(\.isInside).count
        let table = AlignedText.lines(
            [["\(kind), published", "", "", "", "the \(level)", "z"]]
                + rows.map { row in
                    [
                        row.name, row.mean.short, "±", row.spread.short, row.shown?.short ?? "–",
                        (row.z.map { ($0 < 0 ? "" : "+") + ((10 * $0).rounded() / 10).short } ?? "–")
                            + (row.isInside ? "" : "  outside"),
                    ]
                })
        return
            (table + [
                "\(inside) of \(rows.count) within one standard deviation of the group"
            ]).joined(separator: "\n")
    }
}
