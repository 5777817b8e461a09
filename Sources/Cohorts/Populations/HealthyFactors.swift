import Calibration

/// What healthy people differ in: the factors of the calibration, with lungs of one shape and a right ventricle that can
/// empty as far as healthy ones do.
///
/// ```
/// trunk:                    compliance · c     valve area · c^(1/3)     characteristic resistance · c^(−7/12)
/// lungs r times as narrow:  arterial resistance · r     venous resistance · r^(1/4)
/// ```
///
/// - Trunk: it is √c times as large and √c times as soft, half of the difference each, assumed. Of similar trunks with one
///   wave speed compliance goes as the volume, the area of valve and trunk as its power 2/3, and the characteristic
///   resistance, density by wave speed over area, as the inverse of the area; at one size it goes as compliance to −1/2. A
///   sick trunk may be stiff or its valve narrow by itself, so that a patient's calibration keeps them apart.
/// - Lungs: the power of the veins is ours, chosen among 0, 1/4, 1/2 and 1 by what it does: with fixed veins small differences
///   of mean pulmonary and left atrial pressure cannot be had, with veins that follow closely E/A falls.
/// - Volume at which the right ventricle's active pressure ends: −8 to 171 mL in patients, with a correlation of 0.87 with the
///   end-systolic volume (Trip et al., *J. Heart Lung Transplant.* 32 (2013) 50–55,
///   doi:10.1016/j.healun.2012.09.022, abstract). The healthy adult has 51 mL at an ejection fraction of 40 %, as its
///   anatomy is; who empties to 50 mL must have less. The spread is that of the healthy adult's prior, 0.4, when the
///   population halves it.
enum HealthyFactors {
    static let all: [LoopFactor] =
        LoopFactors.all.map { factor in
            switch factor.name {
            case "pulmonaryResistance": lungs
            case "pulmonaryCompliance": trunk
            default: factor
            }
        } + [emptying]

    private static let lungs = LoopFactor(
        "pulmonaryResistance", "resistance of the lung's vessels", spread: 0.7,
        ["pulmonaryArterialResistance": 1, "pulmonaryVenousResistance": 0.25])

    private static let trunk = LoopFactor(
        "pulmonaryTrunk", "width and softness of the pulmonary trunk", spread: 0.5,
        [
            "pulmonaryArterialCompliance": 1, "pulmonaryOpenArea": 1.0 / 3,
            "pulmonaryCharacteristicResistance": -7.0 / 12,
        ])

    private static let emptying = LoopFactor(
        "rightUnstressedVolume", "unstressed volume of the contracting right ventricle",
        spread: 0.8, ["rightVentricularActiveUnstressedVolume": 1])
}
