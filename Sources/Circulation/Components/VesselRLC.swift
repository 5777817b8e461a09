public import Quantities

/// Arteries or veins of one circulation as one elastic compartment and the lumen behind it.
///
/// ```
/// p = (V − Vu)/C            elastic compartment at the inlet
/// L·dQ/dt = Δp − R·Q        lumen from the compartment to the next one
/// p_inlet = p + Zc·Q_in     characteristic resistance in front of the compartment
/// ```
///
/// The cited loop has no `Vu` and no `Zc` (both 0): its pressures follow from stressed volumes.
///
/// Source: Regazzoni et al., *J. Comput. Phys.* 457 (2022) 111083,
/// doi:10.1016/j.jcp.2022.111083, section 2.3; characteristic resistance: Westerhof et al.,
/// *Med. Biol. Eng. Comput.* 47 (2009) 131–141, doi:10.1007/s11517-008-0359-2.
public struct VesselRLC: FlowBranch, CircuitComponent {
    /// Resistance R of the lumen [kPa·ms/mm³].
    public var resistance: Double
    /// Compliance C [mm³/kPa].
    public var compliance: Double
    /// Inertance L of the lumen [kPa·ms²/mm³]; 0 makes the flow algebraic.
    public var inertance: Double
    /// Volume without pressure Vu [mm³].
    public var unstressedVolume: Double
    /// Characteristic resistance Zc at the inlet [kPa·ms/mm³].
    public var characteristicResistance: Double

    /// Makes a vessel from internal units.
    @inlinable
    public init(
        resistance: Double, compliance: Double, inertance: Double, unstressedVolume: Double = 0,
        characteristicResistance: Double = 0
    ) {
        self.resistance = resistance
        self.compliance = compliance
        self.inertance = inertance
        self.unstressedVolume = unstressedVolume
        self.characteristicResistance = characteristicResistance
    }

    /// Pressure of the elastic compartment [kPa] and its slope [kPa/mm³].
    @inlinable
    public func pressure(volume: Double) -> ChamberPressure {
        ChamberPressure(value: (volume - unstressedVolume) / compliance, slope: 1 / compliance)
    }

    @inlinable
    public func advance(
        _ base: BranchState, by h: Double, drop: Double, series: Double
    ) -> BranchStep {
        let inertial = inertance / h
        let conductance = 1 / (resistance + series + inertial)
        return BranchStep(
            flow: (drop + inertial * base.flow) * conductance, opening: 1,
            conductance: conductance)
    }

    @inlinable
    public func flow(_ state: BranchState, drop: Double, series: Double) -> Double {
        inertance > 0 ? state.flow : drop / (resistance + series)
    }

    @inlinable
    public func rates(_ state: BranchState, drop: Double, series: Double) -> BranchState {
        guard inertance > 0 else { return BranchState(flow: 0, opening: 0) }
        return BranchState(
            flow: (drop - (resistance + series) * state.flow) / inertance, opening: 0)
    }

    public static let card = ModelCard(
        identifier: "vessel-rlc",
        summary: "Elastic compartment with unstressed volume, resistance and inertance",
        source: source,
        parameters: [
            ParameterCard(
                "resistance", "Resistance of the lumen", unit: "mmHg.s/mL", default: 0.733,
                range: 1e-5...20, source: source),
            ParameterCard(
                "compliance", "Compliance", unit: "mL/mmHg", default: 1.372, range: 1e-3...1000,
                source: source),
            ParameterCard(
                "inertance", "Inertance of the lumen", unit: "mmHg.s2/mL", default: 0.005,
                range: 0...1, source: source),
            ParameterCard(
                "unstressedVolume", "Volume without pressure", unit: "mL", default: 0,
                range: 0...10_000, source: source),
            ParameterCard(
                "characteristicResistance", "Characteristic resistance at the inlet",
                unit: "mmHg.s/mL", default: 0, range: 0...2, source: source),
        ])

    private static let source =
        "Regazzoni et al. 2022, doi:10.1016/j.jcp.2022.111083 (systemic arteries)"

    public init(values: [String: Double]) throws(ParameterError) {
        let value = try ResolvedParameters(Self.card, overrides: values)
        self.init(
            resistance: value["resistance"] * Units.mmHgSecondPerML,
            compliance: value["compliance"] * Units.mLPerMmHg,
            inertance: value["inertance"] * Units.mmHgSecondSquaredPerML,
            unstressedVolume: value["unstressedVolume"] * Units.mL,
            characteristicResistance: value["characteristicResistance"] * Units.mmHgSecondPerML)
    }
}
