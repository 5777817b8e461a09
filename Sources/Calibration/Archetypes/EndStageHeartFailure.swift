extension Archetype {
    /// End-stage heart failure before an assist device.
    public static let endStageHeartFailure = Archetype(
        "end-stage-heart-failure", "End-stage heart failure before an assist device",
        parameters: failingReflex, hasPericardium: false,
        [
            .init("heart_rate", 85, 15, "assumed"),
            .init("central_venous_pressure", 11, 5, "n = 20, PMC3913073 (before an assist device)"),
            .init(
                "pulmonary_mean_pressure", 36, 11,
                "n = 20, PMC3913073 (before an assist device)"),
            .init("left_atrial_pressure", 23, 9, "n = 20, PMC3913073 (before an assist device)"),
            .init(
                "cardiac_output", 3.8, 1.1,
                "n = 20, PMC3913073 (before an assist device): 2.0 L/min/m2; surface of 1.9 m2 assumed"
            ),
            .init(
                "lv_ejection_fraction", 15.8, 6.5,
                "n = 82, before an assist device (preprint, table)"),
            .init(
                "lv_end_diastolic_volume", 280, 80,
                "assumed from a diameter of 7.3 cm, n = 82, same"),
            .init("mean_arterial_pressure", 78, 12, "assumed"),
        ])
}
