extension Archetype {
    /// Severe mitral regurgitation before edge-to-edge repair, under the general anaesthesia in which it is done (Gaemperli et al.,
    /// *Heart* 2012, doi:10.1136/heartjnl-2011-300705, abstract: 50 patients of the same hospital).
    ///
    /// The cohort of the regurgitant volume has an ejection fraction of 44.7 % at 165 mL, which would leave 23 mL to go forward, a third
    /// of the output of the patients of the row: it is left out, as no heart has it beside the other numbers.
    public static let severeMitralRegurgitation = Archetype(
        "severe-mitral-regurgitation", "Severe mitral regurgitation, under general anaesthesia",
        parameters: anaesthetisedReflex, hasPericardium: false,
        [
            .init("heart_rate", 72, 12, "assumed"),
            .init(
                "cardiac_output", 4.8, 1.1,
                "n = 33, Gaemperli et al., Circulation 127 (2013) 1018 (abstract): 2.6 L/min/m2; surface of 1.85 m2 assumed"
            ),
            .init(
                "left_atrial_pressure", 15, 6,
                "n = 33, Gaemperli et al., Circulation 127 (2013) 1018 (abstract)"),
            .init(
                "mitral_regurgitant_fraction", 43, 12,
                "n = 175, MitraClip cohort (preprint, text): regurgitant volume 51 ± 20 mL, by the stroke volume of the row above"
            ),
            .init(
                "lv_end_diastolic_volume", 147, 71,
                "n = 33, Gaemperli et al., Circulation 127 (2013) 1018 (abstract): median, 95 to 191 by echocardiography; spread from the quartiles"
            ),
            .init("mean_arterial_pressure", 88, 12, "assumed"),
            .init(
                "pulmonary_systolic_pressure", 45, 15,
                "n = 175, MitraClip cohort (preprint, text)"),
        ])
}
