import ArgumentParser
import CommandLineSupport
import Fibres
import Foundation
import MeshFormats
import Quantities

/// `hearttwin mesh fibers`: rule-based fibres of tagged ventricles.
struct MeshFibers: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fibers",
        abstract: "Add rule-based fibre and sheet directions to tagged ventricles.",
        discussion: """
            Cell arrays fiber and sheet of the tetrahedra, by the rule of Bayer et al. 2012. Angles are \
            those of Piersanti et al. 2021 unless --angle says otherwise.
            """)

    @Argument(
        help: "Tagged ventricles of linear tetrahedra, of any format, or a patient file (.h5).")
    var input: String

    @OptionGroup var source: MeshInput

    @Option(
        help: ArgumentHelp(
            "An angle in degrees, such as alphaEndoLeft=60; may be given several times.",
            valueName: "name=value"))
    var angle: [String] = []

    @Option(name: .shortAndLong, help: "The mesh to write.")
    var output: String

    @OptionGroup var terminal: OutputOptions

    private struct Document: Encodable {
        var input: String
        var output: String
        var tetrahedra: Int
        var anglesDegrees: [String: Double]
    }

    func run() throws {
        var values: [String: Double] = [:]
        for text in angle {
            let words = text.split(separator: "=", maxSplits: 1)
            guard words.count == 2, let value = Double(words[1]) else {
                throw ValidationError("--angle \(text) is not NAME=DEGREES.")
            }
            values[String(words[0])] = value
        }
        let angles = try FibreAngles(values: values)
        var grid = try source.read(input, mesh: "anatomy")
        let anatomy = try grid.ventricles(input)
        let frames = try RuleBasedFibres.frames(on: anatomy, angles: angles)
        grid = grid.solidsFirst()
        grid.add(frames)
        try MeshFileFormats.write(grid, path: output)
        var used: [String: Double] = [:]
        for parameter in FibreAngles.card.parameters {
            used[parameter.name] = values[parameter.name] ?? parameter.defaultValue
        }
        let result = Document(
            input: input, output: output, tetrahedra: frames.count, anglesDegrees: used)
        try terminal.json
            ? Printing.json(result)
            : print("\(output): fibres and sheets of \(frames.count) tetrahedra")
    }
}

extension UnstructuredGrid {
    /// The grid with its tetrahedra before its triangles, as ventricles are written.
    func solidsFirst() -> UnstructuredGrid {
        let order = types.indices.sorted {
            (types[$0] == .triangle ? 1 : 0, $0) < (types[$1] == .triangle ? 1 : 0, $1)
        }
        if order.elementsEqual(types.indices) { return self }
        var starts: [Int] = []
        var end = 0
        for type in types {
            starts.append(end)
            end += type.nodeCount
        }
        var grid = self
        grid.types = []
        grid.connectivity = []
        for cell in order {
            let count = types[cell].nodeCount
            grid.append(types[cell], connectivity[starts[cell]..<starts[cell] + count])
        }
        grid.cellArrays = cellArrays.map { array in
            var sorted = array
            sorted.values = order.flatMap {
                array.values[$0 * array.components..<($0 + 1) * array.components]
            }
            return sorted
        }
        return grid
    }
}
