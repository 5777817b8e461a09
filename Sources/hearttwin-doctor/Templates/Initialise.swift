import ArgumentParser
import CommandLineSupport
import Foundation

/// `hearttwin init`: a folder to start from.
struct Initialise: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make a folder with files to start from.",
        discussion: "Nothing that is there is touched. The README in the folder says what to type.")

    @Argument(help: "The folder.")
    var folder: String

    @Option(help: "What for: \(ProjectTemplate.all.map(\.summary).joined(separator: "; ")).")
    var template = ProjectTemplate.Name.scenario

    func run() throws {
        let url = URL(filePath: folder)
        guard let chosen = ProjectTemplate.all.first(where: { $0.name == template }) else { return }
        let files = try chosen.files()
        for (name, _) in files {
            let path = url.appending(path: name).path
            if FileManager.default.fileExists(atPath: path) { throw OccupiedFolder(path: path) }
        }
        do {
            for (name, data) in files {
                let place = url.appending(path: name)
                try FileManager.default.createDirectory(
                    at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
                try data.write(to: place, options: .atomic)
                print(place.relativePath)
            }
        } catch let error as CocoaError {
            throw BundleError.unwritable(folder, error.localizedDescription)
        }
    }
}

/// A file that is there already.
struct OccupiedFolder: CommandError {
    var path: String

    var exitCode: Int32 { CommandExit.cannotCreate }
    var description: String { "\(path) is there already; choose another folder" }
}
