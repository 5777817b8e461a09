import Numerics
import Quantities

/// The low-pressure (cardiopulmonary) baroreflex: right atrial pressure steers arteriolar resistance and venous unstressed
/// volume.
///
/// ```
/// x = (P̄ra − P0)/S,      s = S·x/√(1 + (2x/π)²)
/// τR·dr/dt = s − r,       τV·dv/dt = s − v
/// resistance · (1 + gain·GR·r),      unstressed volume + gain·GV·v
/// ```
///
/// - `P̄ra`: mean right atrial pressure of a beat, less that of the thorax where there is one [kPa]; `P0`: the same at rest.
///
/// Differences from the source: the pressure is a mean over a beat instead of a quarter of a second; first-order lags with
/// the means of its triangular impulse responses stand for these; an algebraic sigmoid with the same slope and the same
/// ends stands for the arctangent (at most 12 % above it); it rests where the heart rests; resistance is steered by the
/// source's share of its own four beds in parallel. Like there, it does not steer heart rate and contractility.
///
/// Source: Heldt, Shim, Kamm, Mark, *J. Appl. Physiol.* 92 (2002) 1239–1254, doi:10.1152/japplphysiol.00241.2001, by an
/// implementation (gains and resistances of the beds), the impulse responses and the scale by one of its successor CVSim.
struct CardiopulmonaryReflex<Real: RealLanes> {
    /// Pressure at which it rests P0 [kPa].
    var setPressure: Real
    /// Signals behind their lags r, v [kPa].
    var arterioles: Real = 0
    var veins: Real = 0
    /// ∫P dt of the present beat [kPa·ms].
    var integral: Real = 0
    /// Mean pressure of the last beat [kPa].
    var last: Real

    /// Receptors that have felt a pressure for long.
    init(setPressure: Real) {
        self.setPressure = setPressure
        last = setPressure
    }

    /// Receptors in the state of others, in a heart that has this mean pressure now [kPa]: they rest as far from it.
    init(like other: CardiopulmonaryReflex<Double>, present: Real) {
        setPressure = present + Real(filling: other.setPressure - other.last)
        arterioles = Real(filling: other.arterioles)
        veins = Real(filling: other.veins)
        integral = Real(filling: other.integral)
        last = present
    }

    /// Feels a pressure for a step.
    @inline(__always)
    mutating func feel(_ pressure: Real, _ dt: Real) { integral = integral + pressure * dt }

    /// A beat of this length [ms] is over.
    mutating func endBeat(_ length: Real) {
        last = integral / length
        integral = 0
        let signal = Self.signal(last - setPressure)
        arterioles = Self.lagged(arterioles, signal, length, CardiopulmonaryConstants.arteriolarLag)
        veins = Self.lagged(veins, signal, length, CardiopulmonaryConstants.venousLag)
    }

    /// Factor on the resistance for a gain [1].
    func resistance(_ gain: Real) -> Real {
        let perPressure = CardiopulmonaryConstants.resistance / Units.mmHg
        return 1 + gain * Real(filling: perPressure) * arterioles
    }

    /// What is added to the unstressed volume for a gain [mm³].
    func unstressedVolume(_ gain: Real) -> Real {
        gain * Real(filling: CardiopulmonaryConstants.venousVolume * Units.mLPerMmHg) * veins
    }

    /// What the receptors tell of a pressure beyond that at rest [kPa].
    static func signal(_ pressure: Real) -> Real {
        let x = pressure * Real(filling: 1 / (CardiopulmonaryConstants.scale * Units.mmHg))
        let bend = x * Real(filling: 2 / Double.pi)
        return pressure / Real.sqrt(1 + bend * bend)
    }

    private static func lagged(
        _ value: Real, _ goal: Real, _ time: Real, _ lag: Double
    ) -> Real {
        goal + (value - goal) * Real.exp(time * Real(filling: -1 / lag))
    }
}

/// Constants of ``CardiopulmonaryReflex``.
///
/// Resistance: −0.06 PRU/mmHg in each of four parallel beds of 3.9, 4.1, 3.0 and 3.6 PRU is −1.69 % of their whole per mmHg.
/// Veins: 13.5 + 2.7 + 54 + 20 mL/mmHg.
enum CardiopulmonaryConstants {
    /// Share of the resistance by pressure [1/mmHg].
    static let resistance = -0.01692
    /// Unstressed volume by pressure [mL/mmHg].
    static let venousVolume = 90.2
    /// Pressure by which receptors saturate [mmHg].
    static let scale = 5.0
    /// Means of impulse responses that begin, peak and end at 2.5, 5.5, 35 s and 5, 9, 40 s [ms].
    static let arteriolarLag = 14_300.0
    static let venousLag = 18_000.0
}
