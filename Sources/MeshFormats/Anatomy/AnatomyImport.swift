public import Geometry
import Numerics

/// A ventricular anatomy cut out of a labelled mesh, and what had to be done for it.
public struct AnatomyImport: Sendable {
    /// The wall with its tagged boundary.
    public var anatomy: VentricularAnatomy
    /// The rims of the endocardia.
    public private(set) var valves: ValveRims
    /// Tetrahedra that were turned because they were inside out.
    public private(set) var turnedTets: Int
    /// Edges with more than two boundary triangles before the repair.
    public private(set) var crowdedEdges: Int
    /// Vertices at which the boundary touched itself before the repair.
    public private(set) var pinchedVertices: Int
    /// Tetrahedra removed by the repair.
    public private(set) var removedTets: Int
    /// Volume removed by the repair [mm³].
    public private(set) var removedVolume: Double
    /// Tetrahedra left out because they do not hang together with the largest component.
    public private(set) var looseTets: Int
    /// Point of the grid of each node.
    public let sourcePoints: [Int]

    /// Cuts the parts with a meaning out of a grid of linear tetrahedra and tagged triangles.
    ///
    /// Turns inverted tetrahedra, removes what makes the boundary touch itself
    /// (``ManifoldRepair``), keeps the largest component, extracts and tags the boundary, absorbs
    /// specks of a wrong tag, orders the nodes in space, and names the valve rims.
    public init(
        _ grid: UnstructuredGrid, labels: AnatomyLabels
    ) throws(MeshFormatError) {
        var wall = try LabelledWall(grid, labels: labels)
        var labels = labels
        let surfaces: [SIMD3<Int32>: [Int32]]
        if labels.findsSurfaces {
            let attached = try AttachedSurfaces(grid, labels: labels)
            surfaces = attached.surfaces
            labels.tags = AttachedSurfaces.tags
            labels.rings = attached.rings
        } else {
            surfaces = try Self.surfaces(grid, labels)
        }
        turnedTets = wall.turnInverted(grid.points)
        let repair = try MeshFormatError.meshing { () throws(GeometryError) in
            try ManifoldRepair(TetMesh(points: grid.points, tets: wall.tets))
        }
        crowdedEdges = repair.crowdedEdges
        pinchedVertices = repair.pinchedVertices
        removedTets = repair.removedCount
        removedVolume = repair.removedVolume
        wall.keep(repair.kept)
        let components = TetComponents(wall.tets)
        looseTets = wall.tets.count - (components.sizes.first ?? 0)
        wall.keep(wall.tets.indices.filter { components.componentOfTet[$0] == 0 })
        let (compact, oldNumbers) = try MeshFormatError.meshing { () throws(GeometryError) in
            let whole = try wall.anatomy(points: grid.points) { triangle in
                surfaces[triangle]?.lazy.compactMap { labels.tags[$0] }.first ?? .base
            }
            let (compact, used) = whole.compacted()
            let (ordered, order) = compact.spatiallyOrdered()
            return (ordered, order.map { used[$0] })
        }
        anatomy = compact
        sourcePoints = oldNumbers
        anatomy.coordinates = try Self.coordinates(grid, labels, nodes: oldNumbers)
        valves = try MeshFormatError.meshing { () throws(GeometryError) in
            try Self.valves(compact, ringNodes: Self.ringNodes(surfaces, labels, oldNumbers))
        }
    }

    /// Surface ids of the triangles of the grid; two surfaces may share a triangle.
    private static func surfaces(
        _ grid: UnstructuredGrid, _ labels: AnatomyLabels
    ) throws(MeshFormatError) -> [SIMD3<Int32>: [Int32]] {
        let values = try grid.cellArray(labels.surfaceArray).values
        let (cells, nodes) = grid.cells(.triangle)
        var surfaces: [SIMD3<Int32>: [Int32]] = [:]
        surfaces.reserveCapacity(cells.count)
        for (number, cell) in cells.enumerated() {
            guard let id = Int32(exactly: values[cell]) else { continue }
            let triangle = SIMD3(nodes[3 * number], nodes[3 * number + 1], nodes[3 * number + 2])
            surfaces[TetBoundary.key(triangle), default: []].append(id)
        }
        return surfaces
    }

    private static func coordinates(
        _ grid: UnstructuredGrid, _ labels: AnatomyLabels, nodes: [Int]
    ) throws(MeshFormatError) -> VentricularCoordinates? {
        guard let names = labels.coordinateArrays else { return nil }
        let present = Set(grid.pointArrays.map(\.name))
        let wanted = [names.apicobasal, names.transmural, names.rotational]
        // None of them is a mesh without coordinates; some of them is a mistake.
        if present.isDisjoint(with: wanted) { return nil }
        func values(_ name: String) throws(MeshFormatError) -> [Double] {
            let all = try grid.pointArray(name).values
            for node in nodes where !all[node].isFinite {
                throw .outOfRange(
                    array: name, index: node, value: "\(all[node])",
                    allowed: "finite numbers in the ventricles")
            }
            return nodes.map { all[$0] }
        }
        return VentricularCoordinates(
            apicobasal: try values(names.apicobasal), transmural: try values(names.transmural),
            rotational: try values(names.rotational))
    }

    /// New numbers of the nodes on each valve ring.
    private static func ringNodes(
        _ surfaces: [SIMD3<Int32>: [Int32]], _ labels: AnatomyLabels, _ oldNumbers: [Int]
    ) -> [Valve: Set<Int32>] {
        var newNumber: [Int32: Int32] = [:]
        for (new, old) in oldNumbers.enumerated() { newNumber[Int32(old)] = Int32(new) }
        var nodes: [Valve: Set<Int32>] = [:]
        for (triangle, ids) in surfaces {
            for valve in ids.compactMap({ labels.rings[$0] }) {
                for k in 0..<3 {
                    if let node = newNumber[triangle[k]] { nodes[valve, default: []].insert(node) }
                }
            }
        }
        return nodes
    }

    /// Names each rim by the ring most of its nodes lie on, or all by length where rings miss.
    private static func valves(
        _ anatomy: VentricularAnatomy, ringNodes: [Valve: Set<Int32>]
    ) throws(GeometryError) -> ValveRims {
        let left = try anatomy.rims(of: .lvEndocardium)
        let right = try anatomy.rims(of: .rvEndocardium)
        var named: [Valve: SurfaceLoop] = [:]
        for valve in Valve.allCases {
            let rims = valve.endocardium == .lvEndocardium ? left : right
            let nodes = ringNodes[valve] ?? []
            named[valve] = rims.first { rim in
                2 * rim.vertices.count { nodes.contains($0) } > rim.vertices.count
            }
        }
        if named.count == Valve.allCases.count { return ValveRims(named) }
        return ValveRims(left: left, right: right, points: anatomy.mesh.points)
    }
}

/// The tetrahedra of the parts to keep.
private struct LabelledWall {
    var tets: [SIMD4<Int32>] = []
    var regions: [WallRegion] = []

    init(_ grid: UnstructuredGrid, labels: AnatomyLabels) throws(MeshFormatError) {
        let parts = try grid.cellArray(labels.partArray).integers()
        let (cells, nodes) = grid.cells(.tetrahedron)
        for (number, cell) in cells.enumerated() {
            guard let region = labels.regions[parts[cell]] else { continue }
            let n = 4 * number
            tets.append(SIMD4(nodes[n], nodes[n + 1], nodes[n + 2], nodes[n + 3]))
            regions.append(region)
        }
        if tets.isEmpty {
            throw .noCells(
                kind: "tetrahedra whose \(labels.partArray) is one of "
                    + labels.regions.keys.sorted().map { "\($0)" }.joined(separator: ", "))
        }
    }

    mutating func turnInverted(_ points: [Vec3]) -> Int {
        let mesh = TetMesh(points: points, tets: tets)
        var turned = 0
        for tet in tets.indices where mesh.volume(tet) < 0 {
            tets[tet] = SIMD4(tets[tet].y, tets[tet].x, tets[tet].z, tets[tet].w)
            turned += 1
        }
        return turned
    }

    mutating func keep(_ numbers: [Int]) {
        tets = numbers.map { tets[$0] }
        regions = numbers.map { regions[$0] }
    }

    /// The wall with its boundary tagged by the key of each triangle, specks absorbed.
    func anatomy(
        points: [Vec3], tag: (SIMD3<Int32>) -> SurfaceTag
    ) throws(GeometryError) -> VentricularAnatomy {
        let boundary = try TetBoundary(tets)
        var anatomy = VentricularAnatomy(
            mesh: TetMesh(points: points, tets: tets), regions: regions,
            triangles: boundary.triangles,
            triangleTags: boundary.triangles.map { tag(TetBoundary.key($0)) })
        anatomy.absorbTagIslands()
        return anatomy
    }
}
