import Fibres
import Geometry
import Numerics
import Storage

extension SchemaReader {
    private typealias Schema = PatientSchema
    /// VTK's number of the linear tetrahedron.
    static let vtkTetrahedron: Int32 = 10

    /// The electrical mesh and its boundary.
    func anatomy() throws(PatientsError) -> VentricularAnatomy {
        _ = try text(Schema.vtkType)
        let points = try vectors(Schema.points)
        let cells = try tetrahedra(points: points.count)
        let regions = try tags(Schema.region, WallRegion.self)
        let flat = try indices(Schema.triangles, below: points.count)
        let triangles = stride(from: 0, to: flat.count, by: 3).map {
            SIMD3(flat[$0], flat[$0 + 1], flat[$0 + 2])
        }
        return VentricularAnatomy(
            mesh: TetMesh(points: points, tets: cells), regions: regions, triangles: triangles,
            triangleTags: try tags(Schema.triangleTags, SurfaceTag.self),
            coordinates: try coordinates(Schema.apicobasal, Schema.transmural, Schema.rotational))
    }

    /// Fibre frames, when both directions are there.
    func fibres() throws(PatientsError) -> [FibreFrame]? {
        switch (try has(Schema.fiber), try has(Schema.sheet)) {
        case (false, false): return nil
        case (true, true):
            let fibres = try vectors(Schema.fiber)
            return zip(fibres, try vectors(Schema.sheet)).map { FibreFrame(fibre: $0, sheet: $1) }
        case (true, false):
            throw .incomplete(file: file, object: Schema.fiber.path, missing: Schema.sheet.path)
        case (false, true):
            throw .incomplete(file: file, object: Schema.sheet.path, missing: Schema.fiber.path)
        }
    }

    /// Valve openings, in the order of ``HeartValve``.
    func valveRims() throws(PatientsError) -> [ValveRim] {
        let found = try children(Schema.rimGroup, .dataset)
        let known = HeartValve.allCases.map(\.rawValue)
        for name in found where !known.contains(name) {
            throw .unknownValue(
                file: file, object: Schema.rimGroup.path, index: [], value: name, known: known)
        }
        var rims: [ValveRim] = []
        for valve in HeartValve.allCases where found.contains(valve.rawValue) {
            unbind("rim")
            let vertices = try indices(Schema.rim, [valve.rawValue], below: count("points"))
            rims.append(ValveRim(valve: valve, vertices: vertices))
        }
        return rims
    }

    /// The mechanics mesh, when there is one.
    func mechanicsMesh() throws(PatientsError) -> QuadraticTetMesh? {
        guard try has(Schema.mechanicsGroup) else { return nil }
        let points = try vectors(Schema.mechanicsPoints)
        let tets = try indices(Schema.mechanicsTets, below: points.count)
        let regions = try tags(Schema.mechanicsRegions, WallRegion.self)
        let triangles = try indices(Schema.mechanicsTriangles, below: points.count)
        let tags = try tags(Schema.mechanicsTags, SurfaceTag.self)
        let hasCoordinates = try has(Schema.mechanicsCoordinates)
        return QuadraticTetMesh(
            points: points, tets: tets, regions: regions, triangles: triangles, triangleTags: tags,
            coordinates: hasCoordinates
                ? try coordinates(
                    Schema.mechanicsApicobasal, Schema.mechanicsTransmural,
                    Schema.mechanicsRotational)
                : nil)
    }

    /// VTK's cells, all of them linear tetrahedra.
    private func tetrahedra(points: Int) throws(PatientsError) -> [SIMD4<Int32>] {
        let cells = Int(try integers(Schema.cellCount)[0])
        guard cells > 0, cells <= Int(Int32.max) / 4 else {
            throw .outOfRange(
                file: file, object: Schema.cellCount.path, index: [0], value: "\(cells)",
                allowed: "1 to \(Int(Int32.max) / 4)")
        }
        bind("cells", cells)
        bind("cells + 1", cells + 1)
        bind("4 x cells", 4 * cells)
        try requireCount(Schema.pointCount, points)
        try requireCount(Schema.connectivityCount, 4 * cells)
        try requireAll(try integers(Schema.cellTypes), Schema.cellTypes) { _ in Self.vtkTetrahedron
        }
        try requireAll(try integers(Schema.offsets), Schema.offsets) { Int32(4 * $0) }
        let flat = try indices(Schema.connectivity, below: points)
        return stride(from: 0, to: flat.count, by: 4).map {
            SIMD4(flat[$0], flat[$0 + 1], flat[$0 + 2], flat[$0 + 3])
        }
    }

    private func requireCount(_ entry: SchemaEntry, _ count: Int) throws(PatientsError) {
        let found = try integers(entry)[0]
        guard Int(found) == count else {
            throw .outOfRange(
                file: file, object: entry.path, index: [0], value: "\(found)", allowed: "\(count)")
        }
    }

    private func requireAll(
        _ values: [Int32], _ entry: SchemaEntry, _ expected: (Int) -> Int32
    ) throws(PatientsError) {
        for (index, value) in values.enumerated() where value != expected(index) {
            throw .outOfRange(
                file: file, object: entry.path, index: [index], value: "\(value)",
                allowed: "\(expected(index)) (linear tetrahedra only)")
        }
    }

    /// Numbers that stand for the cases of an enumeration.
    private func tags<Tag: RawRepresentable & CaseIterable>(
        _ entry: SchemaEntry, _ type: Tag.Type
    ) throws(PatientsError) -> [Tag] where Tag.RawValue == Int32 {
        var tags: [Tag] = []
        for (index, value) in try integers(entry).enumerated() {
            guard let tag = Tag(rawValue: value) else {
                throw .unknownValue(
                    file: file, object: entry.path, index: [index], value: "\(value)",
                    known: Tag.allCases.map { "\($0.rawValue) (\($0))" })
            }
            tags.append(tag)
        }
        return tags
    }

    /// Ventricular coordinates: all three or none.
    private func coordinates(
        _ apicobasal: SchemaEntry, _ transmural: SchemaEntry, _ rotational: SchemaEntry
    ) throws(PatientsError) -> VentricularCoordinates? {
        let all = [apicobasal, transmural, rotational]
        var present: [SchemaEntry] = []
        for entry in all where try has(entry) { present.append(entry) }
        guard let first = present.first else { return nil }
        if let missing = all.first(where: { !present.contains($0) }) {
            throw .incomplete(file: file, object: first.path, missing: missing.path)
        }
        return VentricularCoordinates(
            apicobasal: try numbers(apicobasal), transmural: try numbers(transmural),
            rotational: try numbers(rotational))
    }
}
