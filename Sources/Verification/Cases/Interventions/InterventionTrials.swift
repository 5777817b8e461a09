/// Published responses on the level of the closed loop.
///
/// Bands are acceptance proposals derived from mean ± SD or ± 25 % of the effect.
package enum InterventionTrials {
    package static let all: [InterventionTrial] = drugs + fluids + valves + septum + pumps + others

    /// Given until mean arterial pressure has fallen by 15 mmHg, as in N. Engl. J. Med. 291 (1974) 587.
    private static let nitroprusside = InterventionTrial.Titration(
        intervention: "nitroprusside", argument: "dose", unit: "ug/kg/min", doses: 0.02...10,
        pressureChange: -15)

    private static let drugs: [InterventionTrial] = [
        trial(
            "dobutamine_ci", "heart-failure-reduced", ["dobutamine(dose=8 ug/kg/min)"],
            "systemicFlowLPerMin", .percent, 25...80, "2.92 to 4.45 L/min/m2, n = 17"),
        trial(
            "dobutamine_dpdt", "heart-failure-reduced", ["dobutamine(dose=8 ug/kg/min)"],
            "lvDPdtMaxMmHgPerS", .percent, 50...120, "1147 to 2370 mmHg/s, n = 17"),
        trial(
            "dobutamine_lvedp", "heart-failure-reduced", ["dobutamine(dose=8 ug/kg/min)"],
            "lvEDPMmHg", .change, -9 ... -3, "19 to 13.7 mmHg, n = 17"),
        trial(
            "dobutamine_map", "heart-failure-reduced", ["dobutamine(dose=8 ug/kg/min)"],
            "aorticMeanMmHg", .change, -10...10, "93.3 to 98.2 mmHg, n = 15, PMID 1155341"),
        trial(
            "nitroprusside_ea", "acute-heart-failure", [], titration: nitroprusside,
            "arterialElastanceMmHgPerML", .percent, -35 ... -15, "2.8 to 2.2 mmHg/mL, n = 36"),
        trial(
            "nitroprusside_sv", "acute-heart-failure", [], titration: nitroprusside, "lvSVML",
            .percent, 8...25, "50 to 56 mL, n = 36"),
        trial(
            "nitroprusside_fill", "low-output-heart-failure", [], titration: nitroprusside,
            "laMeanMmHg", .percent,
            -50 ... -25, "32.2 to 17.2 mmHg, n = 18, NEJM 1974;291:587"),
        trial(
            "metoprolol_hr", "acute-myocardial-infarction", ["beta-blockade"],
            "heartRatePerMin", .percent, -25 ... -10, "90 to 74/min, n = 16, PMID 2909996"),
        trial(
            "metoprolol_dpdt", "acute-myocardial-infarction", ["beta-blockade"],
            "lvDPdtMaxMmHgPerS", .percent, -35 ... -15,
            "1480 to 1061 mmHg/s, n = 16, PMID 2909996"),
        trial(
            "metoprolol_ef", "acute-myocardial-infarction", ["beta-blockade"], "lvEFPercent",
            .change, -7 ... -3, "48 to 43 %, n = 16, PMID 2909996"),
        trial(
            "metoprolol_edv", "acute-myocardial-infarction", ["beta-blockade"], "lvEDVML",
            .percent, -5...5, "161 to 163 mL, n = 16, PMID 2909996"),
        trial(
            "ino_pvr", "pulmonary-arterial-hypertension", ["pulmonary-vasodilation(share=20 %)"],
            "pvrWoodUnits", .percent, -25 ... -13, "-19 ± 5 %, n = 13, Michelakis 2002"),
        trial(
            "sildenafil_pvr", "pulmonary-arterial-hypertension",
            ["pulmonary-vasodilation(share=28 %)"], "pvrWoodUnits", .percent, -33 ... -20,
            "-27 ± 3 %, n = 13, Michelakis 2002"),
    ]

    private static let fluids: [InterventionTrial] = [
        trial(
            "volume_load_sv", "healthy", ["volume-loading(volume=387 mL, fluid=dextran-40)"],
            "lvSVML", .percent,
            12...30, "38 to 46 mL/m2 on 387 mL of dextran, n = 11"),
        trial(
            "volume_load_lvedp", "healthy", ["volume-loading(volume=387 mL, fluid=dextran-40)"],
            "lvEDPMmHg",
            .change, 5...14, "8 to 18.4 mmHg on 387 mL of dextran, n = 11"),
        trial(
            "volume_load_map", "healthy", ["volume-loading(volume=387 mL, fluid=dextran-40)"],
            "aorticMeanMmHg",
            .change, -8...8, "unchanged on 387 mL of dextran, n = 11"),
        trial(
            "saline_pcwp", "healthy", ["volume-loading(volume=1000 mL, fluid=saline)"],
            "laMeanMmHg",
            .change, 4...9, "10 to 16 mmHg on the first litre of saline, n = 60"),
    ]

    private static let valves: [InterventionTrial] = [
        trial(
            "tavi_gradient", "severe-aortic-stenosis", ["aortic-valve-replacement"],
            "aorticGradientMmHg", .after, 0...15, "44.5 to 11.1 mmHg, PARTNER"),
        trial(
            "tavi_ea", "severe-aortic-stenosis", ["aortic-valve-replacement"],
            "arterialElastanceMmHgPerML", .percent, -45 ... -20, "2.1 to 1.4 mmHg/mL, n = 12"),
        trial(
            "tavi_sw", "severe-aortic-stenosis", ["aortic-valve-replacement"],
            "lvStrokeWorkJ", .percent, -45 ... -25, "11915 to 7360 mmHg mL, n = 12"),
        trial(
            "teer_ci", "severe-mitral-regurgitation", ["mitral-edge-to-edge-repair"],
            "systemicFlowLPerMin", .percent, 10...30, "2.6 to 3.2 L/min/m2, n = 33"),
        trial(
            "teer_pcwp", "severe-mitral-regurgitation", ["mitral-edge-to-edge-repair"],
            "laMeanMmHg", .change, -5 ... -2, "15 to 12 mmHg, n = 33"),
    ]

    /// Steendijk et al., *Heart* 94 (2008) 1318, doi:10.1136/hrt.2007.139535 (abstract), n = 17: gradient at rest 79 ± 38 to
    /// 14 ± 16 mmHg, end-systolic pressure 166 ± 27 to 129 ± 26 mmHg. Their ejection fraction fell from 78 to 67 %, which muscle that is lost
    /// does not explain here (docs/interventions.md). The pressure is judged by its peak, with which an obstructed ventricle falls further than at the end
    /// of systole.
    private static let septum: [InterventionTrial] = [
        trial(
            "septal_gradient", "hypertrophic-obstructive-cardiomyopathy", ["septal-reduction"],
            "lvSystolicMmHg", minus: "aorticSystolicMmHg", .after, 0...30,
            "79 to 14 ± 16 mmHg, n = 17, Steendijk 2008"),
        trial(
            "septal_lvsp", "hypertrophic-obstructive-cardiomyopathy", ["septal-reduction"],
            "lvSystolicMmHg", .percent, -28 ... -17, "166 to 129 mmHg, n = 17, Steendijk 2008"),
    ]

    /// Ramp of eight steps of 400/min: published changes are 1.28 L/min and 9.9 mmHg, eight times those of a step.
    private static let ramp = (slow: ["lvad(speed=8000 1/min)"], fast: ["lvad(speed=11200 1/min)"])

    /// Noradrenaline is withdrawn until mean arterial pressure is 5 mmHg higher, as in the source.
    private static let withdrawal = InterventionTrial.Titration(
        intervention: "noradrenaline", argument: "withdrawn", unit: "ug/kg/min",
        doses: 0.002...0.5, pressureChange: 5)

    private static let pumps: [InterventionTrial] = [
        trial(
            "lvad_co", "end-stage-heart-failure", before: ramp.slow, ramp.fast,
            "systemicFlowLPerMin", .changePerStep(8), 0...0.35,
            "+0.16 ± 0.19 L/min per step, n = 35, PMID 26746378"),
        trial(
            "lvad_pcwp", "end-stage-heart-failure", before: ramp.slow, ramp.fast, "laMeanMmHg",
            .changePerStep(8), -2.1 ... -0.4, "-1.23 ± 0.85 mmHg per step, n = 35, PMID 26746378"
        ),
        trial(
            "lvad_sbp", "end-stage-heart-failure", before: ramp.slow, ramp.fast,
            "aorticSystolicMmHg", .change, -5...5, "unchanged, n = 35, PMID 26746378"),
        trial(
            "lvad_cvp", "end-stage-heart-failure", before: ramp.slow, ramp.fast, "raMeanMmHg",
            .change, -5...5, "unchanged, n = 35, PMID 26746378"),
        trial(
            "ecmo_human_lvedv", "cardiogenic-shock", before: ["va-ecmo(flow=1.5 L/min)"],
            ["va-ecmo(flow=4 L/min)"], titration: withdrawal, "lvEDVML", .percent, -30 ... -8,
            "134 to 109 mL, n = 20, PMID 38197216"),
        trial(
            "ecmo_pig_lvedp", "chronic-heart-failure-pig", before: ["va-ecmo(flow=1 L/min)"],
            ["va-ecmo(flow=5 L/min)"], "lvEDPMmHg", .change, 3...13,
            "7 to 15 mmHg, n = 5 pigs, PMC7017528"),
    ]

    private static let others: [InterventionTrial] = [
        trial(
            "atrial_kick", "healthy", ["atrial-fibrillation"], duration: 15_000, "lvSVML", .percent,
            -20 ... -5, "-10 to -25 % at once, textbook"),
        trial(
            "shunt_qpqs", "heart-failure-preserved", ["interatrial-shunt"], "qpOverQs", .after,
            1.15...1.4, "1.27, Wessler 2018"),
    ]

    private static func trial(
        _ identifier: String, _ archetype: String, before: [String] = [], _ done: [String],
        titration: InterventionTrial.Titration? = nil, duration: Double = 180_000, _ metric: String,
        minus: String? = nil, _ judged: InterventionTrial.Judged, _ band: ClosedRange<Double>,
        _ source: String
    ) -> InterventionTrial {
        InterventionTrial(
            identifier: identifier, archetype: archetype, before: before, done: done,
            titration: titration, duration: duration, metric: metric, minus: minus,
            judged: judged, band: band, source: source)
    }
}
