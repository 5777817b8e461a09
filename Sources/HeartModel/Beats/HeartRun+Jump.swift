import Circulation

/// Reaching the limit cycle faster than beat by beat.
extension HeartRun {
    /// Largest change of a volume from start to end of the last beat [mm³]; infinite before the first.
    public var openness: Double {
        guard let beat = beats.last, let first = beat.states.first, let last = beat.states.last
        else { return .infinity }
        return (last - first).largestVolume
    }

    /// Whether the last beat ended so far from where it began that a jump is worth more than a beat.
    public var wantsJump: Bool {
        simulation.state.position == 0 && !beats.isEmpty && openness > Self.jumpThreshold
            && beats.count <= Self.mostJumps
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
    private static let jumpThreshold = 400.0
    /// Jumps after which beats are left to themselves.
    private static let mostJumps = 8
}
