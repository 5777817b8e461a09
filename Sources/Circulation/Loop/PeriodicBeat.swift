public import Numerics

/// A beat that repeats itself, and how it was found.
public struct PeriodicBeat: Sendable {
    /// State at the start of the beat.
    public var state: LoopState
    /// Beats that were integrated.
    public var beats: Int
    /// Largest change of a volume over each integrated beat [mm³].
    public var changes: [Double]

    /// Makes a result.
    public init(state: LoopState, beats: Int, changes: [Double]) {
        self.state = state
        self.beats = beats
        self.changes = changes
    }
}

extension StandaloneLoop {
    /// Finds the periodic beat by Anderson-accelerated repetition.
    ///
    /// - Parameters:
    ///   - start: state at QRS onset to start from; its blood volume is kept.
    ///   - period: length of the beat [ms].
    ///   - steps: steps a beat of the implicit method.
    ///   - volumeTolerance: largest change of any volume over a beat [mm³]; the default is a
    ///     thousandth of a millilitre.
    ///   - maximumBeats: beats before giving up.
    /// - Throws: ``CirculationError/notPeriodic(beats:change:tolerance:)`` and the errors of
    ///   ``beat(from:time:period:steps:method:)``.
    @inlinable
    public func periodicBeat(
        from start: LoopState, period: Double, steps: Int, volumeTolerance: Double = 1,
        maximumBeats: Int = 200
    ) throws(CirculationError) -> PeriodicBeat {
        var accelerator = FixedPointAccelerator(weights: LoopState.accelerationWeights)
        var state = start
        var changes: [Double] = []
        for beats in 1...max(maximumBeats, 1) {
            let end = try beat(from: state, period: period, steps: steps)
            let change = (end - state).largestVolume
            changes.append(change)
            if change <= volumeTolerance {
                return PeriodicBeat(state: end, beats: beats, changes: changes)
            }
            let proposal = try LoopState(
                values: accelerator.next(iterate: state.values, image: end.values))
            if proposal.isPlausible {
                state = proposal
            } else {
                accelerator.reset()
                state = end
            }
        }
        throw .notPeriodic(
            beats: maximumBeats, change: changes.last ?? .infinity, tolerance: volumeTolerance)
    }
}

extension LoopState {
    /// Weights of ``values`` in the acceleration: volumes count, flows and openings at the start of
    /// a beat are slaves of them.
    @usableFromInline static let accelerationWeights: [Double] = [0, 1].flatMap { _ in
        [1, 1, 1, 1, 0, 0, 0, 0, 0, 0]
    }

    /// Largest absolute volume [mm³].
    @inlinable public var largestVolume: Double {
        let a = systemic.volumes
        let b = pulmonary.volumes
        return max(
            max(a.max(), -a.min()),
            max(b.max(), -b.min()))
    }

    /// Whether an extrapolated state can start a beat: positive volumes, leaflets within [0, 1].
    @usableFromInline var isPlausible: Bool {
        let zero = SIMD2<Double>.zero
        let one = SIMD2<Double>(repeating: 1)
        func inside(_ openings: SIMD2<Double>) -> Bool {
            all(openings .>= zero) && all(openings .<= one)
        }
        return systemic.volumes.min() > 0 && pulmonary.volumes.min() > 0
            && inside(systemic.openings) && inside(pulmonary.openings)
    }
}
