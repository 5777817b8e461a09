import Foundation

/// The folder a run leaves its results in, and the names of the files there.
public struct RunFolder: Sendable {
    /// Path of the folder.
    public let path: String

    /// Moving mesh with fields over the last beat.
    public var mesh: String { file("result.vtkhdf") }
    /// The same for ParaView before 5.12.
    public var meshSidecar: String { file("result.xdmf") }
    /// Pressures, volumes and flows of every beat.
    public var traces: String { file("traces.csv") }
    /// The numbers.
    public var summary: String { file("summary.json") }
    /// The page for people.
    public var report: String { file("report.html") }
    /// What a resumed run needs.
    public var checkpoint: String { file("checkpoint.h5") }

    private func file(_ name: String) -> String { path + "/" + name }

    /// Makes the folder unless it exists.
    ///
    /// - Throws: ``ReportsError/unwritableFolder(path:reason:)``.
    public init(creating path: String) throws(ReportsError) {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
        } catch {
            throw .unwritableFolder(path: path, reason: Self.reason(error))
        }
        guard FileManager.default.isWritableFile(atPath: path) else {
            throw .unwritableFolder(path: path, reason: "permission denied")
        }
    }

    /// Writes a text aside and renames it into place, so that no half file is ever seen.
    ///
    /// - Throws: ``ReportsError/cannotWrite(path:reason:)``.
    public static func write(_ text: String, to path: String) throws(ReportsError) {
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw .cannotWrite(path: path, reason: reason(error))
        }
    }

    private static func reason(_ error: any Error) -> String {
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        return (underlying ?? error as NSError).localizedDescription
    }
}
