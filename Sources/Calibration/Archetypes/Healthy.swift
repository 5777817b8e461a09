extension Archetype {
    /// Healthy adults at rest: invasive numbers of controls, and those before volume loading.
    public static let healthy = Archetype(
        "healthy", "Healthy adult at rest",
        [
            .init(
                "heart_rate", 64, 8,
                "healthy controls, n = 36, J. Am. Heart Assoc. 9 (2020) e016339, table 2"),
            .init(
                "systolic_pressure", 128, 13,
                "healthy controls, n = 36, J. Am. Heart Assoc. 9 (2020) e016339, table 2"),
            .init(
                "diastolic_pressure", 79, 8,
                "healthy controls, n = 36, J. Am. Heart Assoc. 9 (2020) e016339, table 2"),
            .init(
                "left_atrial_pressure", 10, 2,
                "n = 60, Fujimoto et al., Circulation 127 (2013) 55 (abstract)"),
            .init(
                "central_venous_pressure", 6, 2,
                "healthy controls, n = 36, J. Am. Heart Assoc. 9 (2020) e016339, table 2"),
            .init(
                "stroke_volume", 76, 16,
                "healthy controls, n = 36, J. Am. Heart Assoc. 9 (2020) e016339, table 2"),
            .init(
                "pulmonary_systolic_pressure", 25, 4,
                "healthy controls, n = 36, J. Am. Heart Assoc. 9 (2020) e016339, table 2"),
            .init(
                "pulmonary_diastolic_pressure", 11, 3,
                "healthy controls, n = 36, J. Am. Heart Assoc. 9 (2020) e016339, table 2"),
            .init(
                "lv_end_diastolic_pressure", 8, 3,
                "n = 11, before 387 mL of dextran (abstract); spread of n = 8 before 500 mL"),
            .init(
                "lv_ejection_fraction", 61, 5,
                "women, Petersen et al. 2017, doi:10.1186/s12968-017-0327-9"),
            .init(
                "mitral_e_a_ratio", 1.4, 0.4,
                "inside 0.8 to 2, Nagueh et al. 2016, doi:10.1016/j.echo.2016.01.011; spread assumed"
            ),
        ])
}
