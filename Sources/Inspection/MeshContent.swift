public import Geometry
public import MeshFormats
public import Patients

/// A mesh with a name, from a mesh file or a patient file.
public struct MeshContent: Sendable {
    /// The elements.
    public enum Elements: Sendable {
        /// Linear tetrahedra with tags and parts.
        case linear(VentricularAnatomy)
        /// Quadratic tetrahedra with tags and parts.
        case quadratic(QuadraticTetMesh)
        /// Cells without the arrays `part` and `tag`, such as a labelled whole heart.
        case untagged
    }

    /// Name: of the file's role, such as "anatomy" or "mechanics".
    public var name: String
    /// The elements.
    public var elements: Elements
    /// The grid of the file, for its cells and arrays; nil in a patient file.
    public var grid: UnstructuredGrid?

    /// Makes a named mesh.
    public init(name: String, elements: Elements, grid: UnstructuredGrid? = nil) {
        self.name = name
        self.elements = elements
        self.grid = grid
    }

    /// The meshes in a file: of any mesh format, or a patient file by its ending `.h5`.
    ///
    /// - Throws: ``MeshFormatError``, ``PatientsError``.
    public static func read(
        path: String, knowing catalogue: ParameterCatalogue
    ) throws -> [MeshContent] {
        if path.hasSuffix(".h5") || path.hasSuffix(".hdf5") {
            let patient = try Patient(reading: path, knowing: catalogue)
            var meshes = [MeshContent(name: "anatomy", elements: .linear(patient.anatomy))]
            if let mechanics = patient.mechanicsMesh {
                meshes.append(MeshContent(name: "mechanics", elements: .quadratic(mechanics)))
            }
            return meshes
        }
        let grid = try MeshFileFormats.read(path: path)
        do throws(MeshFormatError) {
            return [
                MeshContent(name: "mesh", elements: try elements(of: grid), grid: grid)
            ]
        } catch {
            throw MeshFormatError.inFile(path: path, problem: error)
        }
    }

    private static func elements(of grid: UnstructuredGrid) throws(MeshFormatError) -> Elements {
        let names = Set(grid.cellArrays.map(\.name))
        guard names.isSuperset(of: ["part", "tag"]) else { return .untagged }
        return grid.types.contains(.quadraticTetrahedron)
            ? .quadratic(try VentricularMeshFile.quadratic(grid))
            : .linear(try VentricularMeshFile.linear(grid))
    }

    /// What the mesh is like; nil without tags.
    public var report: MeshReport? {
        switch elements {
        case .linear(let anatomy): MeshReport(anatomy)
        case .quadratic(let mesh): MeshReport(mesh)
        case .untagged: nil
        }
    }
}
