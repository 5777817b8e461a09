public import Numerics
public import Quantities

/// Pressure in the thorax: a mean and a smooth swing with every breath, whatever is inside.
///
/// ```
/// φ = mod(t·f, 1),   fi = r/(1 + r)
/// p = p0 + a·cos(π·φ/fi)                      0 ≤ φ < fi   (inspiration)
/// p = p0 − a·cos(π·(φ − fi)/(1 − fi))         fi ≤ φ < 1   (expiration)
/// ```
///
/// A breath starts at t = 0 with the pressure of end-expiration, p0 + a; p0 is the mean over a breath
/// for every ratio r of inspiration to expiration. A negative `a` is ventilation with positive
/// pressure; at rate 0 the end of an expiration lasts.
///
/// Differs from the source: cosines in place of straight lines, and expiration takes the pause in
/// (1.6 s in, 2.4 s out); there the pressure falls from −4 to −9 mmHg, returns in 1.4 s and rests for
/// 1 s.
///
/// Source: Magosso & Ursino, *Med. Biol. Eng. Comput.* 40 (2002) 660–674, doi:10.1007/BF02345305; not
/// read, values are those of an implementation.
public enum IntrathoracicPressure: EnclosureLaw {
    @inline(__always)
    public static func pressure<Real: RealLanes>(
        content: Real, time: Real, _ p: LawParameters<Real>
    ) -> (value: Real, slope: Real) {
        let breaths = time * p[2]
        let phase = breaths - Real.floor(breaths)
        let inspired = p[3] / (1 + p[3])
        let falling = Real.select(phase, below: inspired, phase / inspired, 0)
        let rising = Real.larger(0, (phase - inspired) / (1 - inspired))
        let wave = Real.select(
            phase, below: inspired, Real.cosPi(falling), -Real.cosPi(rising))
        return (p[0] + p[1] * wave, 0)
    }

    public static let card = ModelCard(
        identifier: "intrathoracic-pressure",
        summary: "Thorax with a mean pressure and a swing with every breath", source: source,
        parameters: [
            ParameterCard(
                "mean", "Mean over a breath", unit: "mmHg", default: -6.5, range: -30...40,
                source: source),
            ParameterCard(
                "amplitude", "Half of the fall by inspiration; negative when ventilated",
                unit: "mmHg", default: 2.5, range: -30...50, source: source),
            ParameterCard(
                "rate", "Breaths in a time", unit: "1/min", default: 15, range: 0...120,
                source: source),
            ParameterCard(
                "inspirationToExpiration", "Ratio of the durations", unit: "1",
                default: 1.6 / 2.4, range: 0.1...10, source: source),
        ])

    private static let source =
        "Magosso & Ursino 2002, doi:10.1007/BF02345305 (by an implementation, not read)"
}
