extension Archetype {
    /// Pigs with chronic heart failure by pacing, before extracorporeal support; anaesthesia is assumed to silence
    /// the reflex.
    public static let chronicHeartFailurePig = Archetype(
        "chronic-heart-failure-pig", "Pig with chronic heart failure by pacing",
        parameters: silencedReflex,
        hasPericardium: false,
        [
            .init("heart_rate", 100, 15, "assumed"),
            .init("cardiac_output", 2.9, 0.4, "n = 5 pigs, PMC7017528 (abstract)"),
            .init("lv_end_diastolic_volume", 189, 26, "n = 5 pigs, PMC7017528 (abstract)"),
            .init("lv_end_systolic_volume", 139, 17, "n = 5 pigs, PMC7017528 (abstract)"),
            .init(
                "lv_end_diastolic_pressure", 7, 2,
                "n = 5 pigs, PMC7017528 (abstract) at minimal flow"),
            .init(
                "systolic_pressure", 50, 12,
                "n = 5 pigs, PMC7017528 (abstract): peak pressure 49 ± 15 at minimal flow; lower spread"
            ),
            .init("central_venous_pressure", 7, 3, "assumed"),
        ])
}
