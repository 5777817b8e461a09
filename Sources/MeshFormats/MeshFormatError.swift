import Geometry
public import Storage

/// What can be wrong with a mesh file.
public indirect enum MeshFormatError: Error, Equatable, CustomStringConvertible {
    /// A problem in a file with a name.
    case inFile(path: String, problem: MeshFormatError)
    /// The file does not exist or cannot be opened.
    case inaccessible(reason: String)
    /// The file cannot be written.
    case unwritable(reason: String)
    /// The text is not well-formed XML.
    case malformedXML(line: Int, problem: String)
    /// The file ends inside something.
    case truncated(inside: String)
    /// An element is not where it has to be.
    case missingElement(name: String, inside: String)
    /// An element lacks an attribute.
    case missingAttribute(name: String, element: String)
    /// An attribute's value is not possible.
    case badAttribute(name: String, element: String, value: String, allowed: String)
    /// The bytes of an array cannot be decoded.
    case badData(array: String, problem: String)
    /// An array has the wrong number of values.
    case wrongCount(array: String, expected: Int, found: Int)
    /// A number in an array is outside its range.
    case outOfRange(array: String, index: Int, value: String, allowed: String)
    /// A cell type we cannot use.
    case unsupportedCell(type: Int, cell: Int)
    /// An array is not in the file.
    case missingArray(name: String, kind: String, present: [String])
    /// The mesh has no cells of a kind.
    case noCells(kind: String)
    /// No format has this name or ending.
    case unknownFormat(name: String, known: [String])
    /// A format cannot hold something.
    case cannotHold(format: String, what: String)
    /// An HDF5 file is not as it should be.
    case storage(StorageError)
    /// The cells do not form a valid mesh.
    case badMesh(problem: String)

    public var description: String {
        switch self {
        case .inFile(let path, let problem):
            "\(path): \(problem)"
        case .inaccessible(let reason):
            "the file cannot be read: \(reason)"
        case .unwritable(let reason):
            "the file cannot be written: \(reason); choose another folder"
        case .malformedXML(let line, let problem):
            "line \(line) is not well-formed XML: \(problem)"
        case .truncated(let inside):
            "the file ends inside \(inside); it is incomplete, copy or write it again"
        case .missingElement(let name, let inside):
            "there is no <\(name)> in <\(inside)>"
        case .missingAttribute(let name, let element):
            "<\(element)> has no attribute \(name)"
        case .badAttribute(let name, let element, let value, let allowed):
            "<\(element)> has \(name)=\"\(value)\"; allowed is \(allowed)"
        case .badData(let array, let problem):
            "array \(array) cannot be decoded: \(problem)"
        case .wrongCount(let array, let expected, let found):
            "array \(array) has \(found) values; expected \(expected)"
        case .outOfRange(let array, let index, let value, let allowed):
            "array \(array)[\(index)] is \(value); allowed is \(allowed)"
        case .unsupportedCell(let type, let cell):
            "cell \(cell) has VTK type \(type); allowed are 1 (vertex), 3 (line), 5 (triangle),"
                + " 10 (tetrahedron), 22 (quadratic triangle) and 24 (quadratic tetrahedron):"
                + " convert the mesh to tetrahedra"
        case .missingArray(let name, let kind, let present):
            "there is no \(kind) array \"\(name)\"; the file has "
                + (present.isEmpty ? "none" : present.joined(separator: ", "))
        case .noCells(let kind):
            "the mesh has no \(kind)"
        case .unknownFormat(let name, let known):
            "\(name) is of no mesh format known here; known are \(known.joined(separator: ", "))"
        case .cannotHold(let format, let what):
            "the format \(format) cannot hold \(what)"
        case .storage(let error):
            "\(error)"
        case .badMesh(let problem):
            "the cells do not form a mesh: \(problem)"
        }
    }
}

extension MeshFormatError {
    /// The documented exit code of the command line: 66 missing or unreadable, 73 unwritable, else 65.
    public var exitCode: Int32 {
        switch self {
        case .inFile(_, let problem): problem.exitCode
        case .inaccessible: 66
        case .unknownFormat: 64
        case .storage(let error): error.exitCode
        case .unwritable: 73
        default: 65
        }
    }

    /// This error, with the file it is about.
    func inside(_ path: String) -> MeshFormatError {
        switch self {
        // These name the file themselves.
        case .inFile, .storage, .unknownFormat: self
        default: .inFile(path: path, problem: self)
        }
    }

    /// Runs work on an HDF5 file.
    static func storing<T>(
        _ work: () throws(StorageError) -> T
    ) throws(MeshFormatError) -> T {
        do throws(StorageError) {
            return try work()
        } catch {
            throw .storage(error)
        }
    }

    /// Runs work on a mesh from a file; what is wrong with the mesh is wrong with the file.
    static func meshing<T>(
        _ work: () throws(GeometryError) -> T
    ) throws(MeshFormatError) -> T {
        do throws(GeometryError) {
            return try work()
        } catch {
            throw .badMesh(problem: error.description)
        }
    }
}
