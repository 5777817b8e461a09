import FiniteElements
public import Geometry
import MeshFormats
import Numerics
import Patients
import Quantities

/// What `hearttwin mesh info` shows of one mesh.
public struct MeshSummary: Sendable, Encodable {
    /// An array of the file.
    public struct Array: Sendable, Encodable {
        /// Name in the file.
        public var name: String
        /// "point" or "cell".
        public var on: String
        /// Numbers per point or cell.
        public var components: Int
        /// Number type in the file.
        public var type: String
        /// Smallest finite value.
        public var min: Double?
        /// Largest finite value.
        public var max: Double?
        /// Values that are not finite.
        public var notFinite: Int
    }

    /// A tagged surface.
    public struct Surface: Sendable, Encodable {
        /// Boundary triangles.
        public var triangles: Int
        /// Area [mm²].
        public var areaMm2: Double
    }

    /// A blood pool.
    public struct Pool: Sendable, Encodable {
        /// Volume with each rim closed by a fan [mL].
        public var volumeML: Double
        /// Openings for valves.
        public var rims: Int
    }

    /// Name of the mesh.
    public var name: String
    /// Kind of the elements.
    public var elements: String
    /// Number of points.
    public var points: Int
    /// Cells by type.
    public var cells: [String: Int]
    /// Lowest and highest coordinates [mm].
    public var boundingBoxMm: [[Double]]
    /// Volume of each part [mL].
    public var regionsML: [String: Double]
    /// Volume of the wall [mL].
    public var wallML: Double?
    /// The surfaces.
    public var surfaces: [String: Surface]
    /// The blood pools.
    public var cavities: [String: Pool]
    /// Edge lengths [mm].
    public var edgeMm: MeshDistribution.Spread?
    /// Smallest angle between faces of each tetrahedron [degrees].
    public var smallestAngleDegrees: MeshDistribution.Spread?
    /// Radius ratio of each tetrahedron, 1 for the regular one.
    public var radiusRatio: MeshDistribution.Spread?
    /// Scaled Jacobian of each curved tetrahedron, 1 for straight ones.
    public var scaledJacobian: MeshDistribution.Spread?
    /// Arrays of the file.
    public var arrays: [Array]

    /// Measures a mesh.
    public init(_ content: MeshContent) {
        name = content.name
        elements = "cells without part and tag"
        points = 0
        boundingBoxMm = []
        cells = [:]
        regionsML = [:]
        surfaces = [:]
        cavities = [:]
        arrays = content.grid.map { Self.arrays($0) } ?? []
        for type in content.grid?.types ?? [] { cells["\(type)", default: 0] += 1 }
        var all = content.grid?.points ?? []
        switch content.elements {
        case .linear(let anatomy):
            elements = "linear tetrahedra"
            all = anatomy.mesh.points
            setShapes(MeshDistribution(anatomy.mesh))
            setCells(.tetrahedron, anatomy.mesh.tets.count, .triangle, anatomy.triangles.count)
        case .quadratic(let mesh):
            elements = "quadratic tetrahedra"
            all = mesh.points
            setShapes(MeshDistribution(mesh))
            setCells(
                .quadraticTetrahedron, mesh.tetCount, .quadraticTriangle, mesh.triangleCount)
        case .untagged: break
        }
        points = all.count
        let box = BoundingBox(all)
        boundingBoxMm = box.map { [Self.triple($0.low), Self.triple($0.high)] } ?? []
        if let report = content.report { add(report, content) }
    }

    private mutating func setShapes(_ shapes: MeshDistribution) {
        edgeMm = shapes.edge
        smallestAngleDegrees = shapes.dihedral?.scaled(by: 180 / .pi)
        radiusRatio = shapes.radiusRatio
        scaledJacobian = shapes.scaledJacobian
    }

    private mutating func setCells(
        _ solid: VTKCellType, _ solids: Int, _ face: VTKCellType, _ faces: Int
    ) {
        cells["\(solid)"] = solids
        cells["\(face)"] = faces
    }

    private mutating func add(_ report: MeshReport, _ content: MeshContent) {
        wallML = report.wallVolume / Units.mL
        for (region, volume) in report.regionVolumes { regionsML["\(region)"] = volume / Units.mL }
        for (tag, count) in report.triangles {
            surfaces["\(tag)"] = Surface(
                triangles: count, areaMm2: report.surfaceAreas[tag] ?? 0)
        }
        for (tag, state) in report.cavities {
            guard case .closed(var volume, let rims) = state else { continue }
            // Curved surfaces are measured as the simulation does.
            if case .quadratic(let mesh) = content.elements,
                let curved = try? QuadraticCavity(mesh, endocardium: tag)
            {
                volume = curved.volume(mesh.points)
            }
            cavities[tag.cavityName] = Pool(volumeML: volume / Units.mL, rims: rims)
        }
    }

    private static func triple(_ p: Vec3) -> [Double] { [p.x, p.y, p.z] }

    private static func arrays(_ grid: UnstructuredGrid) -> [Array] {
        func describe(_ array: VTKArray, on: String) -> Array {
            let finite = array.values.filter(\.isFinite)
            return Array(
                name: array.name, on: on, components: array.components,
                type: array.scalar.rawValue, min: finite.min(), max: finite.max(),
                notFinite: array.values.count - finite.count)
        }
        return grid.pointArrays.map { describe($0, on: "point") }
            + grid.cellArrays.map { describe($0, on: "cell") }
    }
}
