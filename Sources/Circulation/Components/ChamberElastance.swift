public import Quantities

/// Chamber with a linear time-varying elastance.
///
/// ```
/// p = (EA·e(t) + EB)·(V − V0)
/// ```
///
/// e(t) is that of ``ActivationTiming``.
///
/// Source: Regazzoni et al., *J. Comput. Phys.* 457 (2022) 111083,
/// doi:10.1016/j.jcp.2022.111083, section 2.3 and table of circulation parameters.
public struct ChamberElastance: ChamberLaw, CircuitComponent {
    /// Active elastance EA [kPa/mm³].
    public var activeElastance: Double
    /// Passive elastance EB [kPa/mm³].
    public var passiveElastance: Double
    /// Volume without pressure V0 [mm³].
    public var unstressedVolume: Double
    /// When the chamber contracts.
    public var timing: ActivationTiming

    /// Makes a chamber from internal units.
    @inlinable
    public init(
        activeElastance: Double, passiveElastance: Double, unstressedVolume: Double,
        timing: ActivationTiming
    ) {
        self.activeElastance = activeElastance
        self.passiveElastance = passiveElastance
        self.unstressedVolume = unstressedVolume
        self.timing = timing
    }

    @inlinable
    public func phase(at time: Double) -> Double { timing.activation(at: time) }

    @inlinable
    public func pressure(volume: Double, phase: Double) -> ChamberPressure {
        let elastance = activeElastance * phase + passiveElastance
        return ChamberPressure(value: elastance * (volume - unstressedVolume), slope: elastance)
    }

    public static let card = ModelCard(
        identifier: "chamber-elastance",
        summary: "Chamber with linear time-varying elastance and double-cosine activation",
        source: source,
        parameters: [
            ParameterCard(
                "activeElastance", "Active elastance EA", unit: "mmHg/mL", default: 4.482,
                range: 0...50, source: source),
            ParameterCard(
                "passiveElastance", "Passive elastance EB", unit: "mmHg/mL", default: 0.170,
                range: 1e-4...10, source: source),
            ParameterCard(
                "unstressedVolume", "Volume without pressure V0", unit: "mL", default: 42,
                range: -100...500, source: source),
            ParameterCard(
                "period", "Cycle length T", unit: "ms", default: 800, range: 200...3000,
                source: source),
            ParameterCard(
                "onset", "Start of contraction after the start of the beat", unit: "ms",
                default: 100, range: -3000...3000, source: source),
            ParameterCard(
                "contraction", "Duration of contraction TC", unit: "ms", default: 250,
                range: 10...2000, source: source),
            ParameterCard(
                "relaxation", "Duration of relaxation TR", unit: "ms", default: 400,
                range: 10...2000, source: source),
            ParameterCard(
                "riseSkew", "Skew of the rise of activation towards its start, 0 for a cosine",
                unit: "1",
                default: 0, range: 0...20, source: source),
        ])

    private static let source =
        "Regazzoni et al. 2022, doi:10.1016/j.jcp.2022.111083 (left ventricle, HR 75/min)"

    public init(values: [String: Double]) throws(ParameterError) {
        let value = try ResolvedParameters(Self.card, overrides: values)
        self.init(
            activeElastance: value["activeElastance"] * Units.mmHgPerML,
            passiveElastance: value["passiveElastance"] * Units.mmHgPerML,
            unstressedVolume: value["unstressedVolume"] * Units.mL,
            timing: ActivationTiming(
                period: value["period"], onset: value["onset"],
                contraction: value["contraction"], relaxation: value["relaxation"],
                riseSkew: value["riseSkew"]))
    }
}
