import Circuits

/// What a patient's closed loop may differ in.
///
/// Spreads are wide on purpose: they cover disease, not the healthy population alone, and a measurement
/// of a tenth's accuracy outweighs them. They are our choice, not a published distribution.
public enum LoopFactors {
    /// Those of every patient, in the order of reports.
    public static let all: [LoopFactor] = vessels + ventricles + atria

    /// Those of a patient with some readings measured: every patient's, and those that only some readings tell of.
    public static func all(measured readings: [String]) -> [LoopFactor] {
        all + seldom.compactMap { readings.contains($0.reading) ? $0.factor : nil }
    }

    /// The rate of a heart that was not measured exactly.
    ///
    /// - Parameter spread: its standard deviation by the rate itself [1].
    static func heartRate(spread: Double) -> LoopFactor {
        LoopFactor("heartRate", "heart rate", spread: spread, ["heartRate": 1])
    }

    /// Things that only some readings tell of, each with that reading. A leak is a factor on a leak, so
    /// that the loop it is applied to must have one: ``leakToStartFrom``.
    private static let seldom: [(reading: String, factor: LoopFactor)] = [
        (
            "aortic_mean_gradient",
            LoopFactor(
                "aorticArea", "area of the open aortic valve", spread: 1, ["aorticOpenArea": 1])
        ),
        (
            "mitral_regurgitant_fraction",
            LoopFactor("mitralLeak", "leak of the mitral valve", spread: 1, ["mitralLeakArea": 1])
        ),
        (
            AdultOutput.outflowGradient,
            LoopFactor(
                "outflowContact", "area that is left where septum and mitral valve touch",
                spread: 1, ["outflowContactArea": 1])
        ),
        (
            AdultOutput.pericardialExcess,
            LoopFactor(
                "pericardium", "volume of the pericardium", spread: 1, ["pericardialVolume": 1])
        ),
        (
            "lv_max_pressure_rise",
            LoopFactor(
                "leftContraction", "duration of the left ventricle's contraction", spread: 0.2,
                ["leftVentricularContractionTime": 1])
        ),
    ]

    /// Leak of a mitral valve that is known to leak, before it is known how much [cm²]: between mild (< 0.2)
    /// and severe (>= 0.4), Zoghbi et al. 2017, doi:10.1016/j.echo.2017.01.007, from memory.
    static let leakToStartFrom = 0.3

    /// Bulge of a septum that is known to obstruct, before it is known how much [cm²]: 10.4 in healthy people less 2.6 with
    /// obstruction at rest, Spirito, Maron 1983, doi:10.1161/01.cir.67.5.1100 (abstract).
    static let bulgeToStartFrom = 7.8

    private static let vessels = [
        LoopFactor(
            "systemicResistance", "resistance of the systemic arteries", spread: 0.5,
            ["systemicArterialResistance": 1]),
        LoopFactor(
            "systemicCompliance", "compliance of the systemic arteries", spread: 0.4,
            ["systemicArterialCompliance": 1]),
        LoopFactor(
            "pulmonaryResistance", "resistance of the lung's vessels", spread: 0.7,
            ["pulmonaryArterialResistance": 1]),
        LoopFactor(
            "pulmonaryCompliance", "compliance of the pulmonary arteries", spread: 0.5,
            ["pulmonaryArterialCompliance": 1]),
        LoopFactor("bloodVolume", "blood volume", spread: 0.12, ["bloodVolume": 1]),
    ]

    private static let ventricles =
        ventricle("left", "left ventricle") + [
            LoopFactor(
                "leftRelaxation", "duration of the left ventricle's relaxation", spread: 0.25,
                ["leftVentricularRelaxationTime": 1])
        ] + ventricle("right", "right ventricle")

    private static let atria = [
        LoopFactor(
            "leftAtrialContractility", "contractility of the left atrium", spread: 0.4,
            ["leftAtrialActiveElastance": 1]),
        LoopFactor(
            "leftAtrialStiffness", "stiffness of the relaxed left atrium", spread: 0.5,
            ["leftAtrialPassiveStiffness": 1]),
    ]

    /// A larger chamber is the same muscle around more blood: volumes scale, and pressures at scaled
    /// volumes stay.
    private static func ventricle(_ side: String, _ place: String) -> [LoopFactor] {
        let prefix = side + "Ventricular"
        return [
            LoopFactor(
                side + "Contractility", "contractility of the \(place)", spread: 0.5,
                [prefix + "ActiveElastance": 1]),
            LoopFactor(
                side + "Size", "size of the \(place)", spread: 0.25,
                [
                    prefix + "ActiveUnstressedVolume": 1, prefix + "PassiveUnstressedVolume": 1,
                    prefix + "PassiveStiffness": -1, prefix + "ActiveElastance": -1,
                ]),
            LoopFactor(
                side + "Stiffness", "stiffness of the relaxed \(place)", spread: 0.6,
                [prefix + "PassivePressure": 1]),
        ]
    }
}
