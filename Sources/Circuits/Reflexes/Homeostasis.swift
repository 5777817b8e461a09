public import Circulation
import Glibc
public import Numerics

/// Slow control of an adult's circulation: resistance and blood volume change until mean arterial pressure and
/// flow are what they should be.
///
/// ```
/// R ← R·((p*/q*)/(p/q))^(T/τR)         vessels, towards the resistance that the set points need
/// V ← V + V·ln(q*/q)·T/τV              kidneys and thirst, towards the flow; into the systemic veins
/// ```
///
/// - `p`, `q`: mean arterial pressure and net flow through the aortic valve in a beat of length `T`.
/// - In people resistance takes minutes and blood volume hours to days; the time constants are short, so that a
///   state at rest is found in some minutes of beats. The state found does not depend on them.
///
/// Source: the control by pressure and flow of CircAdapt, Arts et al., *Am. J. Physiol. Heart Circ. Physiol.* 288
/// (2005) H1943–H1954, doi:10.1152/ajpheart.00444.2004 (from memory; the form is ours).
public struct Homeostasis: Sendable {
    /// Set point of mean arterial pressure [kPa].
    public var pressure: Double
    /// Set point of flow [mm³/ms].
    public var flow: Double
    /// Time constant of the resistance [ms]; ten seconds by default.
    public var resistanceTime: Double
    /// Time constant of the blood volume [ms]; twenty seconds by default.
    public var volumeTime: Double
    private let resistance: Int
    private let veins: Int
    private let aortic: Int

    /// A control of the elements `systemicArterialLumen`, `systemicVeins` and `aorticValve` of a circuit.
    ///
    /// - Throws: ``CirculationError/invalidCircuit(element:fault:)`` where the circuit lacks one;
    ///   ``CirculationError/invalidInput(name:value:unit:)`` for a set point that is not positive.
    public init(
        of plan: CircuitPlan, pressure: Double, flow: Double,
        resistanceTime: Double = 10_000, volumeTime: Double = 20_000
    ) throws(CirculationError) {
        for (name, value, unit) in [
            ("set point of pressure", pressure, "kPa"), ("set point of flow", flow, "mm³/ms"),
            ("time of the resistance", resistanceTime, "ms"),
            ("time of the blood volume", volumeTime, "ms"),
        ] where !(value > 0 && value.isFinite) {
            throw .invalidInput(name: name, value: value, unit: unit)
        }
        self.pressure = pressure
        self.flow = flow
        self.resistanceTime = resistanceTime
        self.volumeTime = volumeTime
        resistance = try plan.address(of: "systemicArterialLumen.resistance").slot
        veins = try plan.compartment("systemicVeins")
        aortic = try plan.branch("aorticValve")
    }

    /// Acts after a beat.
    ///
    /// - Throws: ``CirculationError/notFinite(state:time:)`` where no blood went forward in the beat, which no
    ///   control can mend.
    public func act(
        on solver: CircuitSolver<Double>, after beat: CircuitBeat<Double>
    ) throws(CirculationError) {
        let branch = beat.branches[aortic]
        let found = (branch.forward - branch.backward) / beat.cycle
        guard found > 0, branch.meanPressure > 0 else {
            throw .notFinite(state: "control of pressure and flow", time: solver.time)
        }
        let ratio = pressure / flow / (branch.meanPressure / found)
        solver[resistance] *= pow(ratio, min(1, beat.cycle / resistanceTime))
        let change = log(flow / found) * min(1, beat.cycle / volumeTime)
        solver.infuse(change * solver.bloodVolume, into: veins)
    }

    /// How far a beat is from the set points, the larger of both, relative to them [1].
    public func error(of beat: CircuitBeat<Double>) -> Double {
        let branch = beat.branches[aortic]
        let found = (branch.forward - branch.backward) / beat.cycle
        return max(abs(branch.meanPressure / pressure - 1), abs(found / flow - 1))
    }
}
