import ArgumentParser
import CommandLineSupport
import Geometry
import HeartCoordinates
import Inspection
import MeshFormats
import Numerics
import Remeshing

/// `hearttwin mesh fill`: a wall from its surfaces.
struct MeshFill: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fill",
        abstract: "Make tagged ventricles of their surfaces (STL, PLY, VTP …) with gmsh.",
        discussion: """
            The surfaces must meet along their rims and close together. One file per surface, or the \
            same option several times where a surface is in several files.
            """)

    @Option(name: .customLong("lv-endo"), help: "Left endocardium.")
    var lvEndo: [String] = []

    @Option(name: .customLong("rv-endo"), help: "Right endocardium, septal side and free wall.")
    var rvEndo: [String] = []

    @Option(help: "Epicardium.")
    var epi: [String] = []

    @Option(help: "Base: what closes the wall between endocardia and epicardium.")
    var base: [String] = []

    @Option(
        help: ArgumentHelp("Unit of lengths in the files: um, mm, cm or m.", valueName: "unit"))
    var unit = LengthUnit.millimetre

    @Option(name: .shortAndLong, help: "The mesh to write.")
    var output: String

    @OptionGroup var terminal: OutputOptions

    func validate() throws {
        guard !lvEndo.isEmpty, !epi.isEmpty, !base.isEmpty else {
            throw ValidationError("--lv-endo, --epi and --base are needed.")
        }
    }

    private struct Document: Encodable {
        var output: String
        var points: Int
        var tetrahedra: Int
        var wallML: Double
    }

    func run() throws {
        let gmsh = try GmshProgram()
        var surfaces: [(tag: SurfaceTag, points: [Vec3], triangles: [SIMD3<Int32>])] = []
        for (tag, paths) in [
            (SurfaceTag.lvEndocardium, lvEndo), (.rvEndocardium, rvEndo), (.epicardium, epi),
            (.base, base),
        ] {
            for path in paths {
                let grid = try MeshFileFormats.read(path: path).inMillimetres(from: unit).surface()
                let nodes = grid.connectivity
                if nodes.isEmpty {
                    throw MeshFormatError.inFile(path: path, problem: .noCells(kind: "triangles"))
                }
                surfaces.append(
                    (
                        tag, grid.points,
                        stride(from: 0, to: nodes.count, by: 3).map {
                            SIMD3(nodes[$0], nodes[$0 + 1], nodes[$0 + 2])
                        }
                    ))
            }
        }
        let wall = try SurfaceFilling.wall(surfaces, gmsh: gmsh).withSeptum()
        let report = MeshReport(wall)
        if !report.problems.isEmpty {
            throw UnusableMesh(path: output, problems: report.problems)
        }
        try MeshFileFormats.write(VentricularMeshFile.grid(wall), path: output)
        let result = Document(
            output: output, points: wall.mesh.points.count, tetrahedra: wall.mesh.tets.count,
            wallML: report.wallVolume / 1000)
        try terminal.json
            ? Printing.json(result)
            : print(
                "\(output): \(result.tetrahedra) tetrahedra, wall \(Printing.number(result.wallML)) mL"
            )
    }
}
