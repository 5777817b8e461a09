public import Numerics
public import Quantities

/// Balloon in an elastic compartment: what it fills raises the pressure as as much blood would.
///
/// ```
/// p = Vb(t)/C
/// Vb = V·½·(1 + cos(π·t/td))           0 ≤ t < td             (the R wave empties it)
/// Vb = 0                               td ≤ t < ti
/// Vb = V·½·(1 − cos(π·(t − ti)/tf))    ti ≤ t < ti + tf       (closure of the aortic valve fills it)
/// Vb = V                               from then to the end of the beat
/// ```
///
/// - `t`: since the onset of the QRS [ms]; `C`: compliance of the compartment, which must be that of the
///   compartment itself.
/// - Every beat is assisted. A beat that ends before the balloon is full begins with a jump.
///
/// Source: definition; timing as clinicians set it: Krishna & Zacharowski, *Contin. Educ. Anaesth. Crit. Care
/// Pain* 9 (2009) 24–28, doi:10.1093/bjaceaccp/mkn051 (from memory, not read).
public enum BalloonPump: EnclosureLaw {
    public static let followsBeat = true

    @inline(__always)
    public static func pressure<Real: RealLanes>(
        content: Real, time: Real, _ p: LawParameters<Real>
    ) -> (value: Real, slope: Real) {
        let emptied = Real.smaller(1, time / p[4])
        let filled = Real.smaller(1, Real.larger(0, (time - p[2]) / p[3]))
        // From full to empty, and back.
        let share = 1 + 0.5 * (Real.cosPi(emptied) - Real.cosPi(filled))
        return (p[0] / p[1] * share, 0)
    }

    public static let card = ModelCard(
        identifier: "balloon-pump", summary: "Balloon in an artery, emptied by the R wave",
        source: source,
        parameters: [
            ParameterCard(
                "volume", "Volume of the balloon V", unit: "mL", default: 40, range: 0...100,
                source: "usual in adults: doi:10.1093/bjaceaccp/mkn051"),
            ParameterCard(
                "compliance", "Compliance of the compartment C", unit: "mL/mmHg", default: 1.443,
                range: 0.01...100, source: "healthy adult's systemic arteries"),
            ParameterCard(
                "inflation", "Start of filling after the onset of the QRS ti", unit: "ms",
                default: 380, range: 50...2000, source: "closure of the aortic valve at rest"),
            ParameterCard(
                "inflationTime", "Time to fill tf", unit: "ms", default: 60, range: 5...500,
                source: "assumed"),
            ParameterCard(
                "deflationTime", "Time to empty td", unit: "ms", default: 60, range: 5...500,
                source: "assumed: within isovolumetric contraction"),
        ])

    private static let source =
        "definition: a balloon's volume by the compliance around it; doi:10.1093/bjaceaccp/mkn051"
}
