extension Archetype {
    /// Severe heart failure with low output, before nitroprusside.
    public static let lowOutputHeartFailure = Archetype(
        "low-output-heart-failure", "Severe heart failure with low output",
        parameters: failingReflex,
        [
            .init(
                "heart_rate", 95, 15,
                "n = 12, on nitroprusside, Circulation 56 (1977) 528 (abstract); spread assumed"),
            .init(
                "cardiac_output", 2.98, 0.7,
                "n = 18, N. Engl. J. Med. 291 (1974) 587 (abstract); spread assumed"),
            .init("left_atrial_pressure", 31, 6, "n = 8, NYHA IV, before nitroprusside (abstract)"),
            .init(
                "lv_end_diastolic_pressure", 32.2, 7,
                "n = 18, N. Engl. J. Med. 291 (1974) 587 (abstract); spread assumed"),
            .init(
                "mean_arterial_pressure", 89, 14,
                "n = 8, NYHA IV, before nitroprusside (abstract)"),
            .init("lv_ejection_fraction", 19, 7, "n = 433, ESCAPE (abstract); spread assumed"),
            .init(
                "central_venous_pressure", 15, 5,
                "n = 78, Mullens et al. 2008 (abstract); spread assumed"),
        ])
}
