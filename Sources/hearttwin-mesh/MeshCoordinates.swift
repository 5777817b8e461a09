import ArgumentParser
import CommandLineSupport
import Geometry
import HeartCoordinates
import HeartModel
import MeshFormats

/// `hearttwin mesh coordinates`: where in the heart every node lies.
struct MeshCoordinates: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coordinates",
        abstract: "Add ventricular coordinates and the AHA segments to tagged ventricles.",
        discussion: """
            Point arrays ab, tm, rt (apicobasal, transmural, angle about the long axis), the universal \
            ventricular coordinates uvc_longitudinal, uvc_transmural, uvc_rotational, uvc_ventricle \
            (-1 left, 1 right; after Bayer et al. 2018), and the cell array aha (segments 1 to 17, 0 elsewhere).
            """)

    @Argument(
        help: "Tagged ventricles of linear tetrahedra, of any format, or a patient file (.h5).")
    var input: String

    @OptionGroup var source: MeshInput

    @Flag(help: "Keep ab, tm and rt of the input instead of computing them.")
    var keep = false

    @Option(name: .shortAndLong, help: "The mesh to write.")
    var output: String

    @OptionGroup var terminal: OutputOptions

    private struct Document: Encodable {
        var input: String
        var output: String
        var points: Int
        /// Volume of each segment [mL]; empty where no segments are known.
        var segmentsML: [String: Double]
    }

    func run() throws {
        var grid = try source.read(input, mesh: "anatomy").solidsFirst()
        let anatomy = try grid.ventricles(input)
        let universal = try UniversalCoordinates(
            anatomy, from: keep ? anatomy.coordinates : nil)
        grid.pointArrays.removeAll { Self.names.contains($0.name) }
        for (name, values) in zip(
            Self.names,
            [
                universal.plain.apicobasal, universal.plain.transmural, universal.plain.rotational,
                universal.apicobasal, universal.transmural, universal.rotational,
                universal.transventricular,
            ])
        {
            let scalar: VTKScalar = name == "uvc_ventricle" ? .int8 : .float32
            grid.pointArrays.append(VTKArray(name: name, scalar: scalar, values: values))
        }
        var volumes: [String: Double] = [:]
        grid.cellArrays.removeAll { $0.name == "aha" }
        if let segments = try AnatomySegments.segments(of: anatomy) {
            let numbers = segments.map { Double($0?.rawValue ?? 0) }
            let rest = [Double](repeating: 0, count: grid.types.count - numbers.count)
            grid.cellArrays.append(
                VTKArray(name: "aha", scalar: .uint8, values: numbers + rest))
            for (tet, segment) in segments.enumerated() {
                guard let segment else { continue }
                volumes[segment.name, default: 0] += anatomy.mesh.volume(tet) / 1000
            }
        }
        try MeshFileFormats.write(grid, path: output)
        let result = Document(
            input: input, output: output, points: grid.points.count, segmentsML: volumes)
        try terminal.json
            ? Printing.json(result)
            : print(
                "\(output): coordinates of \(result.points) points, \(volumes.count) segments")
    }

    static let names = [
        "ab", "tm", "rt", "uvc_longitudinal", "uvc_transmural", "uvc_rotational", "uvc_ventricle",
    ]
}
