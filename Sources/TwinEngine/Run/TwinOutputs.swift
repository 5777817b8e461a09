/// Where the solver leaves what others take when they like; a reader that does not come loses, the solver
/// goes on.
public final class TwinOutputs: @unchecked Sendable {
    /// A vital sign at a step of the twin, in the unit of its signal.
    public struct Measured: Sendable, BitwiseCopyable {
        /// Steps so far.
        public var step: UInt64
        /// Place of the signal in the catalogue.
        public var signal: Int
        /// What was measured.
        public var value: Double
    }

    /// Beats, the latest ones.
    public let beats = Ring<BeatRecord>(capacity: 1024)
    /// Vital signs as they took effect, for the estimator.
    public let measured = Ring<Measured>(capacity: 1024)
    /// Curves for a dashboard; nil where there is none.
    public let traces: Ring<TraceSample>?
    /// Copies of the state for forecasts.
    public let fork: Handover
    /// Copies of the state for checkpoints.
    public let checkpoint: Handover
    /// Records for the journal; nil where none is kept.
    package let records: Ring<JournalRecord>?
    private let scratch: UnsafeMutablePointer<UInt64>
    private let scratchCount: Int

    /// Steps between digests in the journal, and between checkpoints.
    public static let markPeriod: UInt64 = 1000
    public static let checkpointPeriod: UInt64 = 10_000

    /// Makes room.
    ///
    /// - Parameters:
    ///   - journalled: whether a journal is kept.
    ///   - traced: whether curves are drawn.
    public init(for heart: TwinHeart, journalled: Bool, traced: Bool = false) {
        traces = traced ? Ring(capacity: 1 << 13) : nil
        fork = Handover(words: heart.wordCount)
        checkpoint = Handover(words: heart.wordCount)
        records = journalled ? Ring(capacity: 1 << 14) : nil
        scratchCount = heart.wordCount
        scratch = .allocate(capacity: heart.wordCount)
    }

    deinit { scratch.deallocate() }

    /// The next record for the journal, for who keeps it elsewhere.
    package func nextRecord() -> JournalRecord? { records?.pop() }

    func hasRoom(for count: Int) -> Bool { (records?.room ?? count) >= count }

    func put(_ record: JournalRecord) { _ = records?.push(record) }

    /// Digest of all but the offsets, which a replay does not have.
    func digest(of heart: TwinHeart) -> UInt64 {
        heart.write(to: scratch)
        let first = TwinHeart.cursorCount
        return StateDigest.of(scratch + first, count: scratchCount - first)
    }
}
