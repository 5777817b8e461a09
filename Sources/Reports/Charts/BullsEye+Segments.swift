import HeartModel

extension BullsEye {
    /// Strains at end-systole and work of the left ventricle's segments; none without segments.
    package static func all(of segments: [RunSummary.Segment]) -> [BullsEye] {
        func eye(
            _ title: String, pale: Double, dark: Double, unit: String,
            _ value: (RunSummary.Segment) -> Double?
        ) -> BullsEye {
            BullsEye(
                title: title,
                sectors: segments.compactMap { segment in
                    AHASegment(rawValue: segment.number).map {
                        Sector(
                            ring: $0.level.rawValue, angle: $0.angle ?? 0, width: $0.width,
                            value: value(segment) ?? .nan, name: $0.name)
                    }
                }, pale: pale, dark: dark, unit: unit)
        }
        guard !segments.isEmpty else { return [] }
        return [
            eye("Longitudinal strain", pale: 0, dark: -30, unit: "%") { $0.longitudinalPercent },
            eye("Circumferential strain", pale: 0, dark: -40, unit: "%") {
                $0.circumferentialPercent
            },
            eye("Radial strain", pale: 0, dark: 80, unit: "%") { $0.radialPercent },
            eye("Work of contraction", pale: 0, dark: 15, unit: "kJ/m\u{B3}") { $0.workKJPerM3 },
        ]
    }
}
