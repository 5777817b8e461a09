import ArgumentParser
import PatientModels
import CommandLineSupport
import Geometry
import Inspection
import MeshFormats
import Patients
import Remeshing

/// `hearttwin mesh remesh`: a mechanics mesh of a tagged anatomy.
struct MeshRemesh: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remesh",
        abstract: "Make a coarser, curved mechanics mesh of a tagged anatomy (needs gmsh).",
        discussion: """
            The boundary is triangulated anew with borders and valve rims kept, gmsh fills it with \
            tetrahedra, parts and ventricular coordinates are carried over, and the middle nodes \
            of boundary edges are drawn onto the original surface as far as the elements allow.
            """)

    @Argument(help: "A tagged mesh of linear tetrahedra, of any format, or a patient file (.h5).")
    var file: String

    @Option(help: "Wanted edge length [mm].")
    var size: Double

    @Option(help: "Order of the elements: 1 or 2 (curved).")
    var order = 2

    @Option(
        name: .shortAndLong,
        help: "The mesh to write (VTU, or another format of quadratic cells by its ending).")
    var output: String

    @OptionGroup var terminal: OutputOptions

    func validate() throws {
        guard order == 1 || order == 2 else { throw ValidationError("--order is 1 or 2.") }
        guard size > 0, size.isFinite else { throw ValidationError("--size is more than 0 mm.") }
    }

    private struct Document: Encodable {
        var file: String
        var output: String
        var sizeMm: Double
        var mesh: WallRemeshing.Report
        var warnings: [String]
    }

    func run() throws {
        let notes = ProgressLine(quiet: terminal.quiet, verbose: !terminal.quiet)
        let gmsh = try GmshProgram()
        let original = try anatomy()
        let made = try WallRemeshing(original, size: size, order: order, gmsh: gmsh) {
            notes.note($0)
        }
        let grid =
            made.quadratic.map { VentricularMeshFile.grid($0) }
            ?? VentricularMeshFile.grid(made.linear)
        try MeshFileFormats.write(grid, path: output)
        made.warnings.forEach { notes.note("warning: \($0)") }
        if terminal.json {
            try Printing.json(
                Document(
                    file: file, output: output, sizeMm: size, mesh: made.report,
                    warnings: made.warnings))
        } else {
            print("\(output): " + Self.text(made.report))
        }
    }

    /// The anatomy to remesh: sound, tagged and linear.
    private func anatomy() throws -> VentricularAnatomy {
        let meshes = try MeshContent.read(path: file, knowing: Patient.catalogue)
        guard let first = meshes.first, case .linear(let anatomy) = first.elements else {
            throw UnusableMesh(
                path: file,
                problems: [
                    "no tagged linear tetrahedra; remesh the linear mesh that hearttwin mesh import"
                        + " makes"
                ])
        }
        let verdict = MeshExamination(first, file: file)
        if !verdict.usable { throw UnusableMesh(path: file, problems: verdict.problems) }
        return anatomy
    }

    private static func text(_ report: WallRemeshing.Report) -> String {
        var lines = [
            "\(report.nodes) nodes, \(report.tetrahedra) tetrahedra of order \(report.order), "
                + "\(report.displacementUnknowns) displacement unknowns",
            "  angles        \(Printing.number(report.smallestAngleDegrees)) to "
                + "\(Printing.number(report.largestAngleDegrees)) degrees",
            "  scaled Jacobian at least \(Printing.number(report.worstScaledJacobian)), "
                + "\(report.edgesHeldBack) boundary edges held back",
        ]
        for (name, volume) in report.volumes.sorted(by: { $0.key < $1.key }) {
            lines.append(
                "  \(name): \(Printing.number(volume.newML)) mL, original "
                    + "\(Printing.number(volume.originalML)) mL "
                    + "(\(Printing.number(volume.changePercent)) %)")
        }
        for (name, rims) in report.rimEdges.sorted(by: { $0.key < $1.key }) {
            lines.append(
                "  rims of \(name): " + rims.map { "\($0) edges" }.joined(separator: ", "))
        }
        return lines.joined(separator: "\n")
    }
}
