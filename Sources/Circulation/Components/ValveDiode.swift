public import Glibc
public import Quantities

/// Valve as a smooth diode: a resistance that rises by decades when the pressure drop reverses.
///
/// ```
/// Q = Δp/(R(Δp) + Rs)
/// log10 R = log10 Rmin + (log10 Rmax − log10 Rmin)·H(−Δp),   H(x) = ½ + atan(½π·k·x)/π
/// ```
///
/// `Δp` is the drop over valve and series resistance `Rs`; with `Rs` = 0 this is the cited valve.
/// There are no leaflets and no inertia: the state is algebraic.
///
/// Source: Regazzoni et al., *J. Comput. Phys.* 457 (2022) 111083,
/// doi:10.1016/j.jcp.2022.111083, section 2.3 (k = 200 per mmHg in the authors' circulation code).
public struct ValveDiode: ValveModel {
    /// Resistance of the open valve Rmin [kPa·ms/mm³].
    public var openResistance: Double
    /// Natural logarithm of Rmax/Rmin [1].
    @usableFromInline var decadesTimesLog10: Double
    /// Half π times the steepness k of the transition [1/kPa].
    @usableFromInline var halfPiSteepness: Double

    /// Makes a valve from internal units: resistances [kPa·ms/mm³], steepness [1/kPa].
    public init(openResistance: Double, closedResistance: Double, steepness: Double) {
        self.openResistance = openResistance
        decadesTimesLog10 = log(closedResistance / openResistance)
        halfPiSteepness = 0.5 * .pi * steepness
    }

    public static let closed = BranchState(flow: 0, opening: 1)

    @inlinable
    public func advance(
        _ base: BranchState, by h: Double, drop: Double, series: Double
    ) -> BranchStep {
        let x = -halfPiSteepness * drop
        let resistance = openResistance * exp(decadesTimesLog10 * (0.5 + atan(x) / .pi))
        let total = resistance + series
        // dR/dΔp = −R·ln(Rmax/Rmin)/π·(½πk)/(1 + x²)
        let slope = -resistance * decadesTimesLog10 * halfPiSteepness / (.pi * (1 + x * x))
        return BranchStep(
            flow: drop / total, opening: 1,
            conductance: (1 - drop * slope / total) / total)
    }

    @inlinable
    public func flow(_ state: BranchState, drop: Double, series: Double) -> Double {
        let x = -halfPiSteepness * drop
        let resistance = openResistance * exp(decadesTimesLog10 * (0.5 + atan(x) / .pi))
        return drop / (resistance + series)
    }

    @inlinable
    public func rates(_ state: BranchState, drop: Double, series: Double) -> BranchState {
        BranchState(flow: 0, opening: 0)
    }

    public static let card = ModelCard(
        identifier: "valve-diode",
        summary: "Valve as a smooth diode with an open and a closed resistance",
        source: source,
        parameters: [
            ParameterCard(
                "openResistance", "Resistance of the open valve", unit: "mmHg.s/mL",
                default: 0.0075, range: 1e-5...10, source: source),
            ParameterCard(
                "closedResistance", "Resistance of the closed valve", unit: "mmHg.s/mL",
                default: 75006.2, range: 0.1...1e7, source: source),
            ParameterCard(
                "steepness", "Steepness of the transition", unit: "1/mmHg", default: 200,
                range: 1...10_000, source: source),
        ])

    private static let source = "Regazzoni et al. 2022, doi:10.1016/j.jcp.2022.111083"

    public init(values: [String: Double]) throws(ParameterError) {
        let value = try ResolvedParameters(Self.card, overrides: values)
        self.init(
            openResistance: value["openResistance"] * Units.mmHgSecondPerML,
            closedResistance: value["closedResistance"] * Units.mmHgSecondPerML,
            steepness: value["steepness"] / Units.mmHg)
    }
}
