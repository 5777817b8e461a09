import ArgumentParser
import CommandLineSupport
import Foundation
import MeshFormats

/// `hearttwin mesh export`: a mesh in another format.
struct MeshExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a mesh in another format.",
        discussion: """
            From and to VTU, VTK legacy, VTKHDF, Gmsh 4.1, CARP, XDMF, svMultiPhysics folders, and STL, PLY and VTP for \
            surfaces; --formats lists them. A path ending in .igb takes one array of all steps of a moving mesh.
            """)

    @Argument(help: "A mesh of any format, a result.vtkhdf or a patient file (.h5).")
    var input: String?

    @OptionGroup var source: MeshInput

    @Option(help: "Which mesh of a patient file: anatomy or mechanics.")
    var mesh = "anatomy"

    @Option(name: .shortAndLong, help: "The mesh to write.")
    var output: String?

    @Option(
        help: ArgumentHelp("Format of the output; default: by its ending.", valueName: "format"))
    var to: String?

    @Option(
        help: ArgumentHelp(
            "Unit of lengths in the output, for formats without one: um, mm, cm or m.",
            valueName: "unit"))
    var outputUnit = LengthUnit.millimetre

    @Flag(help: "Only the triangles.")
    var surfaceOnly = false

    @Flag(help: "Round points to single precision (STL holds no more).")
    var single = false

    @Flag(help: "Write Gmsh files as text.")
    var text = false

    @Option(
        name: .customLong("igb"),
        help: ArgumentHelp("Add a frame of an IGB file as a point array.", valueName: "file"))
    var igb: String?

    @Option(help: "Frame of the IGB file, from 0; default: the last.")
    var frame: Int?

    @Option(help: ArgumentHelp("Array to write to an IGB file.", valueName: "name"))
    var array: String?

    @Flag(help: "List the formats and what they hold.")
    var formats = false

    @OptionGroup var terminal: OutputOptions

    private struct Document: Encodable {
        var input: String
        var output: String
        var format: String
        var points: Int
        var cells: Int
    }

    private struct FormatDocument: Encodable {
        var format: String
        var summary: String
        var endings: [String]
        var source: String
    }

    func run() throws {
        if formats { return try listFormats() }
        guard let input, let output else {
            throw ValidationError("A mesh to read and --output are needed (or --formats).")
        }
        if output.lowercased().hasSuffix(".igb") { return try writeSeries(input, output) }
        var grid = try source.read(input, mesh: mesh)
        if let igb { try add(igb, to: &grid) }
        if surfaceOnly { grid = grid.surface() }
        let format = try MeshFileFormats.format(of: output, named: to)
        if format.card.unit == nil { grid = grid.fromMillimetres(to: outputUnit) }
        if single { grid = grid.singlePrecision() }
        if format == GmshFormat.self, text {
            try writeText(grid, output)
        } else {
            try MeshFileFormats.write(grid, path: output, named: to)
        }
        let result = Document(
            input: input, output: output, format: format.card.identifier,
            points: grid.points.count, cells: grid.types.count)
        try terminal.json
            ? Printing.json(result)
            : print("\(output): \(result.format), \(result.points) points, \(result.cells) cells")
    }

    private func writeText(_ grid: UnstructuredGrid, _ output: String) throws {
        let bytes = try GmshFormat.bytes(grid, binary: false)
        try TextOutput.write(bytes, to: output)
    }

    private func listFormats() throws {
        let all = MeshFileFormats.all.map { format in
            FormatDocument(
                format: format.card.identifier, summary: format.card.summary,
                endings: format.card.endings, source: format.card.source)
        }
        if terminal.json { return try Printing.json(all) }
        for format in all {
            let name = format.format.padding(toLength: 8, withPad: " ", startingAt: 0)
            print("\(name)\(format.summary): \(format.endings.joined(separator: ", "))")
        }
    }

    private func add(_ path: String, to grid: inout UnstructuredGrid) throws {
        let file = try IGBFile.read(path: path)
        let number = frame ?? file.frames.count - 1
        guard file.frames.indices.contains(number) else {
            throw ValidationError("--frame is 0 to \(file.frames.count - 1), not \(number).")
        }
        let values = file.frames[number]
        guard values.count == file.components * grid.points.count else {
            throw MeshFormatError.inFile(
                path: path,
                problem: .wrongCount(
                    array: "values", expected: file.components * grid.points.count,
                    found: values.count))
        }
        let name = URL(filePath: path).deletingPathExtension().lastPathComponent
        grid.pointArrays.append(
            VTKArray(
                name: name, components: file.components,
                scalar: file.isSingle ? .float32 : .float64, values: values))
    }

    /// One array of all steps as an IGB file.
    private func writeSeries(_ input: String, _ output: String) throws {
        guard let array else { throw ValidationError("An IGB file takes one --array.") }
        let times = try VTKHDFFormat.times(path: input)
        guard times.count > 1 else {
            throw UnusableMesh(path: input, problems: ["it is no moving mesh (VTKHDF with steps)"])
        }
        let interval = (times[times.count - 1] - times[0]) / Double(times.count - 1)
        for (index, time) in times.enumerated()
        where abs(time - times[0] - Double(index) * interval) > 1e-6 * abs(interval) {
            throw UnusableMesh(
                path: input, problems: ["its steps are not evenly spaced, which IGB files need"])
        }
        var series = IGBFile(frames: [], start: times[0], interval: interval)
        for step in times.indices {
            do throws(MeshFormatError) {
                let values = try VTKHDFFormat.read(path: input, step: step).pointArray(array)
                series.components = values.components
                series.isSingle = values.scalar == .float32
                series.frames.append(values.values)
            } catch {
                throw MeshFormatError.inFile(path: input, problem: error)
            }
        }
        try series.write(path: output)
        let result = Document(
            input: input, output: output, format: "igb",
            points: (series.frames.first?.count ?? 0) / series.components, cells: 0)
        try terminal.json
            ? Printing.json(result)
            : print("\(output): igb, \(result.points) points, \(times.count) times")
    }
}

/// Bytes of a text file, written aside.
private enum TextOutput {
    static func write(_ bytes: [UInt8], to path: String) throws {
        do {
            try Data(bytes).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw MeshFormatError.inFile(
                path: path, problem: .unwritable(reason: error.localizedDescription))
        }
    }
}
