import Circuits
import Glibc
import TwinProtocol

/// The records of a run in a file, each linked to the one before it.
///
/// The file begins with a hash of what the twin is (patient, circuit, initial values); each record is 64
/// bytes and its link of 32.
public struct Journal: Sendable {
    /// The records that are intact, from the first on.
    public let records: [JournalRecord]
    /// Link of the last of them.
    let link: HashChain
    /// Whether bytes follow that are no whole record: the writer was killed while it wrote.
    public let isTorn: Bool
    /// Whether a record follows that is not what was written.
    public let isBroken: Bool

    /// Name of the file in its folder.
    static let fileName = "journal"
    static let stride = JournalRecord.size + 32

    /// What the twin is, as text.
    static func about(_ layout: TwinLayout) -> String {
        let values = layout.initial.map { String($0.bitPattern, radix: 16) }
        return "hearttwin journal 1\n" + layout.catalogue.patient + "\n"
            + layout.plan.compartmentNames.joined(separator: " ") + "\n"
            + layout.plan.branchNames.joined(separator: " ") + "\n"
            + layout.catalogue.signals.map(\.name).joined(separator: " ") + "\n"
            + values.joined(separator: " ")
    }

    /// Reads a journal up to its end or to the first record that is not intact.
    ///
    /// - Throws: ``TwinEngineError/otherHeart(path:)``, ``TwinEngineError/file(path:operation:reason:)``.
    public init(folder: String, of layout: TwinLayout) throws(TwinEngineError) {
        let path = folder + "/" + Self.fileName
        let bytes = try File(path, O_RDONLY).readAll()
        var chain = HashChain(about: Self.about(layout))
        guard bytes.count >= 32 else {
            (records, link, isTorn, isBroken) = ([], chain, true, false)
            return
        }
        guard Array(bytes[..<32]) == chain.last else { throw .otherHeart(path: path) }
        var records: [JournalRecord] = []
        var at = 32
        var isBroken = false
        while at + Self.stride <= bytes.count {
            let body = Array(bytes[at..<at + JournalRecord.size])
            var next = chain
            guard next.link(body) == Array(bytes[at + JournalRecord.size..<at + Self.stride]) else {
                isBroken = true
                break
            }
            chain = next
            records.append(JournalRecord(body))
            at += Self.stride
        }
        self.records = records
        link = chain
        self.isBroken = isBroken
        isTorn = !isBroken && at < bytes.count
    }
}

extension JournalRecord {
    /// The bytes of the file, in the byte order of the machine.
    var bytes: [UInt8] { withUnsafeBytes(of: self) { Array($0) } }

    /// Reads what ``bytes`` gave.
    init(_ bytes: [UInt8]) {
        self = bytes.withUnsafeBytes { $0.loadUnaligned(as: JournalRecord.self) }
    }
}

extension Journal {
    /// Whether the run ended by itself.
    public var endsInGoodOrder: Bool { records.last?.kind == JournalRecord.Kind.end.rawValue }
}
