import Geometry
import Numerics
public import Patients
import Quantities

/// Sizes of a patient's meshes and the volumes they enclose.
public struct AnatomySummary: Sendable, Encodable {
    /// Vertices and tetrahedra of the electrical mesh.
    public var points: Int
    public var tetrahedra: Int
    /// Mean edge length of the electrical mesh [mm].
    public var meanEdgeMm: Double
    /// Volume of the wall by part [mL].
    public var wallML: [String: Double]
    /// Volumes behind the endocardia, rims closed by a fan [mL]; nil when it cannot be closed.
    public var leftCavityML: Double?
    public var rightCavityML: Double?
    /// Mass of left ventricle and septum [g].
    public var leftMassG: Double?
    /// Number of openings of each endocardium.
    public var leftOpenings: Int?
    public var rightOpenings: Int?
    /// Boundary triangles by surface.
    public var triangles: [String: Int]

    /// Density of myocardium [g/mL].
    ///
    /// Source: Vinnakota, Bassingthwaighte, *Am. J. Physiol. Heart Circ. Physiol.* 286 (2004)
    /// H1742–H1749, doi:10.1152/ajpheart.00478.2003 (1.053 g/mL).
    private static let density = 1.053

    /// Measures a patient.
    public init(of patient: Patient) {
        let mesh = patient.anatomy.mesh
        points = mesh.points.count
        tetrahedra = mesh.tets.count
        meanEdgeMm = Self.meanEdge(mesh)
        var wall: [WallRegion: Double] = [:]
        for (tet, region) in patient.anatomy.regions.enumerated() {
            wall[region, default: 0] += mesh.volume(tet) / Units.mL
        }
        wallML = [:]
        for (region, volume) in wall { wallML["\(region)"] = volume }
        let left = try? Cavity(patient.anatomy, endocardium: .lvEndocardium)
        let right = try? Cavity(patient.anatomy, endocardium: .rvEndocardium)
        leftCavityML = left.map { $0.volume(mesh.points) / Units.mL }
        rightCavityML = right.map { $0.volume(mesh.points) / Units.mL }
        leftOpenings = left?.rims.count
        rightOpenings = right?.rims.count
        let leftWall = (wall[.leftVentricle] ?? 0) + (wall[.septum] ?? 0)
        leftMassG = leftWall > 0 ? leftWall * Self.density : nil
        triangles = [:]
        for tag in patient.anatomy.triangleTags { triangles["\(tag)", default: 0] += 1 }
    }

    private static func meanEdge(_ mesh: TetMesh) -> Double {
        var sum = 0.0
        for t in mesh.tets {
            let corners = [t.x, t.y, t.z, t.w].map { mesh.points[Int($0)] }
            for edge in QuadraticTetMesh.tetEdges {
                sum += (corners[edge.x] - corners[edge.y]).norm
            }
        }
        return mesh.tets.isEmpty ? 0 : sum / Double(6 * mesh.tets.count)
    }
}
