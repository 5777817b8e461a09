import ArgumentParser
import CommandLineSupport
import Foundation

/// `hearttwin man`: the manual pages of all programs.
struct Manual: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "man", abstract: "Write the manual pages into a folder.",
        discussion: """
            One page for hearttwin and one for each command, such as hearttwin-mesh.1, made of what the programs say of \
            themselves. Read one with: man -l hearttwin.1
            """)

    @Option(name: .shortAndLong, help: "The folder; made where it is not there.")
    var folder: String

    func run() throws {
        let tree = try CommandTree.whole()
        let url = URL(filePath: folder)
        do {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
            for page in ManualPage.pages(of: tree) {
                let file = url.appending(path: page.name + ".1")
                try Data(page.text.utf8).write(to: file, options: .atomic)
                print(file.path)
            }
        } catch let error as CocoaError {
            throw UnwritableManual(path: folder, reason: error.localizedDescription)
        }
    }
}

/// A folder that cannot be written to.
struct UnwritableManual: CommandError {
    var path: String
    var reason: String

    var exitCode: Int32 { CommandExit.cannotCreate }
    var description: String { "\(path): \(reason); choose another folder" }
}
