import Foundation
import Storage

/// The folder a run leaves its results in, and the names of the files there.
///
/// Every file appears whole or not at all, and `summary.json` is written last: where it is, the
/// other results are there and belong to it.
public struct RunFolder: Sendable {
    /// Path of the folder.
    public let path: String
    /// Folders that were made for this run, outermost first.
    private let made: [String]

    /// Moving mesh with fields over the last beat.
    public var mesh: String { file("result.vtkhdf") }
    /// The same for ParaView before 5.12.
    public var meshSidecar: String { file("result.xdmf") }
    /// Pressures, volumes and flows of every beat.
    public var traces: String { file("traces.csv") }
    /// Deformation of the left ventricle's segments over the last beat.
    public var strain: String { file("strain.csv") }
    /// The numbers.
    public var summary: String { file("summary.json") }
    /// The twelve leads over one beat.
    public var electrocardiogram: String { file("ecg.csv") }
    /// Beat by beat, what the closed loop answered to a change.
    public var response: String { file("response.csv") }
    /// The page for people.
    public var report: String { file("report.html") }
    /// What a resumed run needs.
    public var checkpoint: String { file("checkpoint.h5") }

    /// Name of ``emulator`` in the folder.
    static let emulatorName = "emulator.json"
    /// The ventricles as laws that the closed loop can go on with.
    public var emulator: String { file(Self.emulatorName) }

    /// Where a run that failed stopped, on what, and what was tried.
    public var failure: String { file("failure.json") }
    /// The heart after the last step of a run that failed, as a checkpoint.
    public var lastState: String { file("last-state.h5") }

    private func file(_ name: String) -> String { path + "/" + name }

    /// Makes the folder unless it exists, sees that it can be written to, and removes what killed
    /// runs left half-written in it.
    ///
    /// - Throws: ``ReportsError/unwritableFolder(path:reason:)``, `StorageError`.
    public init(creating path: String) throws {
        self.path = path
        made = try Self.make(path)
        try open()
    }

    /// Takes a folder with a checkpoint to go on from.
    ///
    /// - Throws: ``ReportsError/missingCheckpoint(path:)``, and as ``init(creating:)``.
    public init(resuming path: String) throws {
        self.path = path
        made = []
        guard FileManager.default.fileExists(atPath: checkpoint) else {
            throw ReportsError.missingCheckpoint(path: checkpoint)
        }
        try open()
    }

    /// Removes the folders that were made for this run and are still empty; for runs that fail
    /// before they have a result.
    public func abandon() {
        for folder in made.reversed() { rmdir(folder) }
    }

    /// Removes what an earlier failure left.
    public func removeFailure() { remove([failure, lastState]) }

    /// Removes results of an earlier run, so that they are never taken for those of this one.
    func remove(_ files: [String]) {
        for file in files { unlink(file) }
    }

    private func open() throws {
        do {
            try UnfinishedFiles.requireWritable(path)
        } catch {
            abandon()
            throw error
        }
        UnfinishedFiles.remove(in: path)
    }

    /// Makes a folder and those above it; returns those that did not exist, outermost first.
    private static func make(_ path: String) throws(ReportsError) -> [String] {
        var made: [String] = []
        var step = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            step += step.isEmpty || step.hasSuffix("/") ? String(part) : "/" + part
            if mkdir(step, 0o777) == 0 {
                made.append(step)
                continue
            }
            let code = errno
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: step, isDirectory: &isFolder) {
                if isFolder.boolValue { continue }
            }
            for folder in made.reversed() { rmdir(folder) }
            throw .unwritableFolder(
                path: path,
                reason: code == EEXIST ? "\(step) is a file" : String(cString: strerror(code)))
        }
        return made
    }
}
