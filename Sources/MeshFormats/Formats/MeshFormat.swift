/// What a mesh format can hold.
public struct MeshFormatContent: OptionSet, Sendable {
    /// The bits.
    public let rawValue: Int

    /// Makes a set.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Linear tetrahedra.
    public static let tetrahedra = MeshFormatContent(rawValue: 1)
    /// Triangles.
    public static let triangles = MeshFormatContent(rawValue: 2)
    /// Quadratic tetrahedra and triangles.
    public static let quadratic = MeshFormatContent(rawValue: 4)
    /// Any arrays on points and cells.
    public static let arrays = MeshFormatContent(rawValue: 8)
    /// Arrays of the file as a whole.
    public static let fieldArrays = MeshFormatContent(rawValue: 16)
    /// Names of labels.
    public static let labelNames = MeshFormatContent(rawValue: 32)
    /// The number type of each array.
    public static let numberTypes = MeshFormatContent(rawValue: 64)
    /// Cells of several types in any order; without it they come back type by type.
    public static let cellOrder = MeshFormatContent(rawValue: 128)
}

/// Identity of a mesh format.
public struct MeshFormatCard: Sendable {
    /// Name on the command line.
    public var identifier: String
    /// One line for people.
    public var summary: String
    /// Endings of its files, with the point; the first is that of new files.
    public var endings: [String]
    /// What it can hold.
    public var holds: MeshFormatContent
    /// Unit of lengths in its files, if the format has one; millimetres are assumed for others.
    public var unit: LengthUnit?
    /// Where the format is described.
    public var source: String
}

/// A file format of meshes.
///
/// Reading and then writing loses nothing that ``MeshFormatCard/holds`` says; what a format cannot
/// hold is an error or, for arrays that have no place in it, left out as its own documentation says.
public protocol MeshFormat: Sendable {
    /// Identity.
    static var card: MeshFormatCard { get }

    /// Reads a file, or a folder where the format is one; lengths become millimetres where the format has a unit.
    static func read(path: String) throws(MeshFormatError) -> UnstructuredGrid

    /// Writes a file, replacing an old one only when the new one is complete.
    static func write(_ grid: UnstructuredGrid, path: String) throws(MeshFormatError)
}

/// The mesh formats.
public enum MeshFileFormats {
    /// All of them, by identifier.
    public static let all: [any MeshFormat.Type] = [
        CARPFormat.self, GmshFormat.self, PLYFormat.self, STLFormat.self, SvMeshFormat.self,
        LegacyVTKFormat.self, VTKHDFFormat.self, VTPFormat.self, VTUFormat.self, XDMFFormat.self,
    ]

    /// The format of a path by its ending, or with a given identifier.
    ///
    /// - Throws: ``MeshFormatError/unknownFormat(name:known:)``.
    public static func format(
        of path: String, named identifier: String? = nil
    ) throws(MeshFormatError) -> any MeshFormat.Type {
        if let identifier {
            for format in all where format.card.identifier == identifier { return format }
            let known = all.map { format in format.card.identifier }
            throw .unknownFormat(name: identifier, known: known)
        }
        for format in all
        where format.card.endings.contains(where: { path.lowercased().hasSuffix($0) }) {
            return format
        }
        if SvMeshFormat.isFolder(path) { return SvMeshFormat.self }
        if CARPFormat.isBase(path) { return CARPFormat.self }
        let known = all.flatMap { format in format.card.endings }
        throw .unknownFormat(name: path, known: known)
    }

    /// Reads a file of any format; errors say which file.
    public static func read(
        path: String, named identifier: String? = nil
    ) throws(MeshFormatError) -> UnstructuredGrid {
        let format = try format(of: path, named: identifier)
        do throws(MeshFormatError) {
            return try format.read(path: path)
        } catch {
            throw error.inside(path)
        }
    }

    /// Writes a file of any format; errors say which file.
    public static func write(
        _ grid: UnstructuredGrid, path: String, named identifier: String? = nil
    ) throws(MeshFormatError) {
        let format = try format(of: path, named: identifier)
        do throws(MeshFormatError) {
            try format.write(grid, path: path)
        } catch {
            throw error.inside(path)
        }
    }
}

/// Units of length of mesh files.
public enum LengthUnit: String, Sendable, CaseIterable {
    case micrometre = "um"
    case millimetre = "mm"
    case centimetre = "cm"
    case metre = "m"

    /// Millimetres in one unit.
    public var millimetres: Double {
        switch self {
        case .micrometre: 0.001
        case .millimetre: 1
        case .centimetre: 10
        case .metre: 1000
        }
    }
}
