extension Archetype {
    /// Cardiogenic shock before extracorporeal support. Published are numbers on 1.5 L/min of it (mean arterial pressure
    /// 75 ± 14 mmHg, end-diastolic pressure 19 ± 9 mmHg and volume 134 ± 93 mL, ejection fraction 22 ± 7 %, arterial elastance
    /// 2.7 ± 1.6 mmHg/mL, n = 20, PMID 38197216, abstract); those without are assumed such that the loop on 1.5 L/min shows
    /// about these. Sedation and catecholamines are assumed to leave no reflex.
    public static let cardiogenicShock = Archetype(
        "cardiogenic-shock", "Cardiogenic shock",
        parameters: silencedReflex,
        [
            .init("heart_rate", 90, 18, "assumed"),
            .init("mean_arterial_pressure", 64, 14, backwards),
            .init("lv_end_diastolic_pressure", 17.5, 9, backwards),
            .init("lv_end_diastolic_volume", 130.5, 50, backwards),
            .init("lv_ejection_fraction", 29.3, 7, backwards),
            .init("central_venous_pressure", 10, 5, "assumed"),
            .init("left_atrial_pressure", 18, 8, "assumed"),
        ])

    private static let backwards =
        "assumed, so that on 1.5 L/min of ECMO it is as published, n = 20, PMID 38197216 (abstract)"
}
