import ArgumentParser
import CommandLineSupport
import Geometry
import HeartCoordinates
import MeshFormats
import Numerics

/// `hearttwin mesh map`: what is known on one heart, on another.
struct MeshMap: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "map",
        abstract:
            "Carry point arrays from one heart to another by universal ventricular coordinates.",
        discussion: """
            Every node of the target takes the value at the place of the source with the same coordinates. \
            The point array source_position is that place, source_distance how far outside the source's range \
            of coordinates it lies [mm of an ideal heart]. Vectors keep the axes of the source.
            """)

    @Argument(help: "The heart with the arrays: tagged ventricles, or a patient file (.h5).")
    var source: String

    @Argument(help: "The heart that gets them.")
    var target: String

    @OptionGroup var input: MeshInput

    @Option(
        help: ArgumentHelp(
            "Point array to carry; may be given several times; default: all.", valueName: "name"))
    var array: [String] = []

    @Option(name: .shortAndLong, help: "The mesh to write: the target with the arrays.")
    var output: String

    @OptionGroup var terminal: OutputOptions

    private struct Document: Encodable {
        var source: String
        var target: String
        var output: String
        var arrays: [String]
        var distanceMm: [String: Double]
    }

    func run() throws {
        let from = try input.read(source, mesh: "anatomy")
        var to = try input.read(target, mesh: "anatomy")
        let (heart, other) = (try from.ventricles(source), try to.ventricles(target))
        let mapping = try HeartMapping(
            from: heart, UniversalCoordinates(heart), to: UniversalCoordinates(other))
        var carried: [VTKArray] = []
        let known = Set(MeshCoordinates.names)
        for name in array {
            do throws(MeshFormatError) {
                carried.append(try from.pointArray(name))
            } catch {
                throw MeshFormatError.inFile(path: source, problem: error)
            }
        }
        if array.isEmpty { carried = from.pointArrays.filter { !known.contains($0.name) } }
        to.pointArrays.removeAll { old in carried.contains { $0.name == old.name } }
        for array in carried {
            // Means of whole numbers need not be whole.
            let scalar = array.scalar.isReal ? array.scalar : .float64
            to.pointArrays.append(
                VTKArray(
                    name: array.name, components: array.components, scalar: scalar,
                    values: mapping.values(of: array.values, components: array.components)))
        }
        to.pointArrays.removeAll { $0.name == "source_position" || $0.name == "source_distance" }
        let positions = heart.mesh.points.flatMap { [$0.x, $0.y, $0.z] }
        to.pointArrays += [
            VTKArray(
                name: "source_position", components: 3, scalar: .float64,
                values: mapping.values(of: positions, components: 3)),
            VTKArray(name: "source_distance", scalar: .float32, values: mapping.distances),
        ]
        try MeshFileFormats.write(to, path: output)
        let sorted = mapping.distances.sorted()
        let summary = [
            "half": sorted[sorted.count / 2], "percent95": sorted[sorted.count * 95 / 100],
            "most": sorted[sorted.count - 1],
        ]
        let result = Document(
            source: source, target: target, output: output, arrays: carried.map(\.name),
            distanceMm: summary)
        try terminal.json
            ? Printing.json(result)
            : print(
                "\(output): \(carried.count) arrays; distance in the ideal heart at most "
                    + "\(Printing.number(summary["percent95"] ?? 0)) mm for 95 % of the nodes")
    }
}
