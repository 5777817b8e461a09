extension Archetype {
    /// Acute myocardial infarction within two days, before metoprolol.
    public static let acuteMyocardialInfarction = Archetype(
        "acute-myocardial-infarction", "Acute myocardial infarction",
        heart: HeartTraits(
            parameters: anteriorScar,
            source:
                "fresh anterior infarct: the segments of the left anterior descending artery beyond its first "
                + "branches (Cerqueira et al. 2002, doi:10.1161/hc0402.102975), 70 % of their muscle, so that a fifth "
                + "of the left ventricle is dead (25 ± 17 g within a week, n = 66, PMC3443460, abstract); place and "
                + "even spread assumed"),
        [
            .init("heart_rate", 90, 13, "n = 16, PMID 2909996 (abstract)"),
            .init("left_atrial_pressure", 22, 6, "n = 16, PMID 2909996 (abstract)"),
            .init("lv_end_diastolic_pressure", 27, 8, "n = 16, PMID 2909996 (abstract)"),
            .init("lv_ejection_fraction", 48, 7, "n = 16, PMID 2909996 (abstract)"),
            .init("lv_end_diastolic_volume", 161, 30, "n = 16, PMID 2909996 (abstract)"),
            .init("lv_end_systolic_volume", 85, 19, "n = 16, PMID 2909996 (abstract)"),
            .init("lv_max_pressure_rise", 1480, 450, "n = 16, PMID 2909996 (abstract)"),
            .init("mean_arterial_pressure", 98, 14, "assumed"),
        ])

    private static let anteriorScar: [String: Double] = [
        "scar.midAnterior": 0.7, "scar.midAnteroseptal": 0.7, "scar.apicalAnterior": 0.7,
        "scar.apicalSeptal": 0.7, "scar.apex": 0.7, "scar.stiffening": 1,
    ]
}
