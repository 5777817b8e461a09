import Calibration

/// What healthy people differ in: the factors of the calibration, with a pulmonary trunk of one shape and a right
/// ventricle that can empty as far as healthy ones do.
///
/// ```
/// trunk c times as wide:   compliance · c     valve area · c^(2/3)     characteristic resistance · c^(−2/3)
/// ```
///
/// - Trunk: of similar trunks with one wave speed compliance goes as the volume, the area of valve and trunk as its power
///   2/3, and the characteristic resistance, density by wave speed over area, as the inverse of the area. Assumed for
///   healthy people; a sick trunk may be stiff or its valve narrow by itself, so that a patient's calibration keeps them apart.
/// - Volume at which the right ventricle's active pressure ends: −8 to 171 mL in patients, with a correlation of 0.87 with the
///   end-systolic volume (Trip et al., *J. Heart Lung Transplant.* 32 (2013) 50–55,
///   doi:10.1016/j.healun.2012.09.022, abstract). The healthy adult has 51 mL at an ejection fraction of 40 %, as its
///   anatomy is; who empties to 50 mL must have less. The spread is that of the healthy adult's prior, 0.4, when the
///   population halves it.
enum HealthyFactors {
    static let all: [LoopFactor] =
        LoopFactors.all.map { $0.name == "pulmonaryCompliance" ? trunk : $0 } + [emptying]

    private static let trunk = LoopFactor(
        "pulmonaryTrunk", "width of the pulmonary trunk", spread: 0.5,
        [
            "pulmonaryArterialCompliance": 1, "pulmonaryOpenArea": 2.0 / 3,
            "pulmonaryCharacteristicResistance": -2.0 / 3,
        ])

    private static let emptying = LoopFactor(
        "rightUnstressedVolume", "unstressed volume of the contracting right ventricle",
        spread: 0.8, ["rightVentricularActiveUnstressedVolume": 1])
}
