extension Archetype {
    /// Pulmonary arterial hypertension before a vasodilator.
    public static let pulmonaryArterialHypertension = Archetype(
        "pulmonary-arterial-hypertension", "Pulmonary arterial hypertension",
        [
            .init(
                "heart_rate", 80, 16,
                "n = 1591, newly diagnosed, European Respiratory Journal (table)"),
            .init(
                "pulmonary_mean_pressure", 48, 13,
                "n = 1591, newly diagnosed, European Respiratory Journal (table)"),
            .init(
                "left_atrial_pressure", 10, 4,
                "n = 1591, newly diagnosed, European Respiratory Journal (table)"),
            .init(
                "central_venous_pressure", 8.8, 5.2,
                "n = 1591, newly diagnosed, European Respiratory Journal (table)"),
            .init(
                "cardiac_output", 4.4, 1.5,
                "n = 1591, newly diagnosed, European Respiratory Journal (table)"),
            .init(
                "mean_arterial_pressure", 96, 18,
                "n = 1591, newly diagnosed, European Respiratory Journal (table)"),
        ])
}
