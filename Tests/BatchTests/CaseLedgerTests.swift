import Batch
import Foundation
import Testing

/// What became of cases, read from what workers left.
@Suite struct CaseLedgerTests {
    private let scratch: ScratchFolder
    private let folder: BatchFolder

    init() throws {
        scratch = try ScratchFolder()
        folder = BatchFolder(scratch.path)
        try FileManager.default.createDirectory(
            atPath: folder.shards, withIntermediateDirectories: true)
    }

    private func write(_ name: String, _ text: String) throws {
        try text.write(toFile: folder.shards + "/" + name, atomically: true, encoding: .utf8)
    }

    @Test func statesAddUpToAllCases() throws {
        try write(
            "000000000-000000004.jsonl",
            """
            {"begin":[0,1]}
            {"case":0,"state":"done","values":{"a":1}}
            {"case":1,"exit":3,"reason":"no beat","state":"failed"}

            """)
        try write("pool.jsonl", "{\"case\":3,\"state\":\"crashed\"}\n")
        let ledger = CaseLedger(of: folder, cases: 0..<6)
        #expect(ledger.counts == [.done: 1, .failed: 1, .crashed: 1])
        #expect(ledger.pending == 3)
        #expect(ledger.pending + ledger.counts.values.reduce(0, +) == 6)
        #expect((0..<6).map { ledger.state($0) } == [.done, .failed, nil, .crashed, nil, nil])
        #expect(ledger.torn.isEmpty && ledger.repeated.isEmpty)
    }

    /// Cut at any byte, a shard holds the whole lines before the cut and nothing else.
    @Test func aShardCutAnywhereHoldsItsWholeLines() throws {
        let lines = (0..<4).map {
            "{\"case\":\($0),\"state\":\"done\",\"values\":{\"a\":\($0).5}}\n"
        }
        let text = lines.joined()
        for length in 0...text.utf8.count {
            let cut = String(text.prefix(length))
            try write("000000000-000000004.jsonl", cut)
            let whole = cut.filter { $0 == "\n" }.count
            let ledger = CaseLedger(of: folder, cases: 0..<4)
            #expect(ledger.counts[.done] ?? 0 == whole, "cut at \(length)")
            #expect(ledger.torn.count == (cut.isEmpty || cut.hasSuffix("\n") ? 0 : 1))
        }
    }

    @Test func aCaseThatIsThereTwiceIsTold() throws {
        try write(
            "000000000-000000002.jsonl",
            "{\"case\":1,\"state\":\"done\"}\n{\"case\":1,\"state\":\"failed\"}\n")
        let ledger = CaseLedger(of: folder, cases: 0..<2)
        #expect(ledger.repeated == [1])
        #expect(ledger.state(1) == .done)
    }

    @Test func onlyShardsThatMayHoldCasesAreRead() throws {
        for name in ["000000000-000000004", "000000004-000000008", "000000006-000000007", "pool"] {
            try write(name + ".jsonl", "")
        }
        func names(_ cases: Range<Int>) -> [String] {
            folder.shards(overlapping: cases).map { String($0.split(separator: "/").last ?? "") }
        }
        #expect(names(0..<4) == ["000000000-000000004.jsonl", "pool.jsonl"])
        #expect(names(6..<7).count == 3)
        #expect(names(7..<8) == ["000000004-000000008.jsonl", "pool.jsonl"])
        #expect(folder.shards().count == 4)
    }

    @Test func namesOfFoldersAreHarmless() {
        let name = folder.folder(of: 7, id: "../../etc/x y", scenario: "a/b")
        #expect(name == folder.cases + "/000000007-______etc_x_y-a_b")
    }

    @Test func aFolderIsLockedOnce() throws {
        let first = try BatchLock(folder)
        // Another description of the same file, as another process has it.
        let descriptor = open(folder.lock, O_RDWR)
        defer { close(descriptor) }
        #expect(flock(descriptor, LOCK_EX | LOCK_NB) != 0)
        withExtendedLifetime(first) {}
    }
}
