public import Numerics
public import Quantities

/// Rotary blood pump with its cannulae: a ventricular assist device.
///
/// ```
/// L·dQ/dt = Δp + H(Q, n) − R·Q,      H = a·n² − b·n·Q − c·Q·|Q|
/// ```
///
/// - `n`: speed; `H`: pressure head of the pump at steady flow; `R`, `L`: of cannulae and pump.
/// - The terms are those of the affinity laws, so one set serves all speeds. `b` and `c` are not
///   negative: more flow is always less head, and every step has one solution. More speed is more
///   flow below Q = 2·a·n/b, twice the flow without a head.
/// - At speed 0 the cannula is clamped and nothing flows. A pump that turns too slowly lets blood
///   back.
///
/// | set | a [mmHg·min²] | b [mmHg·min²/L] | c [mmHg·min²/L²] | speeds [1/min] |
/// |---|---|---|---|---|
/// | HeartMate II (default) | 1.242e-6 | 1.019e-3 | 0 | 8000–12000 |
/// | HeartMate 3 | 3.47e-6 | 0 | 1.50 | 3000–6000 |
/// | catheter pump Hemopump | 3.81e-7 | 2.99e-3 | 0 | 18000–28500 |
///
/// The first two are least-squares fits made here, with root mean squares of 2.1 and 3.3 mmHg: of the
/// line Q = (0.0091·H + 1.4)·n − 0.19·H − 1.9 [L/min, mmHg, 1000/min] of the class HeartMateII of
/// cvbtk, said there to be measured, and of the curves digitised in github.com/matthiaszeller/VAD-0D-DNN.
/// The third is a line through the published values at 387.5/s (flow 49.4 mL/s without head,
/// resistance 556 Pa·s/mL, inertance 0.161 mmHg·s²/mL): Kunst et al., *Int. J. Artif. Organs* 17 (1994)
/// 272, of which the abstract was read. No curves of the HVAD or of Impella pumps were found.
///
/// Source: Simaan et al., *IEEE Trans. Control Syst. Technol.* 17 (2009) 223–233,
/// doi:10.1109/TCST.2008.912123, for the equation and for R and L of cannulae and pump; not read,
/// values are those of implementations. Differs: the flow lowers the head in proportion to the speed,
/// and there is no resistance that rises with suction.
public enum RotaryPump: BranchLaw {
    @inline(__always)
    public static func advance<Real: RealLanes>(
        _ base: BranchValues<Real>, by h: Real, drop: Real, _ p: LawParameters<Real>
    ) -> (end: BranchValues<Real>, conductance: Real) {
        let speed = p[0]
        // c·Q·|Q| + k·Q = r.
        let inertia = p[5] / h
        let k = p[2] * speed + p[4] + inertia
        let r = drop + p[1] * speed * speed + inertia * base.flow
        let root = Real.sqrt(k * k + 4 * p[3] * Real.larger(r, -r))
        let flow = 2 * r / (k + root)
        return (
            BranchValues(
                flow: Real.select(0, below: speed, flow, 0), opening: base.opening),
            Real.select(0, below: speed, 1 / root, 0)
        )
    }

    public static let card = ModelCard(
        identifier: "rotary-pump",
        summary: "Rotary blood pump with a head–flow curve by speed, and its cannulae",
        source: source, states: ["flow"],
        parameters: [
            ParameterCard(
                "speed", "Speed n; 0 is off and clamped", unit: "1/min", default: 9000,
                range: 0...60_000, source: curves),
            ParameterCard(
                "head", "Head by squared speed a", unit: "mmHg.min2", default: 1.242e-6,
                range: 0...1e-4, source: curves),
            ParameterCard(
                "speedLoss", "Loss by speed and flow b", unit: "mmHg.min2/L", default: 1.019e-3,
                range: 0...0.1, source: curves),
            ParameterCard(
                "flowLoss", "Loss by squared flow c", unit: "mmHg.min2/L2", default: 0,
                range: 0...50, source: curves),
            ParameterCard(
                "resistance", "Resistance of the cannulae R", unit: "mmHg.s/mL", default: 0.1354,
                range: 1e-4...10, source: source),
            ParameterCard(
                "inertance", "Inertance of cannulae and pump L", unit: "mmHg.s2/mL",
                default: 0.04717, range: 0...1, source: source),
        ])

    private static let source =
        "Simaan et al. 2009, doi:10.1109/TCST.2008.912123 (by implementations, not read)"
    private static let curves = "fit to the HeartMate II of cvbtk, see the documentation"
}
