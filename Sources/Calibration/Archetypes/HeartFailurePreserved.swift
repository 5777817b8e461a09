extension Archetype {
    /// Heart failure with preserved ejection fraction at rest, before an interatrial shunt.
    public static let heartFailurePreserved = Archetype(
        "heart-failure-preserved", "Heart failure with preserved ejection fraction",
        parameters: [
            "baroreflexPeriodGain": 0.23, "baroreflexSympatheticGain": 0.79,
            "baroreflexCardiopulmonaryGain": 0.5,
        ],
        [
            .init(
                "heart_rate", 75, 14,
                "n = 27: 68 to 88, Cardiol. Res. Pract. 2011:692862, table 2"),
            .init(
                "left_atrial_pressure", 17, 5,
                "n = 64, wedge at rest before an interatrial shunt, Hasenfuss et al., Lancet 387 (2016) 1298, from memory"
            ),
            .init("central_venous_pressure", 9, 4, "same, from memory"),
            .init("lv_ejection_fraction", 60, 8, "n = 216, RELAX, PMC4119596; spread assumed"),
            .init("stroke_volume", 77, 18, "n = 216, same; spread assumed"),
            .init(
                "systolic_pressure", 132, 18,
                "assumed; end-systolic 130, n = 27, same as the heart rate"),
            .init("diastolic_pressure", 72, 11, "assumed"),
            .init("pulmonary_systolic_pressure", 41, 10, "RELAX, PMC3835156; spread assumed"),
            .init("mitral_e_a_ratio", 1.1, 0.5, "n = 24, Heart, table 2; spread assumed"),
        ])
}
