import Numerics
public import Quantities

/// Ventricle learned from beats of a three-dimensional one, around a `cavity`.
///
/// ```
/// p(V, t) = c·a(s)·(V − V0) + r(s) + A·(exp(B·(V − Vp)) − 1)
/// s = t·Ts/Ts′                                0 ≤ t < Ts′
/// s = Ts + (t − Ts′)·(T0 − Ts)/(T − Ts′)      Ts′ ≤ t < T
/// Ts′ = min(Ts·(T/T0)ˣ, 0.9·T)
/// ```
///
/// - `t`: since the onset of the QRS [ms]; `T`: length of the beat [ms]; `c`: contractility, 1 as learned.
/// - `a`, `r`: elastance and offset at ``knots`` equal distances of the beat of length T0 that was learned from,
///   linear between them, periodic. Systole, up to Ts, shortens with the beat as the square root of its length (x = ½),
///   diastole takes the rest; at T = T0 the beat is the one that was learned.
/// - The exponential continues as its tangent above an exponent of 40.
///
/// Each ventricle neglects the other's pressure and how fast it shortens, see `HeartModel.EmulatedVentricle`.
///
/// Form of Suga & Sagawa, *Circ. Res.* 35 (1974) 117–126, doi:10.1161/01.RES.35.1.117, with the passive relation of
/// Santamore & Burkhoff 1991, doi:10.1152/ajpheart.1991.260.1.H146.
public enum LearnedVentricle: EnclosureLaw {
    /// Values of a and of r.
    public static let knots = 100
    public static let followsBeat = true

    /// Names of the values of a and of r, in the order of time.
    public static let elastanceNames = (0..<knots).map { "elastance\($0)" }
    public static let offsetNames = (0..<knots).map { "offset\($0)" }

    /// Share of a beat that systole takes at most [1].
    private static let longestSystole = 0.9

    public static func pressure<Real: CircuitReal>(
        content: Real, time: Real, _ p: LawParameters<Real>
    ) -> (value: Real, slope: Real) {
        pressure(content: content, time: time, cycle: p[5], p)
    }

    public static func pressure<Real: CircuitReal>(
        content: Real, time: Real, cycle: Real, _ p: LawParameters<Real>
    ) -> (value: Real, slope: Real) {
        let (below, share) = place(time: time, cycle: cycle, p)
        let above = Real.select(below, below: Real(filling: Double(knots - 1)), below + 1, 0)
        func table(_ first: Int) -> Real {
            let start = Real.gather(p.base + first, below)
            return start + share * (Real.gather(p.base + first, above) - start)
        }
        let elastance = p[0] * table(firstKnot)
        let exponent = p[3] * (content - p[4])
        let capped = Real.smaller(exponent, 40)
        let power = Real.exp(capped)
        return (
            elastance * (content - p[1]) + table(firstKnot + knots)
                + p[2] * (power * (1 + exponent - capped) - 1),
            elastance + p[2] * p[3] * power
        )
    }

    /// The knot before a moment and the share of the way to the next.
    @inline(__always)
    private static func place<Real: CircuitReal>(
        time: Real, cycle: Real, _ p: LawParameters<Real>
    ) -> (below: Real, share: Real) {
        let since = time - cycle * Real.floor(time / cycle)
        let systole = Real.smaller(
            p[6] * Real.pow(cycle / p[5], p[7]), Real(filling: longestSystole) * cycle)
        let learned = Real.select(
            since, below: systole, since * p[6] / systole,
            p[6] + (since - systole) * (p[5] - p[6]) / (cycle - systole))
        let position = learned / p[5] * Real(filling: Double(knots))
        let below = Real.floor(position)
        let last = Real(filling: Double(knots - 1))
        // Round-off may put the end of a beat on the knot after the last, which is the first.
        return (
            Real.larger(0, Real.select(last, below: below, 0, below)), position - below
        )
    }

    /// Place of the first knot among the parameters.
    private static let firstKnot = 8

    public static let card = ModelCard(
        identifier: "learned-ventricle",
        summary: "Ventricle learned from a three-dimensional one, around a cavity",
        source: source,
        parameters: [
            ParameterCard(
                "contractility", "Factor on the elastance c", unit: "1", default: 1, range: 0...20,
                source: "definition: 1 is the ventricle that was learned"),
            ParameterCard(
                "activeUnstressedVolume", "Volume without active pressure V0", unit: "mL",
                default: 5, range: -500...500, source: shape),
            ParameterCard(
                "passivePressure", "Scale of the passive pressure A", unit: "mm[Hg]",
                default: 0.3703, range: 0...1e6, source: shape),
            ParameterCard(
                "passiveStiffness", "Exponent of the passive pressure B", unit: "1/mL",
                default: 0.02817, range: 0...1, source: shape),
            ParameterCard(
                "passiveUnstressedVolume", "Volume without passive pressure Vp", unit: "mL",
                default: 5, range: -2000...1000, source: shape),
            ParameterCard(
                "period", "Length of the beat that was learned from T0", unit: "ms", default: 800,
                range: 200...3000, source: shape),
            ParameterCard(
                "systole", "Part of it that shortens as its square root Ts", unit: "ms",
                default: 500, range: 20...2000, source: shape),
            ParameterCard(
                "rateExponent", "Exponent of the cycle length in the duration of systole x",
                unit: "1", default: 0.5, range: 0...1,
                source: "square root: Bazett 1920, doi:10.1111/j.1542-474X.1997.tb00325.x"),
        ]
            + elastanceNames.enumerated().map { knot, name in
                ParameterCard(
                    name, "Elastance a after \(knot) hundredths of the beat", unit: "mm[Hg]/mL",
                    default: 2.5 * contraction(Double(knot) / Double(knots)), range: 0...1000,
                    source: shape)
            }
            + offsetNames.enumerated().map { knot, name in
                ParameterCard(
                    name, "Offset r after \(knot) hundredths of the beat", unit: "mm[Hg]",
                    default: 0, range: -500...500, source: shape)
            })

    /// Contraction at a share of the standard beat.
    private static func contraction(_ share: Double) -> Double {
        ContractionWindow<Double>(onset: 10, contraction: 330, relaxation: 160)
            .activation(at: 800 * share, cycle: 800)
    }

    private static let shape =
        "stands for nobody: a contraction as exponential-chamber has; a learned ventricle brings its own"
    private static let source =
        "Suga & Sagawa 1974, doi:10.1161/01.RES.35.1.117; learned, see docs/circuits.md"
}
