import Glibc

/// A state of the twin in a file with its digest, and where the journal stood.
///
/// Named by its step; the two newest are kept, so that a damaged one leaves the one before it.
public struct Checkpoint: Sendable {
    /// Records in the journal before it.
    public let records: UInt64
    /// The words of the state.
    public let words: [UInt64]
    /// Steps done.
    public let step: UInt64

    private static let prefix = "checkpoint-"

    /// Writes a checkpoint and takes away all but the newest two.
    static func write(
        words: UnsafePointer<UInt64>, count: Int, records: UInt64, about: [UInt8], folder: String
    ) throws(TwinEngineError) {
        let step = words[TwinHeart.cursorCount]
        var bytes = about
        func put(_ word: UInt64) {
            for k in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: word >> (8 * UInt64(k)))) }
        }
        put(records)
        put(UInt64(count))
        for place in 0..<count { put(words[place]) }
        bytes += HashChain.hash(bytes)
        let digits = String(step)
        let name = prefix + String(repeating: "0", count: max(0, 16 - digits.count)) + digits
        let path = folder + "/" + name
        let file = try File(path + ".new", O_WRONLY | O_CREAT | O_TRUNC)
        try file.append(bytes)
        try file.synchronise()
        guard rename(path + ".new", path) == 0 else { throw File.error(path, "rename") }
        for old in names(folder).dropLast(2) { unlink(folder + "/" + old) }
    }

    /// Names of the checkpoints of a folder, oldest first.
    package static func names(_ folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasPrefix(prefix), !name.hasSuffix(".new") { names.append(name) }
        }
        return names.sorted()
    }

    /// Reads a checkpoint; nil where it is damaged or of another heart.
    init?(path: String, about: [UInt8], words count: Int) {
        guard let file = try? File(path, O_RDONLY), let bytes = try? file.readAll(),
            bytes.count == 32 + 16 + 8 * count + 32, Array(bytes[..<32]) == about,
            HashChain.hash(Array(bytes[..<(bytes.count - 32)]))
                == Array(bytes[(bytes.count - 32)...])
        else { return nil }
        func word(_ place: Int) -> UInt64 {
            (0..<8).reduce(0) { $0 | UInt64(bytes[32 + 8 * place + $1]) << (8 * UInt64($1)) }
        }
        guard word(1) == UInt64(count) else { return nil }
        records = word(0)
        words = (0..<count).map { word(2 + $0) }
        step = words[TwinHeart.cursorCount]
    }
}
