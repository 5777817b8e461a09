import Circuits
import Circulation
import Numerics
import Quantities

/// Eight hearts of the estimator with their reflexes.
///
/// Used by one thread at a time; blocks are advanced side by side.
final class EstimatorBlock: @unchecked Sendable {
    private let layout: TwinLayout
    private let solver: CircuitSolver<Double8>
    private let nerves: Baroreflex<Double8>
    private let view: MonitorView
    private let veins: Int
    private let pulmonary: Int
    private let aortic: Int
    /// Ends of the pulmonary pressure in the last beat [mmHg].
    private var pulmonaryEnds: (systolic: Double8, diastolic: Double8) = (0, 0)
    /// Steepest rise of arterial pressure in the last beat [mmHg/s].
    private var rise: Double8 = 0
    private let origin: Double
    private var values: [Double8]
    private var blood: Double8

    init(_ layout: TwinLayout, rest: CircuitState<Double>) throws {
        self.layout = layout
        solver = try CircuitSolver<Double8>(layout.plan, state: rest.filling())
        nerves = try Baroreflex(
            restingAt: solver, steps: TwinEstimator.stepsOfBeat, gain: layout.gain.filling())
        view = try MonitorView(layout.plan)
        veins = try layout.plan.compartment("systemicVeins")
        pulmonary = try layout.plan.branch("pulmonaryValve")
        aortic = try layout.plan.branch("aorticValve")
        solver.pulseBranches = [aortic]
        origin = solver.time.largest
        values = MonitorView.codes.map { _ in 0 }
        blood = Double8(filling: layout.initial[layout.bloodVolume])
    }

    /// Time since the start [ms].
    var time: Double { -(-solver.time).largest - origin }

    /// Values of signals, lane by lane, from now on.
    func take(_ signals: [Int: Double8], infusing: Bool) {
        func number(_ signal: Int) -> Double8 {
            signals[signal] ?? Double8(filling: layout.initial[signal])
        }
        for signal in signals.keys.sorted() {
            for rule in layout.rules[layout.rulesOfSignal[signal]] {
                let factor =
                    rule.multiplier < 0
                    ? 1 : number(rule.multiplier) * Double8(filling: 1 / rule.base)
                let value = Double8(filling: rule.factor) * number(rule.signal) * factor
                if !nerves.rest(rule.slot, at: value, solver) { solver[rule.slot] = value }
            }
        }
        guard let volume = signals[layout.bloodVolume] else { return }
        if infusing {
            solver.infuse((volume - blood) * Double8(filling: Units.mL), into: veins)
        }
        blood = volume
    }

    /// Beats until the end of one is nearest to a time [ms], at a rate where it is measured [1/min].
    func advance(to end: Double, rate: Double?) throws(CirculationError) {
        if let rate {
            nerves.pace()
            solver.nextCycle = Double8(filling: Units.minute / rate)
        }
        while time + 0.5 * solver.cycle.largest < end {
            let beat = try nerves.beat(solver)
            values = view.values(beat)
            let perMmHg = Double8(filling: 1 / Units.mmHg)
            pulmonaryEnds = (
                beat.branches[pulmonary].largestPressure * perMmHg,
                beat.branches[pulmonary].leastPressure * perMmHg
            )
            if let pulse = beat.pulses[aortic] {
                rise = Upstroke.steepest(pulse, cycle: beat.cycle)
            }
        }
    }

    /// Volumes of a lane [mm³].
    func volumes(_ lane: Int) -> [Double] {
        layout.plan.compartmentNames.indices.map { solver.volume($0)[lane] }
    }

    /// Sets the volumes of a lane; those that cannot be stay.
    func setVolumes(_ volumes: [Double], _ lane: Int) {
        guard volumes.allSatisfy({ $0 > 0 }) else { return }
        for (room, volume) in volumes.enumerated() {
            var change = Double8(filling: 0)
            change[lane] = volume - solver.volume(room)[lane]
            solver.infuse(change, into: room)
        }
    }

    /// What a monitor shows of a lane's last beat.
    func value(_ code: String, _ lane: Int) -> Double {
        switch code {
        case "MDC_PRESS_BLD_ART_PULM_SYS": return pulmonaryEnds.systolic[lane]
        case "MDC_PRESS_BLD_ART_PULM_DIA": return pulmonaryEnds.diastolic[lane]
        case Upstroke.name: return rise[lane]
        default: break
        }
        return MonitorView.codes.firstIndex { $0.0 == code }.map { values[$0][lane] } ?? .nan
    }
}
