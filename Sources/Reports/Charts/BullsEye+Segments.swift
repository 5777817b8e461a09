import HeartModel

extension BullsEye {
    /// A map of values by number of the segment; segments without one are empty.
    ///
    /// - `pale`, `dark`: ends of the scale.
    package init(
        _ title: String, pale: Double, dark: Double, unit: String, values: [Int: Double],
        isChange: Bool = false
    ) {
        self.init(
            title: title,
            sectors: AHASegment.allCases.map {
                Sector(
                    ring: $0.level.rawValue, angle: $0.angle ?? 0, width: $0.width,
                    value: values[$0.rawValue] ?? .nan, name: $0.name)
            }, pale: pale, dark: dark, unit: unit, isChange: isChange)
    }

    /// One number of a segment, with the ends of its scale.
    private struct Quantity: Sendable {
        var title: String
        var dark: Double
        var unit: String
        var value: @Sendable (RunSummary.Segment) -> Double?

        func values(_ segments: [RunSummary.Segment]) -> [Int: Double] {
            segments.reduce(into: [:]) { $0[$1.number] = value($1) }
        }
    }

    private static let quantities = [
        Quantity(title: "Longitudinal strain", dark: -30, unit: "%") { $0.longitudinalPercent },
        Quantity(title: "Circumferential strain", dark: -40, unit: "%") {
            $0.circumferentialPercent
        },
        Quantity(title: "Radial strain", dark: 80, unit: "%") { $0.radialPercent },
        Quantity(title: "Work of contraction", dark: 15, unit: "kJ/m\u{B3}") { $0.workKJPerM3 },
    ]

    /// Strains at end-systole and work of the left ventricle's segments; none without segments.
    package static func all(of segments: [RunSummary.Segment]) -> [BullsEye] {
        guard !segments.isEmpty else { return [] }
        return quantities.map {
            BullsEye(
                $0.title, pale: 0, dark: $0.dark, unit: $0.unit, values: $0.values(segments))
        }
    }

    /// The same numbers before, after, and their change; none where either has no segments.
    package static func beforeAndAfter(
        _ before: [RunSummary.Segment], _ after: [RunSummary.Segment]
    ) -> [[BullsEye]] {
        guard !before.isEmpty, !after.isEmpty else { return [] }
        return quantities.map {
            beforeAndAfter(
                $0.title, pale: 0, dark: $0.dark, unit: $0.unit, $0.values(before),
                $0.values(after))
        }
    }

    /// Values before, after, and their change on a scale that holds the largest and a fifth of the other scale, so
    /// that little changes look little.
    package static func beforeAndAfter(
        _ title: String, pale: Double, dark: Double, unit: String, _ before: [Int: Double],
        _ after: [Int: Double]
    ) -> [BullsEye] {
        let changes = before.reduce(into: [Int: Double]()) { changes, entry in
            changes[entry.key] = after[entry.key].map { $0 - entry.value }
        }
        let largest = changes.values.reduce(abs(dark - pale) / 5) { max($0, abs($1)) }
        let reach = Axis("", covering: [0, largest], tickCount: 3).range.upperBound
        return [
            BullsEye("\(title), before", pale: pale, dark: dark, unit: unit, values: before),
            BullsEye("\(title), after", pale: pale, dark: dark, unit: unit, values: after),
            BullsEye(
                "change", pale: -reach, dark: reach, unit: unit, values: changes, isChange: true),
        ]
    }
}
