import CommandLineSupport
import Foundation

/// A folder in which a command of hearttwin runs, and that goes when it is done with.
final class WorkFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory
            .appending(path: "hearttwin-bundle-\(UUID().uuidString)")
        do {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        } catch {
            throw BundleError.unwritable(url.path, error.localizedDescription)
        }
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Runs hearttwin in the folder; its messages go where ours go.
    func run(_ command: [String], kernels: String = "") throws {
        let process = Process()
        process.executableURL = URL(filePath: Companion.path("hearttwin"))
        process.arguments = command
        process.currentDirectoryURL = url
        var environment = ProcessInfo.processInfo.environment
        if !kernels.isEmpty { environment["OPENBLAS_CORETYPE"] = kernels }
        process.environment = environment
        // Results of the command are in its files.
        process.standardOutput = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            throw BundleError.missing(Companion.path("hearttwin"))
        }
        process.waitUntilExit()
        if process.terminationStatus != 0 {
            throw BundleError.failed(command.joined(separator: " "), process.terminationStatus)
        }
    }

    /// Files below a folder of this one, sorted.
    func files(_ name: String) -> [String] {
        let all =
            (try? FileManager.default.subpathsOfDirectory(
                atPath: url.appending(path: name).path)) ?? []
        return all.sorted().map { "\(name)/\($0)" }.filter { path in
            var isFolder: ObjCBool = false
            let place = url.appending(path: path).path
            return FileManager.default.fileExists(atPath: place, isDirectory: &isFolder)
                && !isFolder.boolValue
        }
    }
}
