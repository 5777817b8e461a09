import Circulation
import Numerics

/// Guesses the blood's limit cycle from the beats so far, for hearts whose beats are cheap.
///
/// Anderson's acceleration of the map from the volumes at the start of a beat to those at its end
/// (`FixedPointAccelerator`), which keeps the amount of blood. The ventricles stay as they are, since the wall
/// holds them: what is meant for a ventricle goes to the atrium before it.
struct LoopExtrapolation {
    private var accelerator = FixedPointAccelerator(depth: 4)
    private var beats = 0

    /// Beats before the first guess: the wall has to find its rhythm.
    private static let firstBeats = 3
    /// Share of a volume that a guess may add or take [1].
    private static let largestChange = 0.3

    /// Takes a beat from start to end; returns a better start of the next one, nil where there is none.
    mutating func next(from start: LoopMemory, to end: LoopMemory) -> LoopMemory? {
        beats += 1
        guard beats >= Self.firstBeats else { return nil }
        let image = Self.volumes(end.state)
        let guess = accelerator.next(iterate: Self.volumes(start.state), image: image)
        var change = zip(guess, image).map { $0 - $1 }
        for limb in [0, 4] {
            change[limb + 2] += change[limb + 3]
            change[limb + 3] = 0
        }
        let isSmall = zip(change, image).allSatisfy { abs($0) <= Self.largestChange * abs($1) }
        guard isSmall else {
            accelerator.reset()
            return nil
        }
        var loop = end
        for limb in [\LoopState.systemic, \LoopState.pulmonary] {
            let first = limb == \LoopState.systemic ? 0 : 4
            for i in 0..<4 {
                // Both states of the two-step method alike: rates stay.
                loop.state[keyPath: limb].volumes[i] += change[first + i]
                loop.previous[keyPath: limb].volumes[i] += change[first + i]
            }
        }
        return loop
    }

    /// Artery, vein, atrium, ventricle of the systemic limb, then of the pulmonary one [mm³].
    private static func volumes(_ state: LoopState) -> [Double] {
        [state.systemic, state.pulmonary].flatMap { limb in (0..<4).map { limb.volumes[$0] } }
    }
}
