/// Until when a block of hearts may run.
struct LoopDeadline {
    private let end: ContinuousClock.Instant?
    private let limit: Double

    /// Starts the time of some hearts with a limit for each [s]; none where that is nil.
    init(seconds: Double?, hearts: Int) {
        limit = seconds ?? .infinity
        end = seconds.map { ContinuousClock.now + .seconds($0 * Double(hearts)) }
    }

    /// - Throws: ``LoopTimeLimit`` when the time is over.
    func check() throws(LoopTimeLimit) {
        if let end, ContinuousClock.now > end { throw LoopTimeLimit(seconds: limit) }
    }
}
