package import Circulation
import Circuits
import Numerics
import Quantities

/// A heart of a study that beats at a rate of its own.
package struct LoopHeart: Sendable {
    /// Parameters of the circuit without factors, in its order, internal units.
    let slots: [Double]
    /// Length of the beat [ms].
    let cycle: Double
    /// Logarithms of the factors.
    package var logarithms: [Double]
    /// Volumes to settle from [mm³].
    package var volumes: [Double]
}

/// What a periodic beat of a heart shows.
package struct LoopHeartBeat: Sendable {
    /// Readings, in the units of the outputs.
    package let readings: [Double]
    /// Volumes at the onset [mm³].
    package let volumes: [Double]
}

extension LoopStudy {
    /// The loop of this study at another heart rate.
    ///
    /// - Throws: `ParameterError` for a rate outside its admissible range.
    package func base(rate: Double) throws -> LoopParameters {
        try base.replacing([LoopParameters.prefix + "heartRate": rate])
    }

    /// A heart at some factors that beats at a rate of its own [1/min]; it starts from the volumes to
    /// expect near a point.
    ///
    /// - Throws: `ParameterError` for a rate outside its admissible range.
    package func heart(rate: Double, _ logarithms: [Double], near: LoopPoint) throws -> LoopHeart {
        let base = try base(rate: rate)
        return LoopHeart(
            slots: try CircuitPlan(base.circuit).defaultParameters, cycle: base.period,
            logarithms: logarithms, volumes: near.volumes(at: logarithms))
    }

    /// The volumes a heart is expected to have at other factors, first order, at least a tenth of its own [mm³].
    package func volumes(
        of heart: LoopHeart, at logarithms: [Double], near: LoopPoint
    ) -> [Double] {
        heart.volumes.indices.map { room in
            var volume = heart.volumes[room]
            for k in logarithms.indices {
                volume += near.volumes[k][room] * (logarithms[k] - heart.logarithms[k])
            }
            return max(volume, 0.1 * heart.volumes[room])
        }
    }

    /// Periodic beats of at most eight hearts, side by side; nil where a heart does not settle.
    ///
    /// - Parameter near: a point among them, whose derivatives lead to theirs.
    package func beats(of hearts: [LoopHeart], near: LoopPoint) -> [LoopHeartBeat?] {
        precondition((1...8).contains(hearts.count), "one to eight hearts lie side by side")
        if let together = try? lanes(of: hearts, near: near) { return together }
        // One heart that fails stops its neighbours, which are then computed alone.
        return hearts.map { (try? lanes(of: [$0], near: near))?.first }
    }

    private func lanes(of hearts: [LoopHeart], near: LoopPoint) throws -> [LoopHeartBeat] {
        func heart(_ place: Int) -> LoopHeart { hearts[min(place, hearts.count - 1)] }
        var volumes = [Double8](repeating: 0, count: near.state.volumes.count)
        var slots = [Double8](repeating: 0, count: plan.defaultParameters.count)
        var cycle = Double8(filling: 0)
        for place in 0..<8 {
            let heart = heart(place)
            var start = heart.volumes
            try fill(&start, with: bloodVolume(heart.logarithms))
            for room in start.indices { volumes[room][place] = start[room] }
            for (slot, value) in self.slots(heart.logarithms, from: heart.slots).enumerated() {
                slots[slot][place] = value
            }
            cycle[place] = heart.cycle
        }
        var state: CircuitState<Double8> = near.state.filling(cycle: cycle)
        state.volumes = volumes
        let solver = try CircuitSolver<Double8>(plan, state: state)
        for (slot, value) in slots.enumerated() { solver[slot] = value }
        try solver.restore(state)
        let beat = try solver.settle(
            along: near.chord, steps: Self.steps, volumeTolerance: Self.heartsTolerance,
            maximumBeats: Self.mostBeats)
        let end = solver.state
        let readings = outputs.map { output in
            output.value(beat) * Double8(filling: 1 / output.factor)
        }
        return hearts.indices.map { place in
            LoopHeartBeat(
                readings: readings.map { $0[place] }, volumes: end.volumes.map { $0[place] })
        }
    }

    /// Change of a volume over a beat that counts as none [mm³]: a thousandth of a stroke or less.
    private static let heartsTolerance = 50.0
    /// Beats after which a heart counts as one that does not settle.
    private static let mostBeats = 60
}
