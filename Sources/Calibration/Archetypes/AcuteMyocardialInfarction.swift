extension Archetype {
    /// Acute myocardial infarction within two days, before metoprolol.
    public static let acuteMyocardialInfarction = Archetype(
        "acute-myocardial-infarction", "Acute myocardial infarction",
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
}
