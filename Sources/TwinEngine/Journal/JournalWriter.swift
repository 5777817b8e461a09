import Glibc
import Synchronization
import TwinProtocol

/// Writes what the solver leaves for the journal, and its checkpoints; used by one thread at a time.
public final class JournalWriter: @unchecked Sendable {
    private let file: File
    private let folder: String
    private var chain: HashChain
    private let about: [UInt8]
    private let records: Ring<JournalRecord>
    private let checkpoint: Handover
    private var isDirty = false
    private var lastSync: UInt64 = 0
    /// Records in the file.
    public private(set) var count: UInt64
    private let inFile = Atomic<UInt64>(0)
    /// Records that outlive this process, for any thread; a power cut may take those of the last 0.1 s.
    public var written: UInt64 { inFile.load(ordering: .acquiring) }

    /// Between synchronisations with the disk [ns].
    private static let syncPeriod: UInt64 = 100_000_000

    /// Goes on with the journal of a folder, or begins one.
    ///
    /// - Parameters:
    ///   - folder: is made where it is not there.
    ///   - recovered: what ``TwinRecovery`` found there.
    public init(
        folder: String, layout: TwinLayout, outputs: TwinOutputs, recovered: TwinRecovery
    ) throws(TwinEngineError) {
        guard let records = outputs.records else { preconditionFailure("outputs keep no journal") }
        self.folder = folder
        self.records = records
        checkpoint = outputs.checkpoint
        about = HashChain(about: Journal.about(layout)).last
        file = try File(folder + "/" + Journal.fileName, O_RDWR | O_CREAT)
        count = UInt64(recovered.records.count)
        chain = recovered.link
        if count == 0 {
            try file.truncate(to: 0)
            try file.append(about)
        } else {
            // What is torn or broken, or says that the run had ended, goes.
            try file.truncate(to: 32 + recovered.records.count * Journal.stride)
        }
        inFile.store(count, ordering: .releasing)
    }

    /// Writes what is there.
    ///
    /// - Parameters:
    ///   - now: monotonic time [ns].
    ///   - refused: told of every command that was refused.
    /// - Returns: whether there was anything.
    public func drain(
        now: UInt64, refused: (JournalRecord) -> Void = { _ in }
    ) throws(TwinEngineError) -> Bool {
        var bytes: [UInt8] = []
        let hasCheckpoint = checkpoint.isReady
        while bytes.count < 1 << 18, let record = records.pop() {
            let body = record.bytes
            bytes += body
            bytes += chain.link(body)
            count += 1
            if record.kind == JournalRecord.Kind.refused.rawValue { refused(record) }
        }
        if !bytes.isEmpty {
            try file.append(bytes)
            inFile.store(count, ordering: .releasing)
            isDirty = true
        }
        // Never a checkpoint on the disk before the records that led to it.
        if hasCheckpoint, checkpoint.records <= count {
            try file.synchronise()
            try Checkpoint.write(
                words: checkpoint.words, count: checkpoint.count, records: checkpoint.records,
                about: about, folder: folder)
            checkpoint.release()
        }
        if isDirty, now > lastSync + Self.syncPeriod {
            try file.synchronise()
            isDirty = false
            lastSync = now
        }
        return !bytes.isEmpty
    }

    /// Writes all that is left.
    public func finish() throws(TwinEngineError) {
        while try drain(now: 0) {}
        try file.synchronise()
    }
}
