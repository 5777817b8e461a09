import Circuits
import Circulation
import Numerics
import Quantities

/// Eight hearts side by side from a live state on, with the arterial baroreflex, beat by beat.
struct LaneForecast {
    /// A beat of the eight: its end after the start [ms], and what monitors see of it.
    struct Beat {
        var time: Double8
        var values: [Double8]
    }

    let beats: [Beat]

    /// Beats before the forecast in which lanes find their way from the live heart's state.
    private static let settlingBeats = 3
    /// Longest step [ms]: numbers within a tenth of a percent.
    private static let longestStep = 4.0

    /// Looks ahead.
    ///
    /// - Parameters:
    ///   - live: a heart at the onset of a beat.
    ///   - ramps: what changes from now on; the reflex rests at what was before.
    ///   - block: eight hearts of the ensemble.
    ///   - duration: time ahead [ms].
    init(
        _ live: TwinHeart, ramps: [SignalRamp], ensemble: TwinEnsemble, block: Int,
        duration: Double
    ) throws(CirculationError) {
        let plan = live.layout.plan
        let ratios = ensemble.slots[block]
        let solver = try Self.solver(live, ensemble, block)
        var base = plan.defaultParameters.indices.map { solver[$0] }
        let longest = ramps.filter { $0.signal == live.layout.heartRate }
            .map { Units.minute / min($0.goal, $0.start) }.reduce(live.solver.cycle) { max($0, $1) }
        let steps = Int((longest / Self.longestStep).rounded(.up))
        var (pressure, atrial) = (Double8(filling: 0), Double8(filling: 0))
        var peaks = (left: Double8(filling: 0), right: Double8(filling: 0))
        for _ in 0..<Self.settlingBeats {
            let beat = try solver.beat(steps: steps)
            pressure = beat.branches[try plan.branch("aorticValve")].meanPressure
            atrial = beat.compartments[try plan.compartment("rightAtrium")].meanPressure
            peaks = (
                left: beat.compartments[try plan.compartment("leftVentricle")].largestPressure,
                right: beat.compartments[try plan.compartment("rightVentricle")].largestPressure
            )
        }
        // Each lane's reflex has heard what the live one has, and rests as far from its own pressure.
        let offset = pressure - Double8(filling: live.beat.arterialMean * Units.mmHg)
        let nerves = Baroreflex<Double8>(
            like: live.reflex, steps: steps, offset: offset, atrial: atrial, peaks: peaks
        ) {
            Double8(filling: live.reflex.restingValue($0) ?? live.solver[$0]) * ratios[$0]
        }
        for slot in base.indices {
            if let value = live.reflex.restingValue(slot) {
                base[slot] = Double8(filling: value) * ratios[slot]
            }
        }
        let view = try MonitorView(plan)
        let origin = solver.time
        let end = Double8(filling: duration)
        let lastChange = ramps.map(\.duration).max() ?? -1
        var (now, applied, given) = (0.0, -1.0, 0.0)
        var beats: [Beat] = []
        while (end - (solver.time - origin)).largest > 0 {
            if applied < lastChange || (applied < 0 && !ramps.isEmpty) {
                let values = Dictionary(
                    uniqueKeysWithValues: ramps.map { ($0.signal, $0.value(at: now)) })
                for (slot, value) in live.slots(with: values) {
                    base[slot] = Double8(filling: value) * ratios[slot]
                }
                for slot in base.indices { solver[slot] = base[slot] }
                let present = live.value(live.layout.bloodVolume)
                let added = (values[live.layout.bloodVolume] ?? present) - present
                solver.infuse(
                    Double8(filling: (added - given) * Units.mL), into: live.places.systemicVeins)
                given = added
                try nerves.rebase(
                    solver,
                    pacedCycle: values[live.layout.heartRate].map {
                        Double8(filling: Units.minute / $0)
                    })
                applied = now
            }
            let beat = try nerves.beat(solver)
            let elapsed = solver.time - origin
            // The slowest heart's time; all are within a beat of it.
            now = -(-elapsed).largest
            beats.append(Beat(time: elapsed, values: view.values(beat)))
        }
        self.beats = beats
    }

    /// The lanes at the live heart's moment.
    private static func solver(
        _ live: TwinHeart, _ ensemble: TwinEnsemble, _ block: Int
    ) throws(CirculationError) -> CircuitSolver<Double8> {
        var state = live.solver.state.filling(cycle: Double8(filling: live.solver.nextCycle))
        for room in state.volumes.indices {
            state.volumes[room] = state.volumes[room] * ensemble.volumes[block][room]
        }
        let solver = try CircuitSolver<Double8>(live.layout.plan, state: state)
        for slot in live.layout.plan.defaultParameters.indices {
            solver[slot] = Double8(filling: live.solver[slot]) * ensemble.slots[block][slot]
        }
        try solver.restore(state)
        return solver
    }
}
