import HeartModel

/// When a run on its way to the limit cycle jumps.
///
/// A jump leaves the volumes about as far from the limit cycle as the emulator of the ventricles is wrong. One that does not
/// halve the openness of the beat after it has come that far: beats alone bring the run closer.
package struct JumpSchedule {
    private var before = Double.infinity
    private var isOver = false

    /// Before the first beat.
    package init() {}

    /// Whether a run jumps now.
    func isDue(_ run: HeartRun) -> Bool { !isOver && run.wantsJump }

    /// Whether there may be further jumps.
    package var mayJump: Bool { !isOver }

    /// Takes the largest change of a volume over a beat [mm³].
    package mutating func take(openness: Double) {
        if openness > Self.share * before { isOver = true }
        before = openness
    }

    /// Part of the openness that may be left after a jump.
    private static let share = 0.5
}
