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
    private static let atrialActive =
        "order-of-magnitude estimate: full contraction of an atrium of 40 mL adds 5 to 10 mmHg; form of Regazzoni et al. 2022"
    private static let softAtrium =
        "estimate: nearly linear, 2.5 mmHg at 35 mL and 8 mmHg at 65 mL; form of Santamore & Burkhoff 1991"
    private static let venous =
        "estimate between 0.0056 (Ursino 1998) and two fifths of the lungs' resistance (0.036), chosen while looking at "
        + "E/A of the patients of cath-echo"
    private static let cosine = "a cosine, Regazzoni et al. 2022, doi:10.1016/j.jcp.2022.111083"
    private static let rise =
        "normalised elastances of people pass 0.65 halfway to their peak, Senzaki et al. 1996, "
        + "doi:10.1161/01.CIR.94.10.2497 (from memory)"
    private static let inertia =
        "inertial pressure drop of mitral valves, 1.8 ± 1.3 mmHg, Firstenberg et al. 2000, "
        + "doi:10.1016/s0735-1097(00)00963-3 (abstract), at 0.75 m/s in 80 ms (assumed); tricuspid alike"
    private static let area =
        "normal effective area, Baumgartner et al. 2009, doi:10.1016/j.echo.2008.11.029"
    private static let leak = "a healthy valve does not leak"

    /// Every value.
    public static let entries: [String: HealthyAdultEntry] = [
        "systemicArterialResistance": .fitted(0.9717, prior: 0.853, spread: 0.3, murgo),
        "systemicArterialCompliance": .fitted(1.868, prior: 1.372, spread: 0.3, regazzoni),
        "systemicArterialInertance": .fixed(0.005, regazzoni),
        "systemicArterialUnstressedVolume": .fixed(611, ursino),
        "systemicVenousResistance": .fixed(0.0113, ursino),
        "systemicVenousCompliance": .fixed(111.1, ursino),
        "systemicVenousInertance": .fixed(0.0005, regazzoni),
        "systemicVenousUnstressedVolume": .fitted(3155, prior: 2496, spread: 0.3, ursino),
        "systemicCharacteristicResistance": .fitted(0.06139, prior: 0.0353, spread: 0.36, murgo),
        "pulmonaryArterialResistance": .fitted(0.05908, prior: 0.0894, spread: 0.3, ursino),
        "pulmonaryArterialCompliance": .fitted(5.25, prior: 6.56, spread: 0.3, ursino),
        "pulmonaryArterialInertance": .fixed(0.0005, regazzoni),
        "pulmonaryArterialUnstressedVolume": .fixed(123, ursino),
        "pulmonaryVenousResistance": .fitted(0.01511, prior: 0.02, spread: 0.2, venous),
        "pulmonaryVenousCompliance": .fixed(25.37, ursino),
        "pulmonaryVenousInertance": .fixed(0.0005, regazzoni),
        "pulmonaryVenousUnstressedVolume": .fixed(120, ursino),
        "pulmonaryCharacteristicResistance": .fitted(0.01741, prior: 0.0165, spread: 0.2, slife),
        "leftAtrialActiveElastance": .fitted(0.2421, prior: 0.35, spread: 0.3, atrialActive),
        "leftAtrialActiveUnstressedVolume": .fixed(10, estimate),
        "leftAtrialPassivePressure": .fitted(2.221, prior: 2, spread: 0.3, softAtrium),
        "leftAtrialPassiveStiffness": .fitted(0.03415, prior: 0.03, spread: 0.15, softAtrium),
        "leftAtrialPassiveUnstressedVolume": .fixed(10, estimate),
        "leftAtrialOnset": .fixed(-100, conduction),
        "leftAtrialContractionTime": .fitted(101.9, prior: 100, spread: 0.1, atrialTiming),
        "leftAtrialRelaxationTime": .fitted(100.1, prior: 100, spread: 0.1, atrialTiming),
        "leftAtrialRiseSkew": .fixed(0, cosine),
        "rightAtrialActiveElastance": .fitted(0.1129, prior: 0.15, spread: 0.4, atrialActive),
        "rightAtrialActiveUnstressedVolume": .fixed(10, estimate),
        "rightAtrialPassivePressure": .fitted(0.4828, prior: 0.44, spread: 0.3, estimate),
        "rightAtrialPassiveStiffness": .fitted(0.06154, prior: 0.046, spread: 0.3, estimate),
        "rightAtrialPassiveUnstressedVolume": .fixed(10, estimate),
        "rightAtrialOnset": .fixed(-115, conduction),
        "rightAtrialContractionTime": .fitted(102.6, prior: 100, spread: 0.1, atrialTiming),
        "rightAtrialRelaxationTime": .fitted(100.1, prior: 100, spread: 0.1, atrialTiming),
        "rightAtrialRiseSkew": .fixed(0, cosine),
        "leftVentricularActiveElastance": .fitted(2.386, prior: 2.4, spread: 0.4, estimate),
        "leftVentricularActiveUnstressedVolume": .fixed(5, estimate),
        "leftVentricularPassivePressure": .fitted(0.4121, prior: 0.34, spread: 0.3, estimate),
        "leftVentricularPassiveStiffness": .fitted(0.02804, prior: 0.029, spread: 0.3, estimate),
        "leftVentricularPassiveUnstressedVolume": .fixed(5, estimate),
        "leftVentricularOnset": .fixed(10, timing),
        "leftVentricularContractionTime": .fitted(399.8, prior: 330, spread: 0.1, timing),
        "leftVentricularRelaxationTime": .fitted(157, prior: 190, spread: 0.1, timing),
        "leftVentricularRiseSkew": .fitted(0.5108, prior: 0.6, spread: 0.5, rise),
        "rightVentricularActiveElastance": .fitted(0.287, prior: 0.5, spread: 0.4, estimate),
        "rightVentricularActiveUnstressedVolume": .fitted(51.08, prior: 50, spread: 0.4, estimate),
        "rightVentricularPassivePressure": .fitted(0.3198, prior: 0.34, spread: 0.3, estimate),
        "rightVentricularPassiveStiffness": .fitted(0.0167, prior: 0.016, spread: 0.3, estimate),
        "rightVentricularPassiveUnstressedVolume": .fixed(20, estimate),
        "rightVentricularOnset": .fixed(10, timing),
        "rightVentricularContractionTime": .fitted(359.1, prior: 330, spread: 0.1, timing),
        "rightVentricularRelaxationTime": .fitted(183.3, prior: 190, spread: 0.1, timing),
        "rightVentricularRiseSkew": .fitted(0.6602, prior: 0.6, spread: 0.5, rise),
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
