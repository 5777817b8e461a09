public import Geometry
public import Numerics
public import Storage

/// One field over the moving mesh.
public struct MeshField: Sendable, Equatable {
    /// Where the values live.
    public enum Location: String, Sendable {
        case point = "PointData"
        case cell = "CellData"
    }

    /// Name in ParaView; the unit is part of it.
    public var name: String
    /// Where the values live.
    public var location: Location
    /// True when the field changes with time.
    public var moving: Bool

    /// Describes a field.
    public init(_ name: String, _ location: Location, moving: Bool) {
        self.name = name
        self.location = location
        self.moving = moving
    }
}

/// Writes a mesh that moves over time as one VTKHDF file: topology once, positions and fields per
/// frame, single precision, compressed.
///
/// Layout: VTKHDF 2.2 `UnstructuredGrid` with a `Steps` group; every frame points to the same
/// connectivity (`CellOffsets`, `ConnectivityIdOffsets`, `PartOffsets` are 0) and to its own block
/// of points and values. Source: VTK file formats documentation, section "VTKHDF, transient data".
public final class MovingMeshFile {
    private let writer: H5Writer
    private let mesh: QuadraticTetMesh
    private let fields: [MeshField]
    private var times: [Double] = []

    private var root: H5Group { writer.root.group("VTKHDF") }
    private static let compression = 4

    /// Starts a file with the given mesh and fields; nothing appears at `path` before ``commit()``.
    ///
    /// - `still`: values of the fields that do not move, in their order.
    public init(
        path: String, mesh: QuadraticTetMesh, fields: [MeshField], still: [[Double]]
    ) throws(StorageError) {
        writer = try H5Writer(writing: path)
        self.mesh = mesh
        self.fields = fields
        let group = try writer.root.createGroup("VTKHDF")
        try group.setAttribute("Version", [Int64(2), 2])
        try group.setAttribute("Type", "UnstructuredGrid")
        try group.write("NumberOfPoints", [Int64(mesh.points.count)])
        try group.write("NumberOfCells", [Int64(mesh.tetCount)])
        try group.write("NumberOfConnectivityIds", [Int64(mesh.tets.count)])
        try group.write("Connectivity", mesh.tets.map { Int64($0) })
        try group.write("Offsets", (0...mesh.tetCount).map { Int64(10 * $0) })
        try group.write("Types", [UInt8](repeating: Self.quadraticTetra, count: mesh.tetCount))
        try group.createSeries(
            "Points", of: Float.self, row: [3], rowsPerChunk: mesh.points.count,
            gzip: Self.compression)
        var rest = still[...]
        for field in fields {
            let name = "\(field.location.rawValue)/\(field.name)"
            if field.moving {
                try group.createSeries(
                    name, of: Float.self, row: [], rowsPerChunk: count(field),
                    gzip: Self.compression)
            } else if let values = rest.popFirst() {
                precondition(values.count == count(field), "field \(field.name)")
                try group.write(name, values.map { Float($0) })
            }
        }
    }

    /// Appends a frame.
    ///
    /// - `time`: [ms].
    /// - `points`: node positions [mm].
    /// - `values`: the moving fields, in their order.
    public func append(
        time: Double, points: [Vec3], values: [[Double]]
    ) throws(StorageError) {
        precondition(points.count == mesh.points.count)
        times.append(time)
        try root.append(
            points.flatMap { [Float($0.x), Float($0.y), Float($0.z)] }, to: "Points")
        for (field, numbers) in zip(fields.filter { $0.moving }, values) {
            precondition(numbers.count == count(field), "field \(field.name)")
            try root.append(
                numbers.map { Float($0) }, to: "\(field.location.rawValue)/\(field.name)")
        }
    }

    /// Writes the tables of steps and gives the file its name.
    ///
    /// - `annotate`: adds groups of its own next to `/VTKHDF`.
    public func commit(annotate: (H5Group) throws -> Void = { _ in }) throws {
        let steps = try root.createGroup("Steps")
        let count = times.count
        try steps.setAttribute("NSteps", Int64(count))
        try steps.write("Values", times)
        let zeros = [Int64](repeating: 0, count: count)
        try steps.write("PartOffsets", zeros)
        try steps.write("NumberOfParts", [Int64](repeating: 1, count: count))
        try steps.write("PointOffsets", (0..<count).map { Int64($0 * mesh.points.count) })
        try steps.write("CellOffsets", zeros, shape: [count, 1])
        try steps.write("ConnectivityIdOffsets", zeros, shape: [count, 1])
        for field in fields {
            let stride = field.moving ? self.count(field) : 0
            try steps.write(
                "\(field.location.rawValue)Offsets/\(field.name)",
                (0..<count).map { Int64($0 * stride) })
        }
        try annotate(writer.root)
        try writer.commit()
    }

    /// Gives up; nothing stays behind.
    public func discard() { writer.discard() }

    private func count(_ field: MeshField) -> Int {
        field.location == .point ? mesh.points.count : mesh.tetCount
    }

    /// VTK_QUADRATIC_TETRA.
    private static let quadraticTetra: UInt8 = 24

    /// The XDMF description of the same data, for ParaView before 5.12.
    ///
    /// - `file`: name of the VTKHDF file beside it.
    public func sidecar(file: String) -> String {
        XDMFSidecar(
            file: file, points: mesh.points.count, tets: mesh.tetCount, fields: fields,
            times: times
        ).text
    }
}
