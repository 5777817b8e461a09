extension Archetype {
    /// Acute heart failure with high resistance, before nitroprusside.
    public static let acuteHeartFailure = Archetype(
        "acute-heart-failure", "Acute heart failure with high resistance",
        parameters: failingReflex,
        [
            .init("heart_rate", 90, 15, "assumed"),
            .init(
                "stroke_volume", 50, 12,
                "n = 36, before nitroprusside (abstract); spread assumed"),
            .init(
                "mean_arterial_pressure", 112, 15,
                "assumed from an arterial elastance of 2.8 mmHg/mL, n = 36, same"),
            .init("left_atrial_pressure", 25, 6, "n = 40, before nitroprusside (abstract)"),
            .init("lv_ejection_fraction", 25, 8, "assumed"),
            .init("lv_end_diastolic_volume", 210, 60, "assumed"),
            .init("central_venous_pressure", 12, 5, "assumed"),
            .init("pulmonary_mean_pressure", 35, 9, "assumed"),
        ])
}
