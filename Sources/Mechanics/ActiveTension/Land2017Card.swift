public import Quantities

extension Land2017 {
    /// Citation of the parameter table.
    private static let source =
        "Land et al. 2017, doi:10.1016/j.yjmcc.2017.03.008, parameters of the intact human cell"

    public static let card = ModelCard(
        identifier: "land-2017",
        summary:
            "Human contraction model at body temperature (troponin, tropomyosin, crossbridges)",
        source: "Land et al., J. Mol. Cell. Cardiol. 106 (2017) 68-83, "
            + "doi:10.1016/j.yjmcc.2017.03.008",
        states: ["strong", "weak", "troponin", "blocked", "strongDistortion", "weakDistortion"],
        parameters: [
            ParameterCard(
                "referenceTension",
                "Isometric tension at full activation and resting length (Tref)",
                unit: "kPa", default: 120, range: 0...1000, source: source),
            ParameterCard(
                "calciumHalf", "Calcium of half troponin saturation at resting length (Ca50ref)",
                unit: "uM", default: 0.805, range: 0.1...10, source: source),
            ParameterCard(
                "troponinRate", "Rate of calcium unbinding from troponin (kTRPN)",
                unit: "1/ms", default: 0.1, range: 0.001...1, source: source),
            ParameterCard(
                "troponinExponent", "Cooperativity of calcium binding (nTRPN)",
                unit: "1", default: 2, range: 1...6, source: source),
            ParameterCard(
                "tropomyosinRate", "Rate of unblocking (ku)",
                unit: "1/ms", default: 1, range: 0.001...2, source: source),
            ParameterCard(
                "tropomyosinExponent", "Cooperativity of unblocking (nTm)",
                unit: "1", default: 5, range: 1...8, source: source),
            ParameterCard(
                "troponinHalf", "Troponin saturation of half unblocking (TRPN50)",
                unit: "1", default: 0.35, range: 0.05...0.95, source: source),
            ParameterCard(
                "weakBindingRate", "Rate from unbound to weakly bound (kuw)",
                unit: "1/ms", default: 0.182, range: 0.005...1, source: source),
            ParameterCard(
                "powerStrokeRate", "Rate from weakly to strongly bound (kws)",
                unit: "1/ms", default: 0.012, range: 0.0005...0.1, source: source),
            ParameterCard(
                "dutyRatio", "Strongly bound share at full activation (rs)",
                unit: "1", default: 0.25, range: 0.05...0.9, source: source),
            ParameterCard(
                "weakRatio", "Weakly bound share of the not strongly bound (rw)",
                unit: "1", default: 0.5, range: 0.05...0.9, source: source),
            ParameterCard(
                "strongDetachment", "Distortion-dependent detachment, strongly bound (γs)",
                unit: "1/ms", default: 0.0085, range: 0...1, source: source),
            ParameterCard(
                "weakDetachment", "Distortion-dependent detachment, weakly bound (γw)",
                unit: "1/ms", default: 0.615, range: 0...5, source: source),
            ParameterCard(
                "distortionDecay", "Decay of distortion relative to crossbridge turnover (φ)",
                unit: "1", default: 2.23, range: 0.1...20, source: source),
            ParameterCard(
                "distortionGain", "Instantaneous stiffness relative to tension (Aeff)",
                unit: "1", default: 25, range: 0...200, source: source),
            ParameterCard(
                "lengthTension", "Slope of tension by length (β0)",
                unit: "1", default: 2.3, range: 0...10, source: source),
            ParameterCard(
                "lengthCalcium", "Slope of the half-saturation calcium by length (β1)",
                unit: "uM", default: -2.4, range: -6...0, source: source),
        ])
}
