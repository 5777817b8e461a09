import Foundation

/// A temporary folder that goes away with its last reference.
final class ScratchFolder: Sendable {
    let path: String

    init() {
        path = NSTemporaryDirectory() + "hearttwin-storage-\(UUID().uuidString)"
        try? FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }

    var contents: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? []
    }

    func write(_ bytes: Data, to name: String) -> String {
        try? bytes.write(to: URL(fileURLWithPath: file(name)))
        return file(name)
    }
}
