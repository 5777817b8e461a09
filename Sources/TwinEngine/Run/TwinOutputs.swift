import Circuits
import Quantities

/// Where the solver leaves what others take when they like; a reader that does not come loses, the solver
/// goes on.
public final class TwinOutputs: @unchecked Sendable {
    /// A moment of the twin, for curves.
    public struct Sample: Sendable, BitwiseCopyable {
        /// Steps so far.
        public var step: UInt64
        /// Pressures at the roots of aorta and pulmonary artery, in left ventricle and right atrium [mmHg].
        public var aorta: Float
        public var pulmonaryArtery: Float
        public var leftVentricle: Float
        public var rightAtrium: Float
        /// Volume of the left ventricle [mL].
        public var leftVolume: Float
    }

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
    /// Samples every ``samplePeriod`` steps.
    public let samples = Ring<Sample>(capacity: 4096)
    /// Copies of the state for forecasts.
    public let fork: Handover
    /// Copies of the state for checkpoints.
    public let checkpoint: Handover
    /// Records for the journal; nil where none is kept.
    package let records: Ring<JournalRecord>?
    private let scratch: UnsafeMutablePointer<UInt64>
    private let scratchCount: Int

    /// Steps between digests in the journal, between checkpoints, between samples.
    public static let markPeriod: UInt64 = 1000
    public static let checkpointPeriod: UInt64 = 10_000
    public static let samplePeriod: UInt64 = 10

    /// Makes room.
    public init(for heart: TwinHeart, journalled: Bool) {
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

    func sample(_ heart: TwinHeart) {
        guard heart.step % Self.samplePeriod == 0 else { return }
        let (solver, places) = (heart.solver, heart.places)
        _ = samples.push(
            Sample(
                step: heart.step, aorta: Float(places.aorticRoot(solver) / Units.mmHg),
                pulmonaryArtery: Float(places.pulmonaryRoot(solver) / Units.mmHg),
                leftVentricle: Float(solver.pressure(places.leftVentricle) / Units.mmHg),
                rightAtrium: Float(solver.pressure(places.rightAtrium) / Units.mmHg),
                leftVolume: Float(solver.volume(places.leftVentricle) / Units.mL)))
    }
}
