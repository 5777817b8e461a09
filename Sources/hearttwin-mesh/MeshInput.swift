public import ArgumentParser
import CommandLineSupport
import Fibres
import Geometry
public import MeshFormats
import Numerics
import PatientModels
import Patients

/// Options of commands that read a mesh of any format.
struct MeshInput: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Format of the input; default: by its ending.", valueName: "format"))
    var from: String?

    @Option(
        help: ArgumentHelp(
            "Unit of lengths in the input: um, mm, cm or m; default: the format's (CARP has um), else mm.",
            valueName: "unit"))
    var unit: LengthUnit?

    @Option(help: "Step of a moving mesh (VTKHDF), from 0.")
    var step = 0

    /// The grid of a file in millimetres, or in an unknown unit where `isKnown` is false.
    func read(_ path: String) throws -> (grid: UnstructuredGrid, isKnown: Bool) {
        let format = try MeshFileFormats.format(of: path, named: from)
        var grid: UnstructuredGrid
        if format == VTKHDFFormat.self {
            do throws(MeshFormatError) {
                grid = try VTKHDFFormat.read(path: path, step: step)
            } catch {
                throw MeshFormatError.inFile(path: path, problem: error)
            }
        } else {
            grid = try MeshFileFormats.read(path: path, named: from)
        }
        // A format with a unit of its own has done so already.
        if let unit, format.card.unit == nil { grid = grid.inMillimetres(from: unit) }
        grid.nameVentricles()
        return (grid, unit != nil || format.card.unit != nil)
    }

    /// The grid of a mesh or of a mesh in a patient file.
    func read(_ path: String, mesh: String) throws -> UnstructuredGrid {
        guard path.hasSuffix(".h5") || path.hasSuffix(".hdf5"), from == nil else {
            return try read(path).grid
        }
        let patient = try Patient(reading: path, knowing: Patient.catalogue)
        switch mesh {
        case "mechanics":
            guard let mechanics = patient.mechanicsMesh else {
                throw UnusableMesh(path: path, problems: ["the patient has no mechanics mesh"])
            }
            return VentricularMeshFile.grid(mechanics)
        case "anatomy":
            var grid = VentricularMeshFile.grid(patient.anatomy)
            if let fibres = patient.fibres { grid.add(fibres) }
            return grid
        default:
            throw ValidationError("--mesh is anatomy or mechanics, not \(mesh).")
        }
    }
}

extension LengthUnit: ExpressibleByArgument {}

extension UnstructuredGrid {
    /// Adds fibre and sheet directions of the tetrahedra, which come first; triangles have none (NaN).
    mutating func add(_ frames: [FibreFrame]) {
        let rest = [Double](repeating: .nan, count: 3 * (types.count - frames.count))
        cellArrays.removeAll { $0.name == "fiber" || $0.name == "sheet" }
        for (name, values) in [
            ("fiber", frames.flatMap { [$0.fibre.x, $0.fibre.y, $0.fibre.z] }),
            ("sheet", frames.flatMap { [$0.sheet.x, $0.sheet.y, $0.sheet.z] }),
        ] {
            cellArrays.append(
                VTKArray(name: name, components: 3, scalar: .float32, values: values + rest))
        }
    }

    /// Gives the labels of our ventricles, known by their arrays, the names other formats keep.
    mutating func nameVentricles() {
        let names = VentricularMeshFile.labelNames
        for (name, meanings) in names {
            guard labelNames[name] == nil,
                let labels = try? cellArrays.first(where: { $0.name == name })?.integers(),
                labels.allSatisfy({ $0 == 0 || meanings[$0] != nil })
            else { return }
        }
        labelNames.merge(names) { old, _ in old }
    }

    /// The tagged ventricles of the grid.
    func ventricles(_ path: String) throws -> VentricularAnatomy {
        do throws(MeshFormatError) {
            return try VentricularMeshFile.linear(self)
        } catch {
            throw UnusableMesh(
                path: path,
                problems: ["\(error); hearttwin mesh import makes tagged ventricles"])
        }
    }
}
