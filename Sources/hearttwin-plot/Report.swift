import ArgumentParser
import CommandLineSupport
import Pictures
import Storage

/// `hearttwin report`: the page of a finished run, made anew.
struct Report: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Make the page of a finished run anew from its files.",
        discussion: """
            For runs whose page was lost or written by an older version. Activation is shown on the mesh of the wall, \
            where the page that the run itself wrote has the finer mesh of the image.
            """)

    @Argument(
        help: ArgumentHelp("Results folder of simulate.", valueName: "run"), completion: .directory)
    var folder: String

    @Option(
        name: .shortAndLong, help: "The page; default: page.html in the results folder.",
        completion: .file(extensions: ["html"]))
    var output: String?

    func run() throws {
        let run = try RunFiles(folder)
        let path = output ?? run.folder + "/page.html"
        try TextFile.write(StoredRunPage(run).html, to: path)
        print("Page in \(path)")
    }
}
