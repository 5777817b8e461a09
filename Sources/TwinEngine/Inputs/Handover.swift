import Synchronization

/// A copy of the state on its way from the solver to one other thread: a few hundred words, copied between
/// two steps, and nobody waits for anybody.
public final class Handover: @unchecked Sendable {
    /// Words of the state.
    public let words: UnsafeMutablePointer<UInt64>
    /// Number of words.
    public let count: Int
    /// Records in the journal before the copy.
    public internal(set) var records: UInt64 = 0
    private let phase = Atomic<UInt8>(0)
    private enum Phase { static let (idle, wanted, ready) = (UInt8(0), UInt8(1), UInt8(2)) }

    /// Makes room for a state.
    public init(words count: Int) {
        self.count = count
        words = .allocate(capacity: count)
        words.initialize(repeating: 0, count: count)
    }

    deinit { words.deallocate() }

    /// Asks for a copy.
    public func ask() { phase.store(Phase.wanted, ordering: .releasing) }
    /// Whether the copy is there.
    public var isReady: Bool { phase.load(ordering: .acquiring) == Phase.ready }
    /// Gives the room back.
    public func release() { phase.store(Phase.idle, ordering: .releasing) }

    var isWanted: Bool { phase.load(ordering: .acquiring) == Phase.wanted }
    var isIdle: Bool { phase.load(ordering: .acquiring) == Phase.idle }

    func fill(_ heart: TwinHeart, records: UInt64) {
        heart.write(to: words)
        self.records = records
        phase.store(Phase.ready, ordering: .releasing)
    }
}
