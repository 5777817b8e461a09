// The electrical mesh in VTK's own layout, its surfaces, and the mechanics mesh.
//
// Source of the layout: VTKHDF file format, https://docs.vtk.org/en/latest/design_documents/
// VTKFileFormats.html, version 2.2, UnstructuredGrid.
extension PatientSchema {
    package static let mesh: [SchemaEntry] = [
        vtk, vtkVersion, vtkType, pointCount, cellCount, connectivityCount, points, connectivity,
        offsets, cellTypes, cellData, region, fiber, sheet, pointData, apicobasal, transmural,
        rotational,
    ]

    package static let vtk = SchemaEntry(
        "/VTKHDF", .group, "The wall as linear tetrahedra, for VTK too")
    package static let vtkVersion = SchemaEntry(
        "/VTKHDF@Version", .int64, "Version of VTK's layout, [2, 2]", shape: [.fixed(2)])
    package static let vtkType = SchemaEntry(
        "/VTKHDF@Type", .text, "VTK's name of the data set", choices: ["UnstructuredGrid"])
    package static let pointCount = SchemaEntry(
        "/VTKHDF/NumberOfPoints", .int64, "Number of points", shape: [.fixed(1)])
    package static let cellCount = SchemaEntry(
        "/VTKHDF/NumberOfCells", .int64, "Number of tetrahedra", shape: [.fixed(1)])
    package static let connectivityCount = SchemaEntry(
        "/VTKHDF/NumberOfConnectivityIds", .int64, "Four times that", shape: [.fixed(1)])
    package static let points = SchemaEntry(
        "/VTKHDF/Points", .float64, "Vertices", shape: [.count("points"), .fixed(3)], unit: "mm")
    package static let connectivity = SchemaEntry(
        "/VTKHDF/Connectivity", .int64, "Vertices of each tetrahedron, positively oriented",
        shape: [.count("4 x cells")])
    package static let offsets = SchemaEntry(
        "/VTKHDF/Offsets", .int64, "First entry of each cell in Connectivity, 0, 4, 8 and so on",
        shape: [.count("cells + 1")])
    package static let cellTypes = SchemaEntry(
        "/VTKHDF/Types", .uint8, "10, VTK's linear tetrahedron", shape: [.count("cells")])
    package static let cellData = SchemaEntry("/VTKHDF/CellData", .group, "Data of the tetrahedra")
    package static let region = SchemaEntry(
        "/VTKHDF/CellData/region", .int32,
        "Part of the wall: 1 left ventricle, 2 right ventricle, 7 septum", shape: [.count("cells")])
    package static let fiber = SchemaEntry(
        "/VTKHDF/CellData/fiber", .float32, "Fibre direction, unit vector",
        shape: [.count("cells"), .fixed(3)], otherwise: "rule-based fibres (Bayer 2012)")
    package static let sheet = SchemaEntry(
        "/VTKHDF/CellData/sheet", .float32,
        "Sheet direction, unit vector across the fibre; stored with fiber or not at all",
        shape: [.count("cells"), .fixed(3)], otherwise: "rule-based sheets (Bayer 2012)")
    package static let pointData = SchemaEntry(
        "/VTKHDF/PointData", .group, "Data of the vertices", otherwise: "no coordinates")
    package static let apicobasal = SchemaEntry(
        "/VTKHDF/PointData/ab", .float64,
        "Apicobasal coordinate, 0 apex to 1 base; stored with tm and rt or not at all",
        shape: [.count("points")], range: -0.1...1.1,
        otherwise: "computed from the surfaces (Laplace)")
    package static let transmural = SchemaEntry(
        "/VTKHDF/PointData/tm", .float64, "Transmural coordinate, 0 endocardium to 1 epicardium",
        shape: [.count("points")], range: -0.1...1.1,
        otherwise: "computed from the surfaces (Laplace)")
    package static let rotational = SchemaEntry(
        "/VTKHDF/PointData/rt", .float64, "Rotational coordinate, -pi to pi",
        shape: [.count("points")], unit: "rad", range: -3.1416...3.1416,
        otherwise: "computed from the anatomy's axes")

    package static let surfaces: [SchemaEntry] = [
        surfaceGroup, triangles, triangleTags, rimGroup, rim,
    ]

    package static let surfaceGroup = SchemaEntry(
        "/hearttwin/surfaces", .group, "The wall's boundary")
    package static let triangles = SchemaEntry(
        "/hearttwin/surfaces/triangles", .int32,
        "All boundary triangles of the mesh, oriented outwards",
        shape: [.count("triangles"), .fixed(3)])
    package static let triangleTags = SchemaEntry(
        "/hearttwin/surfaces/tags", .int32,
        "1 LV endocardium, 2 RV endocardium, 3 epicardium, 4 base with valve rings",
        shape: [.count("triangles")])
    package static let rimGroup = SchemaEntry(
        "/hearttwin/surfaces/valve_rims", .group, "Valve openings",
        otherwise: "rims found as the loops that bound each endocardium")
    package static let rim = SchemaEntry(
        "/hearttwin/surfaces/valve_rims/<valve>", .int32,
        "Vertices of one rim in order; mitral, aortic, tricuspid or pulmonary",
        shape: [.count("rim")], otherwise: "see above")

    package static let mechanics: [SchemaEntry] = [
        mechanicsGroup, mechanicsPoints, mechanicsTets, mechanicsRegions, mechanicsTriangles,
        mechanicsTags, mechanicsCoordinates, mechanicsApicobasal, mechanicsTransmural,
        mechanicsRotational, referenceGroup, referencePoints, referenceStretch, referenceLeft,
        referenceRight, referenceProvenance,
    ]

    package static let mechanicsGroup = SchemaEntry(
        "/hearttwin/mechanics_mesh", .group,
        "Ten-node tetrahedra of the same anatomy, node order of VTK",
        otherwise: "none: make one with `hearttwin mesh remesh`")
    package static let mechanicsPoints = SchemaEntry(
        "/hearttwin/mechanics_mesh/points", .float64, "Nodes, vertices and edge middles",
        shape: [.count("nodes"), .fixed(3)], unit: "mm")
    package static let mechanicsTets = SchemaEntry(
        "/hearttwin/mechanics_mesh/tets", .int32, "Nodes of each tetrahedron",
        shape: [.count("tets"), .fixed(10)])
    package static let mechanicsRegions = SchemaEntry(
        "/hearttwin/mechanics_mesh/regions", .int32, "Part of the wall, as above",
        shape: [.count("tets")])
    package static let mechanicsTriangles = SchemaEntry(
        "/hearttwin/mechanics_mesh/triangles", .int32,
        "All boundary triangles, six nodes, oriented outwards", shape: [.count("faces"), .fixed(6)])
    package static let mechanicsTags = SchemaEntry(
        "/hearttwin/mechanics_mesh/tags", .int32, "Surface, as above", shape: [.count("faces")])
    package static let mechanicsCoordinates = SchemaEntry(
        "/hearttwin/mechanics_mesh/coordinates", .group, "Ventricular coordinates",
        otherwise: "interpolated from the electrical mesh")
    package static let mechanicsApicobasal = SchemaEntry(
        "/hearttwin/mechanics_mesh/coordinates/ab", .float64, "Apicobasal coordinate",
        shape: [.count("nodes")], range: -0.1...1.1)
    package static let mechanicsTransmural = SchemaEntry(
        "/hearttwin/mechanics_mesh/coordinates/tm", .float64, "Transmural coordinate",
        shape: [.count("nodes")], range: -0.1...1.1)
    package static let mechanicsRotational = SchemaEntry(
        "/hearttwin/mechanics_mesh/coordinates/rt", .float64, "Rotational coordinate",
        shape: [.count("nodes")], unit: "rad", range: -3.1416...3.1416)

    package static let referenceGroup = SchemaEntry(
        "/hearttwin/reference_state", .group,
        "The unloaded shape; used where it has its residual stretch and is one of the parameters",
        otherwise: "found before the first beat from the image and its pressures")
    package static let referencePoints = SchemaEntry(
        "/hearttwin/reference_state/points", .float64, "Nodes of the mechanics mesh without load",
        shape: [.count("nodes"), .fixed(3)], unit: "mm")
    package static let referenceStretch = SchemaEntry(
        "/hearttwin/reference_state/residual_stretch", .float64,
        "Stretch from stress-free muscle to it, 3 x 3 by rows at four points of each tetrahedron",
        shape: [.count("tets"), .fixed(36)], unit: "1", range: -20...20,
        otherwise: "a shape of another program, kept and not used")
    package static let referenceLeft = SchemaEntry(
        "/hearttwin/reference_state/lv_pressure", .float64,
        "LV pressure at which the mesh has its imaged shape", unit: "mm[Hg]", range: -20...60)
    package static let referenceRight = SchemaEntry(
        "/hearttwin/reference_state/rv_pressure", .float64,
        "RV pressure at which the mesh has its imaged shape", unit: "mm[Hg]", range: -20...60)
    package static let referenceProvenance = SchemaEntry(
        "/hearttwin/reference_state@provenance", .text, "How it was computed", otherwise: "unknown")
}
