import ArgumentParser
import CommandLineSupport
import MeshFormats
import Remeshing

/// `hearttwin mesh refine`: every tetrahedron in eight.
struct MeshRefine: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refine",
        abstract: "Split every tetrahedron into eight and every triangle into four.",
        discussion: "Arrays go along. Surfaces stay as they are; remesh makes curved ones.")

    @Argument(help: "A mesh of linear cells, of any format.")
    var input: String

    @OptionGroup var source: MeshInput

    @Option(help: "How many times.")
    var times = 1

    @Option(name: .shortAndLong, help: "The mesh to write.")
    var output: String

    @OptionGroup var terminal: OutputOptions

    func validate() throws {
        guard (1...4).contains(times) else { throw ValidationError("--times is 1 to 4.") }
    }

    private struct Document: Encodable {
        var input: String
        var output: String
        var points: Int
        var cells: Int
    }

    func run() throws {
        var grid = try source.read(input, mesh: "anatomy")
        for _ in 0..<times {
            do throws(MeshFormatError) {
                grid = try UniformRefinement.refined(grid)
            } catch {
                throw MeshFormatError.inFile(path: input, problem: error)
            }
        }
        try MeshFileFormats.write(grid, path: output)
        let result = Document(
            input: input, output: output, points: grid.points.count, cells: grid.types.count)
        try terminal.json
            ? Printing.json(result)
            : print("\(output): \(result.points) points, \(result.cells) cells")
    }
}
