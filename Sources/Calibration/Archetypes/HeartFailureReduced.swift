extension Archetype {
    /// Chronic heart failure with reduced ejection fraction, before dobutamine or resynchronisation.
    public static let heartFailureReduced = Archetype(
        "heart-failure-reduced", "Heart failure with reduced ejection fraction",
        parameters: failingReflex, hasPericardium: false,
        heart: HeartTraits(
            activation: "lbbb", source: "left bundle branch block, as in those resynchronised",
            findings: [
                .init(
                    "qrs_duration", 157, 18,
                    "n = 14, candidates of resynchronisation, PMC7036078")
            ]),
        [
            .init("heart_rate", 75, 15, "n = 31, PMC3964544; n = 42: 78 ± 15"),
            .init(
                "mean_arterial_pressure", 93.3, 13,
                "n = 15, before dobutamine, PMID 1155341 (abstract); spread assumed"),
            .init(
                "lv_ejection_fraction", 29, 10,
                "n = 22, pressure-volume loops, Circulation 113 (2006) 1295 (abstract)"),
            .init(
                "lv_end_diastolic_volume", 257, 67,
                "n = 22, pressure-volume loops, Circulation 113 (2006) 1295 (abstract)"),
            .init(
                "lv_end_diastolic_pressure", 18, 8,
                "n = 22, pressure-volume loops, Circulation 113 (2006) 1295 (abstract)"),
            .init("lv_max_pressure_rise", 1147, 300, "n = 17, before dobutamine; spread assumed"),
            .init("left_atrial_pressure", 20, 6, "assumed near the end-diastolic pressure"),
            .init("central_venous_pressure", 7, 4, "assumed"),
            .init("pulmonary_mean_pressure", 29, 8, "assumed"),
        ])
}
