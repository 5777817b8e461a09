public import Circulation

/// Both ventricles as pressure–volume–time laws: the way from one three-dimensional beat to the
/// limit cycle.
///
/// Beats of the loop with these laws cost milliseconds. ``limitCycle(of:from:stepsPerBeat:)`` gives
/// the state at QRS onset from which the next three-dimensional beat should start; repeating fit
/// and jump converges in a few beats because each new beat corrects the laws where it matters.
public struct HeartEmulator: Sendable {
    /// Left ventricle.
    public let left: EmulatedVentricle
    /// Right ventricle.
    public let right: EmulatedVentricle

    /// Joins two ventricles.
    public init(left: EmulatedVentricle, right: EmulatedVentricle) {
        self.left = left
        self.right = right
    }

    /// Makes both laws from recorded beats, oldest first, and passive inflations.
    ///
    /// - Throws: ``EmulatorError``.
    public static func fit(
        beats: [BeatTraces], leftEdpvr: [PassiveSample], rightEdpvr: [PassiveSample]
    ) throws(EmulatorError) -> HeartEmulator {
        var left: [VentricularBeat] = []
        var right: [VentricularBeat] = []
        for beat in beats {
            left.append(try .left(beat))
            right.append(try .right(beat))
        }
        return HeartEmulator(
            left: try .fit(beats: left, edpvr: leftEdpvr),
            right: try .fit(beats: right, edpvr: rightEdpvr))
    }

    /// The loop with these ventricles.
    public func standalone<Atrium: ChamberLaw, Valve: ValveModel>(
        _ loop: ClosedLoop<Atrium, Valve>
    ) -> StandaloneLoop<Atrium, Valve, EmulatedVentricle> {
        StandaloneLoop(loop: loop, leftVentricle: left, rightVentricle: right)
    }

    /// The periodic beat of the loop with these ventricles; its state is that at QRS onset.
    ///
    /// Keeps the blood volume of `start`.
    ///
    /// - Throws: ``CirculationError``.
    public func limitCycle<Atrium: ChamberLaw, Valve: ValveModel>(
        of loop: ClosedLoop<Atrium, Valve>, from start: LoopState, stepsPerBeat: Int = 800
    ) throws(CirculationError) -> PeriodicBeat {
        try standalone(loop).periodicBeat(
            from: start, period: left.period, steps: stepsPerBeat)
    }
}
