import CommandLineSupport
import Foundation
import Geometry
import HeartCoordinates
import Inspection
import MeshFormats
import Remeshing

/// The ventricles of a published four-chamber heart, ready for a patient file.
struct PublishedHeart {
    /// The wall on linear tetrahedra, with coordinates.
    let anatomy: VentricularAnatomy
    /// The wall on quadratic tetrahedra.
    let mechanics: QuadraticTetMesh
    /// Where the heart comes from.
    let source: String

    /// Reads a heart, recognises its labels, cuts out the ventricles and remeshes them.
    ///
    /// - `size`: edge length of the mechanics mesh [mm].
    init(path: String, size: Double) throws {
        func note(_ text: String) { ProgressLine.write("hearttwin: \(text)\n") }
        let gmsh = try GmshProgram()
        var grid = try MeshFileFormats.read(path: path)
        let beside = URL(filePath: path).deletingPathExtension().path + ".namemap.json"
        var labels = AnatomyLabels.healthHeart
        var source = "\(URL(filePath: path).lastPathComponent), labels of ansys-health-heart"
        if let (cohort, array) = AnatomyLabels.recognised(in: grid) {
            labels = AnatomyLabels(cohort, partArray: array)
            source = "\(cohort.source); from \(URL(filePath: path).lastPathComponent)"
            if let unit = grid.unitOfHeart, unit != .millimetre {
                note("lengths taken as \(unit.rawValue) by the heart's extent")
                grid = grid.inMillimetres(from: unit)
            }
        } else if FileManager.default.fileExists(atPath: beside) {
            labels = try AnatomyLabels(nameMap: beside)
        }
        note("\(source)")
        do throws(MeshFormatError) {
            let cut = try AnatomyImport(grid, labels: labels)
            grid = VentricularMeshFile.grid(cut.anatomy)
        } catch {
            throw MeshFormatError.inFile(path: path, problem: error)
        }
        let anatomy = try VentricularMeshFile.linear(grid).completed()
        let content = MeshContent(name: "anatomy", elements: .linear(anatomy))
        let verdict = MeshExamination(content, file: path)
        if let problem = verdict.problems.first {
            throw MeshFormatError.inFile(path: path, problem: .badMesh(problem: problem))
        }
        let made = try WallRemeshing(anatomy, size: size, order: 2, gmsh: gmsh, note: note)
        made.warnings.forEach { note("warning: \($0)") }
        guard let mechanics = made.quadratic else {
            throw MeshFormatError.noCells(kind: "quadratic tetrahedra")
        }
        self.anatomy = anatomy
        self.mechanics = mechanics
        self.source = source
    }
}
