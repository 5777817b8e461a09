extension Archetype {
    /// Cardiogenic shock, as found on little extracorporeal support: numbers without
    /// support are not published. Sedation and catecholamines are assumed to leave no reflex.
    public static let cardiogenicShock = Archetype(
        "cardiogenic-shock", "Cardiogenic shock",
        parameters: ["baroreflexPeriodGain": 0, "baroreflexSympatheticGain": 0],
        [
            .init("heart_rate", 90, 18, "assumed"),
            .init(
                "mean_arterial_pressure", 75, 14,
                "n = 20, on 1.5 L/min of ECMO, PMID 38197216 (abstract)"),
            .init(
                "lv_end_diastolic_pressure", 19, 9,
                "n = 20, on 1.5 L/min of ECMO, PMID 38197216 (abstract)"),
            .init(
                "lv_end_diastolic_volume", 134, 50,
                "n = 20, on 1.5 L/min of ECMO, PMID 38197216 (abstract); spread of 93 narrowed"),
            .init(
                "lv_ejection_fraction", 22, 7,
                "n = 20, on 1.5 L/min of ECMO, PMID 38197216 (abstract): 15 to 27 at full flow"),
            .init("central_venous_pressure", 13, 5, "assumed"),
            .init("left_atrial_pressure", 19, 8, "assumed"),
        ])
}
