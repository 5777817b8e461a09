public import Glibc
public import Quantities

/// Chamber with a linear end-systolic and an exponential end-diastolic pressure–volume relation.
///
/// ```
/// p = e(t)·Ees·(V − V0) + (1 − e(t))·A·(exp(B·(V − Vp)) − 1)
/// ```
///
/// e(t) is that of ``ActivationTiming``. Below `Vp` the relaxed chamber sucks with at
/// most A. Differs from the source: `Vp` and `V0` are two parameters (there V0 serves both), the
/// activation is a double cosine with a skewed rise, and for exponents above 40 the exponential continues as its
/// tangent, so that no trial volume overflows.
///
/// Source: Santamore & Burkhoff, *Am. J. Physiol.* 260 (1991) H146–H157,
/// doi:10.1152/ajpheart.1991.260.1.H146, equations (1)–(4).
public struct ChamberExponential: ChamberLaw, CircuitComponent {
    /// End-systolic elastance Ees [kPa/mm³].
    public var activeElastance: Double
    /// Volume axis intercept of the end-systolic relation V0 [mm³].
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
        let relaxed = 1 - phase
        return ChamberPressure(
            value: phase * activeElastance * (volume - activeUnstressedVolume)
                + relaxed * passive,
            slope: phase * activeElastance + relaxed * passivePressure * passiveStiffness * power)
    }

    public static let card = ModelCard(
        identifier: "chamber-exponential",
        summary: "Chamber with linear end-systolic and exponential end-diastolic relation",
        source: source,
        parameters: [
            ParameterCard(
                "activeElastance", "End-systolic elastance", unit: "mmHg/mL", default: 2.4,
                range: 0.01...50, source: source),
            ParameterCard(
                "activeUnstressedVolume", "Intercept of the end-systolic relation", unit: "mL",
                default: 5, range: -200...500, source: source),
            ParameterCard(
                "passivePressure", "Pressure scale of the end-diastolic relation", unit: "mmHg",
                default: 0.34, range: 1e-3...20, source: source),
            ParameterCard(
                "passiveStiffness", "Exponent of the end-diastolic relation", unit: "1/mL",
                default: 0.029, range: 1e-4...1, source: source),
            ParameterCard(
                "passiveUnstressedVolume", "Volume of the relaxed chamber without pressure",
                unit: "mL", default: 5, range: -200...500, source: source),
            ParameterCard(
                "period", "Cycle length", unit: "ms", default: 800, range: 200...3000,
                source: source),
            ParameterCard(
                "onset", "Start of contraction after the start of the beat", unit: "ms",
                default: 0, range: -3000...3000, source: source),
            ParameterCard(
                "contraction", "Duration of contraction", unit: "ms", default: 300,
                range: 10...2000, source: source),
            ParameterCard(
                "relaxation", "Duration of relaxation", unit: "ms", default: 150,
                range: 10...2000, source: source),
            ParameterCard(
                "riseSkew", "Skew of the rise of activation towards its start, 0 for a cosine",
                unit: "1",
                default: 0, range: 0...20, source: source),
        ])

    private static let source =
        "Santamore & Burkhoff 1991, doi:10.1152/ajpheart.1991.260.1.H146 (left ventricle)"

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
