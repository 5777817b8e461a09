import Numerics
import Quantities

/// A patch of wall: one fibre whose sarcomeres shorten, with elastic matrix and titin beside them.
///
/// ```
/// ls = lref·exp(ε),   T = σ·Vw/(2·A),   A = Aref·exp(2·ε)
/// σ  = k·(1 − s)·σact·C·(lsc − l0)·(ls − lsc)/lse                 active
///    + σpas·(1 + s·(f − 1))·((ls/lp)^k1 − 1)                       matrix
///    + σtit·((ls/lp)^k2 − 1)                                       titin
/// dlsc/dt = vmax·((ls − lsc)/lse − 1)
/// dC/dt   = tanh(β·(lsc − l0)²)·F(t/τr)/τr − C·g((t − tA)/τd)/τd
/// F(x) = 0.02·x³·(8 − x)²·exp(−x), 0 ≤ x ≤ 8;   g(x) = ½ + ½·sin(x), |x| ≤ π/2
/// tA = (a + b·(lsc/l0 − 1))·Tact,   τr = 0.55·Tr·Tact,   τd = 0.33·Td·Tact
/// ```
///
/// - `ε`: natural fibre strain; `A`, `Vw`: area of the midwall and volume of the patch; `T`: tension, the same in
///   all patches of a wall.
/// - `C`: activation, 0 at rest; `t`: since the activation of the patch; `Tact`: duration of activation,
///   `t0 + q·cycle` of the muscle times the patch's factor.
/// - `s`: share of scar, which does not contract and whose matrix is `f` times as stiff.
/// - `σact` is stress per length, so that `σact·(lsc − l0)` is the stress of the sources with lengths in µm; the
///   card gives it at an overlap `lsc − l0` of one micrometre.
///
/// Differs from the source: the patches of a wall share their tension exactly, where the source takes the area
/// of each as linear in tension; scar; a factor of contractility that leaves titin alone.
///
/// Source: Walmsley et al., *PLoS Comput. Biol.* 11 (2015) e1004284, doi:10.1371/journal.pcbi.1004284, and
/// Lumens et al., *Ann. Biomed. Eng.* 37 (2009) 2234–2255, doi:10.1007/s10439-009-9774-2, appendix; equations as
/// in the published code of CircAdapt (2012), from which the values are, too.
public enum SarcomerePatch {
    static let referenceLength = 10
    static let seriesLength = 9
    static let parameterCount = card.parameters.count

    /// The muscle's beat.
    struct Beat<Real: CircuitReal> {
        var onset: Real
        var fixedDuration: Real
        var cycleShare: Real
        var sinceOnset: Real
        var cycle: Real
    }

    /// What depends on time alone: rise of activation [1/ms], time since activation and its duration [ms].
    struct Timing<Real: CircuitReal> {
        var rise: Real
        var phase: Real
        var duration: Real
    }

    @inline(__always)
    static func timing<Real: CircuitReal>(
        _ beat: Beat<Real>, _ p: LawParameters<Real>
    ) -> Timing<Real> {
        let duration = p[18] * (beat.fixedDuration + beat.cycleShare * beat.cycle)
        var phase = beat.sinceOnset - beat.onset - p[2]
        phase = phase - beat.cycle * Real.floor(phase / beat.cycle)
        let tauRise = 0.55 * p[13] * duration
        let x = Real.smaller(8, Real.larger(0, phase / tauRise))
        let rest = 8 - x
        let shape = 0.02 * x * x * x * rest * rest * Real.exp(-x)
        return Timing(rise: shape / tauRise, phase: phase, duration: duration)
    }

    /// Stress [kPa] and its slope by the strain at the end of a stage, with the states of the sarcomeres there.
    @inline(__always)
    static func stress<Real: CircuitReal>(
        strain: Real, length: Real, activation: Real, by h: Real, timing: Timing<Real>,
        contractility: Real, _ p: LawParameters<Real>
    ) -> (stress: Real, slope: Real, length: Real, activation: Real) {
        let ls = p[referenceLength] * Real.exp(strain)
        // Contractile element, implicit and linear in its own length.
        let (series, slack) = (p[seriesLength], p[11])
        let speed = h * p[8]
        let follow = speed / (series + speed)
        let lsc = (length * series + speed * (ls - series)) / (series + speed)
        // Overlap, kept above a ten-thousandth.
        let floor = 1e-4 * slack
        let isAbove = Real.select(floor, below: lsc - slack, 1, 0)
        let overlap = Real.larger(lsc - slack, floor)
        let overlapSlope = isAbove * follow
        // Activation, implicit and linear in itself.
        let argument = p[17] * overlap * overlap
        let power = Real.exp(-2 * argument)
        let tanh = (1 - power) / (1 + power)
        let tanhSlope = (1 - tanh * tanh) * 2 * p[17] * overlap
        let tauDecay = 0.33 * p[14] * timing.duration
        let end = (p[15] + p[16] * overlap / slack) * timing.duration
        let endSlope = p[16] / slack * timing.duration
        // ½ + ½·sin(π·z) with z from −½ to ½.
        let inversePi = 0.318_309_886_183_790_67
        let z = Real.smaller(
            0.5, Real.larger(-0.5, (timing.phase - end) / tauDecay * Real(filling: inversePi)))
        let decay = 0.5 + 0.5 * Real.cosPi(0.5 - z)
        let isInside = Real.select(
            z, below: 0.5, Real.select(-0.5, below: z, 1, 0), 0)
        let decaySlope =
            isInside * -0.5 * Real.cosPi(Real.larger(z, -z)) * endSlope / tauDecay
        let weight = 1 / (1 + h * decay / tauDecay)
        let active = (activation + h * tanh * timing.rise) * weight
        let activeSlope =
            weight * h * (tanhSlope * timing.rise - active * decaySlope / tauDecay) * overlapSlope
        let stretch = (ls - lsc) / series
        let stretchSlope = (1 - follow) / series
        let strength = contractility * p[19] * (1 - p[20]) * p[3]
        let contracting = strength * active * overlap * stretch
        let contractingSlope =
            strength
            * (activeSlope * overlap * stretch + active * overlapSlope * stretch
                + active * overlap * stretchSlope)
        // Matrix and titin.
        let ratio = strain + Real.log(p[referenceLength] / p[12])
        let matrix = p[4] * (1 + p[20] * (p[21] - 1))
        let matrixPower = Real.exp(p[5] * ratio)
        let titinPower = Real.exp(p[7] * ratio)
        let stress = contracting + matrix * (matrixPower - 1) + p[6] * (titinPower - 1)
        let slope =
            ls * contractingSlope + matrix * p[5] * matrixPower + p[6] * p[7] * titinPower
        return (stress, slope, lsc, active)
    }
}
