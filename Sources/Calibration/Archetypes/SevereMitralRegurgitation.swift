extension Archetype {
    /// Severe mitral regurgitation before edge-to-edge repair.
    public static let severeMitralRegurgitation = Archetype(
        "severe-mitral-regurgitation", "Severe mitral regurgitation",
        parameters: failingReflex, hasPericardium: false,
        [
            .init("heart_rate", 72, 12, "assumed"),
            .init(
                "cardiac_output", 4.8, 1.1,
                "n = 33, Gaemperli et al., Circulation 127 (2013) 1018 (abstract): 2.6 L/min/m2; surface of 1.85 m2 assumed"
            ),
            .init(
                "left_atrial_pressure", 15, 6,
                "n = 33, Gaemperli et al., Circulation 127 (2013) 1018 (abstract)"),
            .init(
                "mitral_regurgitant_fraction", 43, 12,
                "n = 175, MitraClip cohort (preprint, text): regurgitant volume 51 ± 20 mL, by the stroke volume of the row above"
            ),
            .init("lv_ejection_fraction", 44.7, 16.3, "n = 175, MitraClip cohort (preprint, text)"),
            .init("lv_end_diastolic_volume", 165, 68, "n = 175, MitraClip cohort (preprint, text)"),
            .init("mean_arterial_pressure", 88, 12, "assumed"),
            .init(
                "pulmonary_systolic_pressure", 45, 15,
                "n = 175, MitraClip cohort (preprint, text)"),
        ])
}
