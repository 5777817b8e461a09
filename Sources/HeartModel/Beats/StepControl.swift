/// Chooses the time step of the coupled heart: fine while pressures move fast, coarse in diastole.
///
/// Time is counted in whole ticks so that steps add up exactly and a resumed run takes the same
/// steps. A step of size n ticks starts at a multiple of n only, so output instants that are
/// multiples of the largest step are always hit.
public struct StepControl: Sendable, Equatable {
    /// Length of a tick [ms].
    public static let tick = 0.25
    /// Step sizes in ticks, ascending; each divides the next.
    private static let ladder = [1, 2, 4, 8, 20, 40]

    /// Largest pressure change aimed at in one step [kPa]; about 4 mmHg.
    public var pressureChangeAimed = 0.5
    /// Largest step allowed [ticks]: 2 ms. Longer ones cost more than they save, because factors then
    /// serve fewer steps, and are less accurate.
    public var largest = 8
    /// Position on the ladder of step sizes.
    private(set) var level: Int

    /// Starts with steps of 1 ms.
    public init() { level = 2 }

    /// Resumes at a rung of the ladder; nil when there is no such rung.
    init?(level: Int) {
        guard Self.ladder.indices.contains(level) else { return nil }
        self.level = level
    }

    /// The next step [ticks] from `position` ticks after the start of the run.
    public func next(at position: Int) -> Int {
        var candidate = level
        while candidate > 0, position % Self.ladder[candidate] != 0 { candidate -= 1 }
        return Self.ladder[candidate]
    }

    /// Learns from an accepted step that changed the largest ventricular pressure by `pressureChange`
    /// [kPa] and took `iterations`.
    public mutating func accept(ticks: Int, pressureChange: Double, iterations: Int) {
        let perTick = abs(pressureChange) / Double(ticks)
        let wanted = pressureChangeAimed / max(perTick, 1e-9)
        var target = 0
        for (index, size) in Self.ladder.enumerated()
        where Double(size) <= wanted && size <= largest {
            target = index
        }
        // One rung up at a time: the history says nothing about steps never tried.
        level = target > level && iterations <= Self.easyIterations ? level + 1 : min(level, target)
    }

    /// Halves the step after a failure; false when it is already the smallest.
    public mutating func reject(ticks: Int) -> Bool {
        guard let index = Self.ladder.firstIndex(of: ticks), index > 0 else { return false }
        level = index - 1
        return true
    }

    /// Iterations below which a larger step is tried.
    private static let easyIterations = 8
}
