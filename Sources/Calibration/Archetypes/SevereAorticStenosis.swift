extension Archetype {
    /// Severe aortic stenosis before valve replacement by catheter.
    public static let severeAorticStenosis = Archetype(
        "severe-aortic-stenosis", "Severe aortic stenosis", parameters: agedReflex,
        [
            .init("heart_rate", 72, 12, "assumed"),
            .init(
                "aortic_mean_gradient", 45.7, 15.3,
                "baseline table of an Open Heart paper; 44.5 in PARTNER"),
            .init(
                "systolic_pressure", 127, 25,
                "n = 52, catheters before TAVI, PMID 27989060 (abstract)"),
            .init(
                "diastolic_pressure", 58, 11,
                "n = 52, catheters before TAVI, PMID 27989060 (abstract)"),
            .init(
                "lv_stroke_work", 11915, 4100,
                "n = 12, pressure-volume loops (abstract): 9727 to 15289"),
            .init("lv_ejection_fraction", 57, 12, "n = 503, Eur. J. Heart Fail. 21 (2019) 172"),
            .init(
                "left_atrial_pressure", 16, 8,
                "n = 335, Maeder et al., CJC Open 3 (2021) 1428 (abstract)"),
            .init("lv_end_diastolic_pressure", 21, 8, "n = 335, same"),
            .init(
                "pulmonary_mean_pressure", 28, 10,
                "between 32 ± 10 (PMID 27989060) and those with a wedge pressure of 16: assumed"),
        ])

    /// Gain of the baroreflex on the heart period in people of this age: 5.8 ± 3.9 ms/mmHg at 75 ± 4 years, n = 75
    /// with a normal pressure, by spectra (Effect of blood pressure on baroreflex sensitivity in older people, abstract,
    /// rdm.ox.ac.uk/publications/1041154), by the 16.7 ms/mmHg of Ursino's constants.
    private static let agedReflex = ["baroreflexPeriodGain": 0.35]
}
