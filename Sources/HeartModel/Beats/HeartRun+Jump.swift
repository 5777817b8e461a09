public import Circulation

/// Reaching the limit cycle faster than beat by beat.
extension HeartRun {
    /// Largest change of a volume from start to end of the last beat [mm³]; infinite before the first.
    public var openness: Double { beats.last.map(Self.openness) ?? .infinity }

    /// Whether the last beat ended so far from where it began that a jump is worth more than a beat.
    ///
    /// A jump leaves the volumes about as far from the limit cycle as the emulator of the ventricles is
    /// wrong. Once it has not halved the openness of the beat after it, beats alone bring the run closer:
    /// jumps would lead back to the same open beat again and again.
    public var wantsJump: Bool {
        simulation.state.position == 0 && !beats.isEmpty && openness > Self.closedBeat
            && beats.count <= Self.mostJumps && !jumpsAreOver
    }

    private var jumpsAreOver: Bool { Self.jumpsAreOver(after: beats.map(Self.openness)) }

    /// Whether jumps no longer help, by the openness of the beats so far [mm³].
    package static func jumpsAreOver(after openness: [Double]) -> Bool {
        zip(openness, openness.dropFirst()).contains { $1 > gain * $0 }
    }

    /// Whether the last of some beats follows the one before it, repeats it and ends where it began.
    ///
    /// All are needed: beats that each begin with a jump can repeat one another without being closed, and
    /// a beat after a jump begins elsewhere than any beat ends.
    ///
    /// - Parameter change: that of the last beat against the one before.
    public static func isPeriodic(_ beats: [BeatTraces], last change: BeatComparison?) -> Bool {
        guard let change, change.isPeriodic(), beats.count > 1,
            let end = beats[beats.count - 2].states.last,
            let beat = beats.last, let start = beat.states.first
        else { return false }
        return openness(of: beat) <= closedBeat && (start - end).largestVolume == 0
    }

    private static func openness(of beat: BeatTraces) -> Double {
        guard let first = beat.states.first, let last = beat.states.last else { return .infinity }
        return (last - first).largestVolume
    }

    /// Moves the heart to the limit cycle of the emulator of its ventricles.
    ///
    /// The emulator repeats the beats so far; its limit cycle costs milliseconds. The wall then
    /// follows the new volumes with calcium at rest. A run that is interrupted in the beat after a jump
    /// resumes before the jump and repeats it.
    ///
    /// - Returns: the largest change of a volume by the jump [mm³].
    /// - Throws: ``EmulatorError``, ``CirculationError``, errors of the wall's equilibria and steps.
    @discardableResult
    public func jump() throws -> Double {
        let model = simulation.model
        let ventricles = try emulator()
        let start = simulation.state.loop.state
        let target = try ventricles.limitCycle(of: model.circulation, from: start).state
        try simulation.move(to: target)
        return (target - start).largestVolume
    }

    /// Above this a beat is not closed [mm³]: half a per cent of a stroke volume of 80 mL.
    private static let closedBeat = 400.0
    /// Part of the openness that a jump may leave.
    private static let gain = 0.5
    /// Jumps after which beats are left to themselves.
    private static let mostJumps = 8
}
