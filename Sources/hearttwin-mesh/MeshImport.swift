import ArgumentParser
import CommandLineSupport
import Geometry
import HeartCoordinates
import MeshFormats
import Patients
import Quantities

/// `hearttwin mesh import`: cuts the ventricles out of a labelled heart.
struct MeshImport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract:
            "Cut the two ventricles out of a labelled heart of any format and tag their surfaces.",
        discussion: """
            Labels are those of the meshes of ansys-health-heart, by the names in a .namemap.json beside the input \
            if there is one, unless options say otherwise; hearts of the cohorts of Strocchi et al. 2020 and Rodero et \
            al. 2021 are recognised, and so are ventricles written by hearttwin in other formats. \
            Boundary triangles with no named surface become base.
            """)

    @Argument(
        help: "Linear tetrahedra with labels, and surface triangles unless of a known cohort.")
    var input: String

    @OptionGroup var source: MeshInput

    @OptionGroup var labels: LabelOptions

    @Flag(help: "Leave other arrays of the file behind.")
    var onlyKnownArrays = false

    @Option(name: .shortAndLong, help: "The mesh to write (VTU, or another format by its ending).")
    var output: String

    @OptionGroup var terminal: OutputOptions

    func run() throws {
        let notes = ProgressLine(quiet: terminal.quiet, verbose: !terminal.quiet)
        var (grid, isKnown) = try source.read(input)
        let (labels, cohort) = try labels.resolved(for: input, grid)
        if let cohort {
            notes.note("labels of the cohort \(cohort.identifier): \(cohort.source)")
            if !isKnown, let unit = grid.unitOfHeart, unit != .millimetre {
                notes.note("lengths taken as \(unit.rawValue) by the heart's extent")
                grid = grid.inMillimetres(from: unit)
            }
        }
        var cut: AnatomyImport
        do throws(MeshFormatError) {
            cut = try AnatomyImport(grid, labels: labels)
        } catch {
            throw MeshFormatError.inFile(path: input, problem: error)
        }
        if cohort != nil {
            // Their septum is labelled left ventricle, and coordinates come in files of their own.
            try cut.complete()
            notes.note("septum told apart and ventricular coordinates computed")
        }
        let result = ImportSummary(cut, output: output)
        result.steps.forEach { notes.note($0) }
        let problems = MeshReport(cut.anatomy).problems
        if !problems.isEmpty { throw UnusableMesh(path: input, problems: problems) }
        var made = VentricularMeshFile.grid(cut.anatomy)
        if !onlyKnownArrays {
            let carried = CarriedArrays(grid, cut: cut, labels: labels)
            made.pointArrays += carried.pointArrays
            made.cellArrays += carried.cellArrays
            for (name, reason) in carried.dropped {
                notes.note("array \(name) left behind: \(reason)")
            }
        }
        try MeshFileFormats.write(made, path: output)
        try terminal.json ? Printing.json(result) : print(result.text)
    }
}

extension AnatomyImport {
    /// Tells the septum apart and computes the coordinates.
    mutating func complete() throws {
        anatomy = try anatomy.completed()
    }
}

/// What was cut out and what had to be done for it.
private struct ImportSummary: Encodable {
    var output: String
    var nodes: Int
    var tetrahedra: Int
    var boundaryTriangles: Int
    var turnedTetrahedra: Int
    var nonManifoldEdges: Int
    var pinchedVertices: Int
    var removedTetrahedra: Int
    var removedVolumeMm3: Double
    var looseTetrahedra: Int
    var wallML: Double
    var regionsML: [String: Double]
    var cavitiesML: [String: Double]
    var rimPerimetersMm: [String: Double]
    var hasCoordinates: Bool

    init(_ cut: AnatomyImport, output: String) {
        let report = MeshReport(cut.anatomy)
        self.output = output
        nodes = report.nodes
        tetrahedra = report.tets
        boundaryTriangles = cut.anatomy.triangles.count
        turnedTetrahedra = cut.turnedTets
        nonManifoldEdges = cut.crowdedEdges
        pinchedVertices = cut.pinchedVertices
        removedTetrahedra = cut.removedTets
        removedVolumeMm3 = cut.removedVolume
        looseTetrahedra = cut.looseTets
        wallML = report.wallVolume / Units.mL
        regionsML = [:]
        for (region, volume) in report.regionVolumes { regionsML["\(region)"] = volume / Units.mL }
        cavitiesML = [:]
        for (tag, state) in report.cavities {
            if case .closed(let volume, _) = state {
                cavitiesML[tag == .lvEndocardium ? "left" : "right"] = volume / Units.mL
            }
        }
        rimPerimetersMm = [:]
        for (valve, rim) in cut.valves.loops {
            rimPerimetersMm[valve.rawValue] = rim.perimeter(cut.anatomy.mesh.points)
        }
        hasCoordinates = cut.anatomy.coordinates != nil
    }

    /// What was done, for people.
    var steps: [String] {
        var steps: [String] = []
        if turnedTetrahedra > 0 { steps.append("\(turnedTetrahedra) inverted tetrahedra turned") }
        if nonManifoldEdges + pinchedVertices > 0 {
            steps.append(
                "\(nonManifoldEdges) edges with more than two boundary triangles and"
                    + " \(pinchedVertices) pinched vertices repaired by removing"
                    + " \(removedTetrahedra) tetrahedra (\(Printing.number(removedVolumeMm3)) mm3)")
        }
        if looseTetrahedra > 0 {
            steps.append("\(looseTetrahedra) tetrahedra dropped that hang together with nothing")
        }
        if !hasCoordinates { steps.append("no ventricular coordinates in the file") }
        return steps
    }

    /// The result for people.
    var text: String {
        let regions = regionsML.sorted { $0.key < $1.key }
            .map { "\($0.key) \(Printing.number($0.value)) mL" }.joined(separator: ", ")
        let rims = rimPerimetersMm.sorted { $0.key < $1.key }
            .map { "\($0.key) \(Printing.number($0.value)) mm" }.joined(separator: ", ")
        let cavities = cavitiesML.sorted { $0.key < $1.key }
            .map { "\($0.key) \(Printing.number($0.value)) mL" }.joined(separator: ", ")
        return """
            \(output): \(nodes) nodes, \(tetrahedra) tetrahedra, \(boundaryTriangles) triangles
              wall      \(Printing.number(wallML)) mL (\(regions))
              cavities  \(cavities)
              rims      \(rims)
            """
    }
}
