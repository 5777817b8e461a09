extension Archetype {
    /// Hypertrophic cardiomyopathy with obstruction at rest, before septal reduction.
    public static let hypertrophicObstructiveCardiomyopathy = Archetype(
        "hypertrophic-obstructive-cardiomyopathy", "Hypertrophic obstructive cardiomyopathy",
        // 10.4 less 2.6 cm2 at the onset of systole: Spirito, Maron 1983, doi:10.1161/01.cir.67.5.1100 (abstract); that is
        // at the end-diastolic volume of these patients: 72 mL, and 17.7 % of what leaves the ventricle back, by 78 %.
        parameters: ["outflowBulgeArea": 7.8, "outflowReferenceVolume": 112],
        [
            .init("heart_rate", 70, 12, "assumed"),
            .init("lv_outflow_gradient", 79, 38, before),
            .init("lv_ejection_fraction", 78, 9, before),
            .init("lv_end_diastolic_pressure", 25, 6, before),
            .init(
                "left_atrial_pressure", 19, 7,
                "median, n = 156, before alcohol septal ablation across the atrial septum (abstract); spread assumed"
            ),
            .init("stroke_volume", 72, 15, "assumed"),
            .init(
                "mitral_regurgitant_fraction", 17.7, 14,
                "143 patients, magnetic resonance, doi:10.1186/s12968-017-0417-8 (abstract): 35.5 mL (26 to 51) with obstruction, of which the method finds 20 mL in healthy people too; by the stroke volume above"
            ),
            .init("systolic_pressure", 120, 18, "assumed"),
            .init("diastolic_pressure", 68, 10, "assumed"),
            .init("central_venous_pressure", 7, 3, "assumed"),
            .init("pulmonary_mean_pressure", 26, 7, "assumed"),
        ])

    private static let before =
        "n = 17, before alcohol septal ablation, Steendijk et al., Heart 94 (2008) 1318 (abstract)"
}
