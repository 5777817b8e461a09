/// Where the values of the healthy adult come from.
///
/// Free values were fitted to normal ranges of pressures, volumes and flows with a log-normal prior
/// around a published value or an estimate; `Calibration.HealthyAdultFit` repeats the fit. The
/// others are published values.
public struct HealthyAdultEntry: Sendable, Equatable {
    /// Value in the unit of the parameter's card.
    public var value: Double
    /// Centre of the prior, for a fitted value.
    public var prior: Double?
    /// Standard deviation of the logarithm in the prior, for a fitted value [1].
    public var spread: Double?
    /// Citation, for a fitted value of the prior's centre.
    public var origin: String

    /// Citation as it stands on the parameter's card.
    public var source: String {
        guard let prior, let spread else { return origin }
        return "healthy-adult fit to normal ranges; prior \(prior) ± \(spread) (log): \(origin)"
    }

    static func fixed(_ value: Double, _ origin: String) -> HealthyAdultEntry {
        HealthyAdultEntry(value: value, prior: nil, spread: nil, origin: origin)
    }

    static func fitted(
        _ value: Double, prior: Double, spread: Double, _ origin: String
    ) -> HealthyAdultEntry {
        HealthyAdultEntry(value: value, prior: prior, spread: spread, origin: origin)
    }
}

/// Values of the healthy adult by short parameter name.
public enum HealthyAdultTable {
    private static let ursino = LoopCards.Source.ursino
    private static let mynard = LoopCards.Source.mynard
    private static let regazzoni = "Regazzoni et al. 2022, doi:10.1016/j.jcp.2022.111083"
    private static let murgo =
        "Murgo et al. 1980, doi:10.1161/01.CIR.62.1.105 (1137 and 47 dyn·s/cm⁵, 18 adults; standard errors 39 and 4)"
    private static let slife =
        "Slife et al. 1990, doi:10.1152/ajpheart.1990.258.6.H1823 (22 dyn·s/cm⁵, 8 adults)"
    private static let estimate = "order-of-magnitude estimate; form of Santamore & Burkhoff 1991"
    private static let timing =
        "estimate from systolic time intervals, Weissler et al. 1968, doi:10.1161/01.CIR.37.2.149"
    private static let conduction =
        "PR interval of 160 ms less 60 (left) and 45 ms (right) from the P wave to contraction, assumed"
    private static let atrialTiming =
        "estimate: contraction ends with the QRS complex, and the A wave 40 ms after it"
    private static let burkhoff =
        "form and parameters of Santamore & Burkhoff 1991 (by an implementation, not read)"
    private static let inertia =
        "inertial pressure drop of mitral valves, 1.8 ± 1.3 mmHg, Firstenberg et al. 2000, "
        + "doi:10.1016/s0735-1097(00)00963-3 (abstract), at 0.75 m/s in 80 ms (assumed); tricuspid alike"
    private static let area =
        "normal effective area, Baumgartner et al. 2009, doi:10.1016/j.echo.2008.11.029"
    private static let leak = "a healthy valve does not leak"

    /// Every value.
    public static let entries: [String: HealthyAdultEntry] = [
        "systemicArterialResistance": .fitted(0.9511, prior: 0.853, spread: 0.3, murgo),
        "systemicArterialCompliance": .fitted(1.71, prior: 1.372, spread: 0.3, regazzoni),
        "systemicArterialInertance": .fixed(0.005, regazzoni),
        "systemicArterialUnstressedVolume": .fixed(611, ursino),
        "systemicVenousResistance": .fixed(0.0113, ursino),
        "systemicVenousCompliance": .fixed(111.1, ursino),
        "systemicVenousInertance": .fixed(0.0005, regazzoni),
        "systemicVenousUnstressedVolume": .fitted(3154, prior: 2496, spread: 0.3, ursino),
        "systemicCharacteristicResistance": .fitted(0.05623, prior: 0.0353, spread: 0.36, murgo),
        "pulmonaryArterialResistance": .fitted(0.06862, prior: 0.0894, spread: 0.3, ursino),
        "pulmonaryArterialCompliance": .fitted(6.363, prior: 6.56, spread: 0.3, ursino),
        "pulmonaryArterialInertance": .fixed(0.0005, regazzoni),
        "pulmonaryArterialUnstressedVolume": .fixed(123, ursino),
        "pulmonaryVenousResistance": .fitted(0.01416, prior: 0.015, spread: 0.3, burkhoff),
        "pulmonaryVenousCompliance": .fixed(25.37, ursino),
        "pulmonaryVenousInertance": .fixed(0.0005, regazzoni),
        "pulmonaryVenousUnstressedVolume": .fixed(120, ursino),
        "pulmonaryCharacteristicResistance": .fitted(0.01533, prior: 0.0165, spread: 0.2, slife),
        "leftAtrialActiveElastance": .fitted(0.3364, prior: 0.48, spread: 0.4, estimate),
        "leftAtrialActiveUnstressedVolume": .fixed(10, estimate),
        "leftAtrialPassivePressure": .fitted(0.4557, prior: 0.44, spread: 0.3, estimate),
        "leftAtrialPassiveStiffness": .fitted(0.06473, prior: 0.058, spread: 0.3, estimate),
        "leftAtrialPassiveUnstressedVolume": .fixed(10, estimate),
        "leftAtrialOnset": .fixed(-100, conduction),
        "leftAtrialContractionTime": .fitted(101.8, prior: 100, spread: 0.1, atrialTiming),
        "leftAtrialRelaxationTime": .fitted(100, prior: 100, spread: 0.1, atrialTiming),
        "rightAtrialActiveElastance": .fitted(0.2022, prior: 0.38, spread: 0.4, estimate),
        "rightAtrialActiveUnstressedVolume": .fixed(10, estimate),
        "rightAtrialPassivePressure": .fitted(0.5064, prior: 0.44, spread: 0.3, estimate),
        "rightAtrialPassiveStiffness": .fitted(0.06278, prior: 0.046, spread: 0.3, estimate),
        "rightAtrialPassiveUnstressedVolume": .fixed(10, estimate),
        "rightAtrialOnset": .fixed(-115, conduction),
        "rightAtrialContractionTime": .fitted(102.3, prior: 100, spread: 0.1, atrialTiming),
        "rightAtrialRelaxationTime": .fitted(100.2, prior: 100, spread: 0.1, atrialTiming),
        "leftVentricularActiveElastance": .fitted(2.574, prior: 2.4, spread: 0.4, estimate),
        "leftVentricularActiveUnstressedVolume": .fixed(5, estimate),
        "leftVentricularPassivePressure": .fitted(0.4065, prior: 0.34, spread: 0.3, estimate),
        "leftVentricularPassiveStiffness": .fitted(0.02796, prior: 0.029, spread: 0.3, estimate),
        "leftVentricularPassiveUnstressedVolume": .fixed(5, estimate),
        "leftVentricularOnset": .fixed(10, timing),
        "leftVentricularContractionTime": .fitted(419.3, prior: 330, spread: 0.1, timing),
        "leftVentricularRelaxationTime": .fitted(156.1, prior: 190, spread: 0.1, timing),
        "rightVentricularActiveElastance": .fitted(0.3914, prior: 0.5, spread: 0.4, estimate),
        "rightVentricularActiveUnstressedVolume": .fitted(64.1, prior: 50, spread: 0.4, estimate),
        "rightVentricularPassivePressure": .fitted(0.3159, prior: 0.34, spread: 0.3, estimate),
        "rightVentricularPassiveStiffness": .fitted(0.0168, prior: 0.016, spread: 0.3, estimate),
        "rightVentricularPassiveUnstressedVolume": .fixed(20, estimate),
        "rightVentricularOnset": .fixed(10, timing),
        "rightVentricularContractionTime": .fitted(326.4, prior: 330, spread: 0.1, timing),
        "rightVentricularRelaxationTime": .fitted(186.5, prior: 190, spread: 0.1, timing),
        "aorticOpenArea": .fixed(4.0, area),
        "aorticLeakArea": .fixed(0, leak),
        "aorticEffectiveLength": .fixed(1.5, mynard),
        "aorticOpeningRate": .fixed(120, mynard),
        "aorticClosingRate": .fixed(120, mynard),
        "mitralOpenArea": .fixed(5.0, area),
        "mitralLeakArea": .fixed(0, leak),
        "mitralEffectiveLength": .fixed(2, inertia),
        "mitralOpeningRate": .fixed(200, mynard),
        "mitralClosingRate": .fixed(400, mynard),
        "pulmonaryOpenArea": .fixed(4.5, area),
        "pulmonaryLeakArea": .fixed(0, leak),
        "pulmonaryEffectiveLength": .fixed(1.5, mynard),
        "pulmonaryOpeningRate": .fixed(200, mynard),
        "pulmonaryClosingRate": .fixed(200, mynard),
        "tricuspidOpenArea": .fixed(6.0, area),
        "tricuspidLeakArea": .fixed(0, leak),
        "tricuspidEffectiveLength": .fixed(2, inertia),
        "tricuspidOpeningRate": .fixed(300, mynard),
        "tricuspidClosingRate": .fixed(400, mynard),
    ]
}
