import Foundation
import Reports

/// The files of a finished run, read when a picture needs them.
public struct RunFiles: Sendable {
    /// The run's folder.
    public let folder: String

    /// Takes a folder with a summary.
    ///
    /// - Throws: ``PicturesError/notARun(folder:)``.
    public init(_ folder: String) throws(PicturesError) {
        var trimmed = folder
        while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
        self.folder = trimmed
        guard FileManager.default.fileExists(atPath: path("summary.json")) else {
            throw .notARun(folder: folder)
        }
    }

    /// The numbers of a run of the three-dimensional heart.
    func summary() throws(ReportsError) -> RunSummary { try RunSummary(ofRunIn: folder) }

    /// The path of a file that a picture needs.
    ///
    /// - `reason`: why it may be missing.
    func require(
        _ name: String, for picture: String, reason: String
    ) throws(PicturesError) -> String {
        guard exists(name) else {
            throw .absent(file: path(name), picture: picture, reason: reason)
        }
        return path(name)
    }

    /// True where the run has a file.
    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

    /// The path of a file of the run.
    func path(_ name: String) -> String { folder + "/" + name }
}
