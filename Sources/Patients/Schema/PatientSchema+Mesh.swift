// The electrical mesh in VTK's own layout, its surfaces, and the mechanics mesh.
//
// Source of the layout: VTKHDF file format, https://docs.vtk.org/en/latest/design_documents/
// VTKFileFormats.html, version 2.2, UnstructuredGrid.
extension PatientSchema {
    static let mesh: [SchemaEntry] = [
        vtk, vtkVersion, vtkType, pointCount, cellCount, connectivityCount, points, connectivity,
        offsets, cellTypes, cellData, region, fiber, sheet, pointData, apicobasal, transmural,
        rotational,
    ]

    static let vtk = SchemaEntry("/VTKHDF", .group, "The wall as linear tetrahedra, for VTK too")
    static let vtkVersion = SchemaEntry(
        "/VTKHDF@Version", .int64, [.fixed(2)], "Version of VTK's layout, [2, 2]")
    static let vtkType = SchemaEntry(
        "/VTKHDF@Type", .text, choices: ["UnstructuredGrid"], "VTK's name of the data set")
    static let pointCount = SchemaEntry(
        "/VTKHDF/NumberOfPoints", .int64, [.fixed(1)], "Number of points")
    static let cellCount = SchemaEntry(
        "/VTKHDF/NumberOfCells", .int64, [.fixed(1)], "Number of tetrahedra")
    static let connectivityCount = SchemaEntry(
        "/VTKHDF/NumberOfConnectivityIds", .int64, [.fixed(1)], "Four times that")
    static let points = SchemaEntry(
        "/VTKHDF/Points", .float64, [.count("points"), .fixed(3)], unit: "mm", "Vertices")
    static let connectivity = SchemaEntry(
        "/VTKHDF/Connectivity", .int64, [.count("4 x cells")],
        "Vertices of each tetrahedron, positively oriented")
    static let offsets = SchemaEntry(
        "/VTKHDF/Offsets", .int64, [.count("cells + 1")], "0, 4, 8, ...")
    static let cellTypes = SchemaEntry(
        "/VTKHDF/Types", .uint8, [.count("cells")], "10, VTK's linear tetrahedron")
    static let cellData = SchemaEntry("/VTKHDF/CellData", .group, "Data of the tetrahedra")
    static let region = SchemaEntry(
        "/VTKHDF/CellData/region", .int32, [.count("cells")],
        "Part of the wall: 1 left ventricle, 2 right ventricle, 7 septum")
    static let fiber = SchemaEntry(
        "/VTKHDF/CellData/fiber", .float32, [.count("cells"), .fixed(3)],
        .optional(default: "rule-based fibres (Bayer 2012)"), "Fibre direction, unit vector")
    static let sheet = SchemaEntry(
        "/VTKHDF/CellData/sheet", .float32, [.count("cells"), .fixed(3)],
        .optional(default: "rule-based sheets (Bayer 2012)"),
        "Sheet direction, unit vector across the fibre; stored with fiber or not at all")
    static let pointData = SchemaEntry(
        "/VTKHDF/PointData", .group, .optional(default: "no coordinates"), "Data of the vertices")
    static let apicobasal = SchemaEntry(
        "/VTKHDF/PointData/ab", .float64, [.count("points")],
        .optional(default: "computed from the surfaces (Laplace)"), range: -0.1...1.1,
        "Apicobasal coordinate, 0 apex to 1 base; stored with tm and rt or not at all")
    static let transmural = SchemaEntry(
        "/VTKHDF/PointData/tm", .float64, [.count("points")],
        .optional(default: "computed from the surfaces (Laplace)"), range: -0.1...1.1,
        "Transmural coordinate, 0 endocardium to 1 epicardium")
    static let rotational = SchemaEntry(
        "/VTKHDF/PointData/rt", .float64, [.count("points")],
        .optional(default: "computed from the anatomy's axes"), range: -3.1416...3.1416,
        "Rotational coordinate [rad], -pi to pi")

    static let surfaces: [SchemaEntry] = [
        surfaceGroup, triangles, triangleTags, rimGroup, rim,
    ]

    static let surfaceGroup = SchemaEntry("/hearttwin/surfaces", .group, "The wall's boundary")
    static let triangles = SchemaEntry(
        "/hearttwin/surfaces/triangles", .int32, [.count("triangles"), .fixed(3)],
        "All boundary triangles of the mesh, oriented outwards")
    static let triangleTags = SchemaEntry(
        "/hearttwin/surfaces/tags", .int32, [.count("triangles")],
        "1 LV endocardium, 2 RV endocardium, 3 epicardium, 4 base with valve rings")
    static let rimGroup = SchemaEntry(
        "/hearttwin/surfaces/valve_rims", .group,
        .optional(default: "rims found as the loops that bound each endocardium"), "Valve openings")
    static let rim = SchemaEntry(
        "/hearttwin/surfaces/valve_rims/<valve>", .int32, [.count("rim")],
        .optional(default: "see above"),
        "Vertices of one rim in order; mitral, aortic, tricuspid or pulmonary")

    static let mechanics: [SchemaEntry] = [
        mechanicsGroup, mechanicsPoints, mechanicsTets, mechanicsRegions, mechanicsTriangles,
        mechanicsTags, mechanicsCoordinates, mechanicsApicobasal, mechanicsTransmural,
        mechanicsRotational, referenceGroup, referencePoints, referenceLeft, referenceRight,
        referenceProvenance,
    ]

    static let mechanicsGroup = SchemaEntry(
        "/hearttwin/mechanics_mesh", .group,
        .optional(default: "none: make one with `hearttwin mesh remesh`"),
        "Ten-node tetrahedra of the same anatomy, node order of VTK")
    static let mechanicsPoints = SchemaEntry(
        "/hearttwin/mechanics_mesh/points", .float64, [.count("nodes"), .fixed(3)], unit: "mm",
        "Nodes, vertices and edge middles")
    static let mechanicsTets = SchemaEntry(
        "/hearttwin/mechanics_mesh/tets", .int32, [.count("tets"), .fixed(10)],
        "Nodes of each tetrahedron")
    static let mechanicsRegions = SchemaEntry(
        "/hearttwin/mechanics_mesh/regions", .int32, [.count("tets")], "Part of the wall, as above")
    static let mechanicsTriangles = SchemaEntry(
        "/hearttwin/mechanics_mesh/triangles", .int32, [.count("faces"), .fixed(6)],
        "All boundary triangles, six nodes, oriented outwards")
    static let mechanicsTags = SchemaEntry(
        "/hearttwin/mechanics_mesh/tags", .int32, [.count("faces")], "Surface, as above")
    static let mechanicsCoordinates = SchemaEntry(
        "/hearttwin/mechanics_mesh/coordinates", .group,
        .optional(default: "interpolated from the electrical mesh"), "Ventricular coordinates")
    static let mechanicsApicobasal = SchemaEntry(
        "/hearttwin/mechanics_mesh/coordinates/ab", .float64, [.count("nodes")], range: -0.1...1.1,
        "Apicobasal coordinate")
    static let mechanicsTransmural = SchemaEntry(
        "/hearttwin/mechanics_mesh/coordinates/tm", .float64, [.count("nodes")], range: -0.1...1.1,
        "Transmural coordinate")
    static let mechanicsRotational = SchemaEntry(
        "/hearttwin/mechanics_mesh/coordinates/rt", .float64, [.count("nodes")],
        range: -3.1416...3.1416, "Rotational coordinate [rad]")

    static let referenceGroup = SchemaEntry(
        "/hearttwin/reference_state", .group,
        .optional(default: "computed from the imaged shape before the first beat"),
        "The unloaded shape")
    static let referencePoints = SchemaEntry(
        "/hearttwin/reference_state/points", .float64, [.count("nodes"), .fixed(3)], unit: "mm",
        "Nodes of the mechanics mesh without load")
    static let referenceLeft = SchemaEntry(
        "/hearttwin/reference_state/lv_pressure", .float64, unit: "mm[Hg]", range: -20...60,
        "LV pressure at which the mesh has its imaged shape")
    static let referenceRight = SchemaEntry(
        "/hearttwin/reference_state/rv_pressure", .float64, unit: "mm[Hg]", range: -20...60,
        "RV pressure at which the mesh has its imaged shape")
    static let referenceProvenance = SchemaEntry(
        "/hearttwin/reference_state@provenance", .text, .optional(default: "unknown"),
        "How it was computed")
}
