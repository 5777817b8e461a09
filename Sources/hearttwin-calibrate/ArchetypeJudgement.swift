import Calibration
import HeartCalibration
import Patients
import Quantities

/// A fitted three-dimensional heart beside the group that it stands for.
struct ArchetypeJudgement: Encodable {
    /// A published number and what the heart shows.
    struct Row: Encodable {
        var name: String
        var unit: String
        /// Mean and standard deviation of the group.
        var mean: Double
        var spread: Double
        var source: String
        /// Nil where the beat has no such number.
        var heart: Double?
        /// (heart − mean) / spread.
        var z: Double?
        /// Within one standard deviation of the mean.
        var isInside: Bool
    }

    /// Identifier of the kind.
    var kind: String
    var rows: [Row]

    /// Compares what the heart can show at all.
    init(_ kind: Archetype, _ heart: HeartCalibration) {
        self.kind = kind.identifier
        rows = (kind.findings + kind.heart.findings).filter { HeartReadings.knows($0.name) }.map {
            finding in
            let value = HeartReadings.value(finding.name, in: heart.metrics)
            let z = value.map { ($0 - finding.mean) / finding.spread }
            return Row(
                name: finding.name, unit: MeasurementCards.card(finding.name)?.unit ?? "1",
                mean: finding.mean, spread: finding.spread, source: finding.source, heart: value,
                z: z, isInside: z.map { abs($0) <= 1 } ?? false)
        }
    }

    /// For a terminal.
    var text: String {
        let inside = rows.filter(\.isInside).count
        return AlignedText.lines(
            [["\(kind), published", "", "", "", "the heart", "z"]]
                + rows.map { row in
                    [
                        row.name, row.mean.short, "±", row.spread.short, row.heart?.short ?? "–",
                        (row.z.map { ($0 < 0 ? "" : "+") + ((10 * $0).rounded() / 10).short } ?? "–")
                            + (row.isInside ? "" : "  outside"),
                    ]
                }
                + [["\(inside) of \(rows.count) within one standard deviation of the group"]]
        ).joined(separator: "\n")
    }
}
