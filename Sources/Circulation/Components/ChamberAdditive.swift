public import Glibc
public import Quantities

/// Chamber whose active pressure adds to that of its relaxed wall.
///
/// ```
/// p = A·(exp(B·(V − Vp)) − 1) + e(t)·Ea·(V − V0)
/// ```
///
/// e(t) is that of ``ActivationTiming``. However full the chamber, contraction adds pressure, as tension of active
/// sarcomeres adds to the passive one; in ``ChamberExponential`` the relaxed pressure is replaced, and a chamber stretched
/// to where both relations cross does not contract. Below `Vp` the relaxed chamber sucks with at most A; for exponents
/// above 40 the exponential continues as its tangent, so that no trial volume overflows.
///
/// Sources: active pressure that adds, Regazzoni et al., *J. Comput. Phys.* 457 (2022) 111083,
/// doi:10.1016/j.jcp.2022.111083, section 2.3 (EA·e + EB, both linear); exponential relaxed pressure, Santamore & Burkhoff,
/// *Am. J. Physiol.* 260 (1991) H146–H157, doi:10.1152/ajpheart.1991.260.1.H146, equation (2). Their union is ours.
public struct ChamberAdditive: ChamberLaw, CircuitComponent {
    /// Active elastance Ea [kPa/mm³].
    public var activeElastance: Double
    /// Volume at which contraction adds no pressure V0 [mm³].
    public var activeUnstressedVolume: Double
    /// Pressure scale A of the end-diastolic relation [kPa].
    public var passivePressure: Double
    /// Exponent B of the end-diastolic relation [1/mm³].
    public var passiveStiffness: Double
    /// Volume of the relaxed chamber without pressure Vp [mm³].
    public var passiveUnstressedVolume: Double
    /// When the chamber contracts.
    public var timing: ActivationTiming

    /// Makes a chamber from internal units.
    @inlinable
    public init(
        activeElastance: Double, activeUnstressedVolume: Double, passivePressure: Double,
        passiveStiffness: Double, passiveUnstressedVolume: Double, timing: ActivationTiming
    ) {
        self.activeElastance = activeElastance
        self.activeUnstressedVolume = activeUnstressedVolume
        self.passivePressure = passivePressure
        self.passiveStiffness = passiveStiffness
        self.passiveUnstressedVolume = passiveUnstressedVolume
        self.timing = timing
    }

    /// Exponent above which the exponential continues as its tangent [1].
    @usableFromInline static var largestExponent: Double { 40 }

    @inlinable
    public func phase(at time: Double) -> Double { timing.activation(at: time) }

    @inlinable
    public func pressure(volume: Double, phase: Double) -> ChamberPressure {
        let exponent = passiveStiffness * (volume - passiveUnstressedVolume)
        let capped = min(exponent, Self.largestExponent)
        let power = exp(capped)
        let passive = passivePressure * (power * (1 + exponent - capped) - 1)
        return ChamberPressure(
            value: passive + phase * activeElastance * (volume - activeUnstressedVolume),
            slope: passivePressure * passiveStiffness * power + phase * activeElastance)
    }

    public static let card = ModelCard(
        identifier: "chamber-additive",
        summary: "Chamber whose linear active pressure adds to an exponential relaxed one",
        source: source,
        parameters: [
            ParameterCard(
                "activeElastance", "Active elastance", unit: "mmHg/mL", default: 0.2,
                range: 0.01...50, source: source),
            ParameterCard(
                "activeUnstressedVolume", "Volume at which contraction adds no pressure",
                unit: "mL",
                default: 10, range: -200...500, source: source),
            ParameterCard(
                "passivePressure", "Pressure scale of the end-diastolic relation", unit: "mmHg",
                default: 0.44, range: 1e-3...20, source: source),
            ParameterCard(
                "passiveStiffness", "Exponent of the end-diastolic relation", unit: "1/mL",
                default: 0.058, range: 1e-4...1, source: source),
            ParameterCard(
                "passiveUnstressedVolume", "Volume of the relaxed chamber without pressure",
                unit: "mL", default: 10, range: -200...500, source: source),
            ParameterCard(
                "period", "Cycle length", unit: "ms", default: 800, range: 200...3000,
                source: source),
            ParameterCard(
                "onset", "Start of contraction after the start of the beat", unit: "ms",
                default: 0, range: -3000...3000, source: source),
            ParameterCard(
                "contraction", "Duration of contraction", unit: "ms", default: 100,
                range: 10...2000, source: source),
            ParameterCard(
                "relaxation", "Duration of relaxation", unit: "ms", default: 100,
                range: 10...2000, source: source),
            ParameterCard(
                "riseSkew", "Skew of the rise of activation towards its start, 0 for a cosine",
                unit: "1",
                default: 0, range: 0...20, source: source),
        ])

    private static let source =
        "estimate for a left atrium; form of Regazzoni et al. 2022, doi:10.1016/j.jcp.2022.111083, with the relaxed pressure "
        + "of Santamore & Burkhoff 1991, doi:10.1152/ajpheart.1991.260.1.H146"

    public init(values: [String: Double]) throws(ParameterError) {
        let value = try ResolvedParameters(Self.card, overrides: values)
        self.init(
            activeElastance: value["activeElastance"] * Units.mmHgPerML,
            activeUnstressedVolume: value["activeUnstressedVolume"] * Units.mL,
            passivePressure: value["passivePressure"] * Units.mmHg,
            passiveStiffness: value["passiveStiffness"] / Units.mL,
            passiveUnstressedVolume: value["passiveUnstressedVolume"] * Units.mL,
            timing: ActivationTiming(
                period: value["period"], onset: value["onset"],
                contraction: value["contraction"], relaxation: value["relaxation"],
                riseSkew: value["riseSkew"]))
    }
}
