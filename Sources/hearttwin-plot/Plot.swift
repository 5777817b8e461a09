import ArgumentParser
import CommandLineSupport
import Foundation
import Pictures
import Storage

/// `hearttwin plot`: a picture of a finished run.
struct Plot: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plot", abstract: "Draw a picture of a finished run, for print or slides.",
        discussion: "Pictures:\n"
            + Pictures.all.map { "  \($0.identifier)  \($0.summary)" }.joined(separator: "\n"))

    @Argument(
        help: ArgumentHelp("Results folder of simulate.", valueName: "run"), completion: .directory)
    var folder: String

    @Argument(
        help: "What to draw: \(Pictures.all.map(\.identifier).joined(separator: ", ")).",
        completion: .list(Pictures.all.map(\.identifier)))
    var picture: String

    @Option(
        name: .shortAndLong,
        help: "The file, ending with .svg or .png; default: the picture's name with .svg.",
        completion: .file(extensions: ["svg", "png"]))
    var output: String?

    @Option(help: "Width of a PNG in pixels.")
    var width = 1600

    func validate() throws {
        guard (100...10_000).contains(width) else {
            throw ValidationError("--width must lie between 100 and 10000 pixels.")
        }
        guard output.map({ $0.hasSuffix(".svg") || $0.hasSuffix(".png") }) ?? true else {
            throw ValidationError(
                "--output \(output ?? "") ends with neither .svg nor .png: these are what can be drawn."
            )
        }
    }

    func run() throws {
        let picture = try Pictures.named(picture)
        let path = output ?? picture.identifier + ".svg"
        let drawing = try picture.drawing(RunFiles(folder))
        if path.hasSuffix(".png") {
            try Rasteriser.named().write(drawing, to: path, width: width)
        } else {
            try TextFile.write(drawing.svg, to: path)
        }
        print("Picture in \(path)")
    }
}
