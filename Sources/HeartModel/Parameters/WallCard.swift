public import Quantities

/// Parameters of the wall that belong to no single law: scales, supports, viscosity.
public enum WallCard {
    /// The parameters, in the unit people use.
    public static let parameters: [ParameterCard] = [
        ParameterCard(
            "passiveScaleLeft", "Factor on the passive stiffness of LV and septum", unit: "1",
            default: 1, range: 0.05...20,
            source: "1 is the published law; fitted to the end-diastolic pressure-volume point"),
        ParameterCard(
            "passiveScaleRight", "Factor on the passive stiffness of the RV free wall", unit: "1",
            default: 1, range: 0.05...20,
            source: "1 is the published law; fitted to the end-diastolic pressure-volume point"),
        ParameterCard(
            "ringStiffness", "Factor on the passive stiffness at the valve rims", unit: "1",
            default: 10, range: 1...10_000,
            source:
                "choice: passive and stiffer than muscle; the net of valvePlaneStiffness carries the "
                + "load"),
        ParameterCard(
            "ringWidth", "Distance from a rim at which its stiffness has fallen to a third",
            unit: "mm", default: 4, range: 0.5...20,
            source: "half the thickness of the wall at the base"),
        ParameterCard(
            "contractilityLeft", "Factor on the active tension of LV and septum", unit: "1",
            default: 1, range: 0...20, source: "1 is the published contraction model"),
        ParameterCard(
            "contractilityRight", "Factor on the active tension of the RV free wall", unit: "1",
            default: 1, range: 0...20, source: "1 is the published contraction model"),
        ParameterCard(
            "transverseActive", "Share of the active stress across the fibres", unit: "1",
            default: 0, range: 0...0.6,
            source: "Fibre stress only; 0.16-0.4 are in use, e.g. Genet et al. 2014, "
                + "doi:10.1152/japplphysiol.00255.2014"),
        ParameterCard(
            "valvePlaneStiffness", "Elastic net over the valve rims of each ventricle",
            unit: "N/m", default: 20_000, range: 0...1e7,
            source:
                "choice: half of a rim under the load of a closed valve (13 N) moves by some mm; "
                + "four-chamber models close valves by stiff planes, Strocchi et al. 2020, "
                + "doi:10.1371/journal.pone.0235145"),
        ParameterCard(
            "viscosity", "Kelvin-Voigt viscosity", unit: "Pa.s", default: 100, range: 0...5000,
            source: "Arostica et al. 2025, doi:10.1016/j.cma.2024.117485"),
        ParameterCard(
            "bulkModulus", "Resistance to volume change", unit: "kPa", default: 1000,
            range: 50...100_000, source: "Arostica et al. 2025, doi:10.1016/j.cma.2024.117485"),
        ParameterCard(
            "pointBulkModulus",
            "Resistance to volume change at each quadrature point, against oscillation",
            unit: "kPa",
            default: 20, range: 0...100_000,
            source: "a fiftieth of bulkModulus: numerical stabilisation, see Incompressibility"),
        ParameterCard(
            "pericardiumStiffness", "Spring along the epicardial normal, at the apex",
            unit: "kPa/mm", default: 0.2, range: 0...100,
            source: "Pfaller et al. 2019, doi:10.1007/s10237-018-1098-4"),
        ParameterCard(
            "pericardiumDamping", "Damper along the epicardial normal, at the apex",
            unit: "kPa.s/mm", default: 0.005, range: 0...1,
            source: "Pfaller et al. 2019, doi:10.1007/s10237-018-1098-4"),
        ParameterCard(
            "pericardiumBasal", "Pericardial stiffness at the base relative to the apex",
            unit: "1", default: 0.1, range: 0...1,
            source: "Apex-to-base decrease after Strocchi et al. 2020, "
                + "doi:10.1016/j.jbiomech.2020.109645"),
        ParameterCard(
            "baseAxialStiffness", "Spring of the base along the long axis", unit: "kPa/mm",
            default: 0.01, range: 0...100,
            source: "Base free to descend; Arostica et al. 2025 use 0.1-1, "
                + "doi:10.1016/j.cma.2024.117485"),
        ParameterCard(
            "baseLateralStiffness", "Spring of the base across the long axis", unit: "kPa/mm",
            default: 0.1, range: 0...100,
            source: "Arostica et al. 2025, doi:10.1016/j.cma.2024.117485"),
        ParameterCard(
            "baseDamping", "Damper of the base", unit: "kPa.s/mm", default: 0.005, range: 0...1,
            source: "Arostica et al. 2025, doi:10.1016/j.cma.2024.117485"),
    ]
}

/// Parameters of the heart as a whole.
public enum HeartCard {
    /// The parameters, in the unit people use.
    public static let parameters: [ParameterCard] = [
        ParameterCard(
            "endDiastolicPressureLeft", "LV pressure at which the image was taken", unit: "mm[Hg]",
            default: 8, range: 1...40, source: "middle of 4-12 mmHg, Edwards Lifesciences 2009"),
        ParameterCard(
            "endDiastolicPressureRight", "RV pressure at which the image was taken",
            unit: "mm[Hg]", default: 4, range: 0.5...30,
            source: "middle of 2-8 mmHg, Edwards Lifesciences 2009"),
        ParameterCard(
            "bloodVolumeFactor",
            "Factor on the blood in the loop around the three-dimensional heart",
            unit: "1", default: 1, range: 0.5...2,
            source:
                "1 is the loop's own; found by calibrate --heart, whose ventricles hold another volume"
        ),
        surrounding("systemicResistanceFactor", "resistance of the systemic arteries", 0.2...5),
        surrounding("pulmonaryResistanceFactor", "resistance of the lung's vessels", 0.2...5),
        surrounding("aorticAreaFactor", "area of the open aortic valve", 0.2...5),
    ]

    /// Factors on the loop around the three-dimensional heart and the parameters of the loop they multiply.
    public static let surroundings: [(factor: String, parameter: String)] = [
        ("heart.bloodVolumeFactor", "bloodVolume"),
        ("heart.systemicResistanceFactor", "systemicArterialResistance"),
        ("heart.pulmonaryResistanceFactor", "pulmonaryArterialResistance"),
        ("heart.aorticAreaFactor", "aorticOpenArea"),
    ]

    private static func surrounding(
        _ name: String, _ what: String, _ range: ClosedRange<Double>
    ) -> ParameterCard {
        ParameterCard(
            name, "Factor on the \(what) around the three-dimensional heart", unit: "1",
            default: 1, range: range,
            source:
                "1 is the loop's own; found by calibrate --heart, whose ventricles eject otherwise")
    }
}
