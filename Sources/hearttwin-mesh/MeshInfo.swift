import ArgumentParser
import PatientModels
import CommandLineSupport
import Foundation
import Geometry
import Inspection
import Patients

/// `hearttwin mesh info`: what a mesh is like.
struct MeshInfo: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info",
        abstract: "Show cells, parts, surfaces, cavities, sizes and quality of a mesh.")

    @Argument(help: "A mesh of any format, or a patient file (.h5).")
    var file: String

    @OptionGroup var terminal: OutputOptions

    private struct Document: Encodable {
        var file: String
        var meshes: [MeshSummary]
    }

    func run() throws {
        let meshes = try MeshContent.read(path: file, knowing: Patient.catalogue)
            .map { MeshSummary($0) }
        if terminal.json { return try Printing.json(Document(file: file, meshes: meshes)) }
        for mesh in meshes { print(Self.text(mesh)) }
    }

    private static func text(_ mesh: MeshSummary) -> String {
        var lines = ["\(mesh.name): \(mesh.elements), \(mesh.points) points"]
        func add(_ name: String, _ text: String) {
            lines.append("  " + name.padding(toLength: 17, withPad: " ", startingAt: 0) + text)
        }
        func list(_ values: [String: String]) -> String {
            values.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
                .joined(separator: ", ")
        }
        add("cells", list(mesh.cells.mapValues { "\($0)" }))
        if mesh.boundingBoxMm.count == 2 {
            let corners = mesh.boundingBoxMm.map { corner in
                "(" + corner.map(Printing.number).joined(separator: ", ") + ")"
            }
            add("box", corners.joined(separator: " to ") + " mm")
        }
        if let wall = mesh.wallML {
            let parts = list(mesh.regionsML.mapValues { Printing.number($0) + " mL" })
            add("wall", "\(Printing.number(wall)) mL: \(parts)")
        }
        for (name, surface) in mesh.surfaces.sorted(by: { $0.key < $1.key }) {
            add(name, "\(surface.triangles) triangles, \(Printing.number(surface.areaMm2)) mm2")
        }
        for (name, pool) in mesh.cavities.sorted(by: { $0.key < $1.key }) {
            add(name, "\(Printing.number(pool.volumeML)) mL, \(pool.rims) rims")
        }
        for (name, spread, unit) in [
            ("edges", mesh.edgeMm, " mm"), ("least angle", mesh.smallestAngleDegrees, " degrees"),
            ("radius ratio", mesh.radiusRatio, ""), ("scaled Jacobian", mesh.scaledJacobian, ""),
        ] {
            guard let spread else { continue }
            let values = [spread.min, spread.low, spread.median, spread.high, spread.max]
            add(
                name,
                values.map(Printing.number).joined(separator: "  ") + unit
                    + "  (least, 5 %, half, 95 %, most)")
        }
        for array in mesh.arrays {
            let range = [array.min, array.max].compactMap { $0 }.map(Printing.number)
            add(
                "\(array.on) array",
                "\(array.name)  \(array.components) x \(array.type)  "
                    + range.joined(separator: " to ")
                    + (array.notFinite > 0 ? ", \(array.notFinite) not finite" : ""))
        }
        return lines.joined(separator: "\n")
    }
}
