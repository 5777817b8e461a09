import Glibc
public import TwinProtocol

/// Brings a heart to where a journal ends: from the newest intact checkpoint, then command by command.
public struct TwinRecovery {
    /// Intact records of the journal; without a mark of its end.
    public let records: [JournalRecord]
    /// The step of the checkpoint that was used; nil where the journal was replayed from its start.
    public let checkpoint: UInt64?
    /// Checkpoints that were damaged or ahead of the journal.
    public let unusable: Int
    /// Whether the journal was cut in the middle of a record, or changed.
    public let isTorn: Bool
    public let isBroken: Bool
    let link: HashChain
    /// Offsets behind the last events that took effect, by input.
    private let lastOffsets: [UInt64]

    /// Nothing to recover: a new journal.
    public init(new layout: TwinLayout) {
        (records, checkpoint, unusable, isTorn, isBroken) = ([], nil, 0, false, false)
        lastOffsets = Self.offsets([])
        link = HashChain(about: Journal.about(layout))
    }

    /// Recovers a heart.
    ///
    /// - Parameters:
    ///   - folder: of the journal; made where there is none.
    ///   - heart: at its start; ends where the journal ends, with the same bits.
    /// - Throws: ``TwinEngineError``; where the replay comes to another state than the run had.
    public init(folder: String, heart: TwinHeart) throws(TwinEngineError) {
        guard mkdir(folder, 0o755) == 0 || errno == EEXIST else {
            throw File.error(folder, "make")
        }
        guard access(folder + "/" + Journal.fileName, F_OK) == 0 else {
            (records, checkpoint, unusable, isTorn, isBroken) = ([], nil, 0, false, false)
            lastOffsets = Self.offsets([])
            link = HashChain(about: Journal.about(heart.layout))
            return
        }
        let journal = try Journal(folder: folder, of: heart.layout)
        let records = Self.resumable(journal.records)
        var chain = HashChain(about: Journal.about(heart.layout))
        if records.count == journal.records.count {
            chain = journal.link
        } else {
            for record in records { _ = chain.link(record.bytes) }
        }
        let about = HashChain(about: Journal.about(heart.layout)).last
        var unusable = 0
        var first = 0
        var found: UInt64?
        for name in Checkpoint.names(folder).reversed() {
            guard
                let point = Checkpoint(
                    path: folder + "/" + name, about: about, words: heart.wordCount),
                point.records <= records.count
            else {
                unusable += 1
                continue
            }
            point.words.withUnsafeBufferPointer { words in
                if let start = words.baseAddress { heart.read(from: start) }
            }
            first = Int(point.records)
            found = point.step
            break
        }
        try TwinReplay.run(records[first...], on: heart)
        self.records = records
        lastOffsets = Self.offsets(records)
        link = chain
        checkpoint = found
        self.unusable = unusable
        isTorn = journal.isTorn
        isBroken = journal.isBroken
    }

    /// Tells a gate of all events that took effect, so that they pass no second time.
    public func remember(in gate: inout EventGate) {
        for record in records where record.kind == JournalRecord.Kind.applied.rawValue {
            guard record.source != 0 else { continue }
            gate.remember(
                source: record.source, signal: record.isOfIntervention ? -1 : Int(record.signal),
                sequence: record.sequence,
                value: Double(bitPattern: record.bits), time: record.sourceTime)
        }
    }

    /// The records from which a run goes on: without the mark of an end, and without the first parts of an
    /// event whose last part was not written, which will come again.
    private static func resumable(_ records: [JournalRecord]) -> [JournalRecord] {
        var count = records.count
        if count > 0, records[count - 1].kind == JournalRecord.Kind.end.rawValue { count -= 1 }
        while count > 0, records[count - 1].source != 0, records[count - 1].isLast == 0 {
            count -= 1
        }
        return Array(records[..<count])
    }

    private static func offsets(_ records: [JournalRecord]) -> [UInt64] {
        var offsets = [UInt64](repeating: 0, count: TwinHeart.cursorCount)
        for record in records where record.source != 0 {
            let input = Int(record.input)
            offsets[input] = max(offsets[input], record.offset)
        }
        return offsets
    }

    /// Whether an event of a recording was dealt with before the restart: it does not lie behind the last one
    /// that took effect.
    ///
    /// - Parameter next: offset after the event.
    public func hasDone(input: Int, next: UInt64) -> Bool { next <= lastOffsets[input] }
}
