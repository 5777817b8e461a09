import Geometry
import Numerics

/// Tissue that no longer conducts: a line of spots burnt by a catheter.
public struct Lesion: Sendable, Equatable {
    /// Centres, in order; the way between two neighbours is filled.
    public var sites: [VentricularSite]
    /// Reach around the centres [mm].
    public var radius: Double

    /// Describes a lesion.
    public init(sites: [VentricularSite], radius: Double) {
        self.sites = sites
        self.radius = radius
    }

    /// A surface that a catheter reaches.
    public enum Surface: String, CaseIterable, Sendable {
        case epicardium
        case leftEndocardium = "lv-endocardium"
        case rightEndocardium = "rv-endocardium"

        fileprivate var place: (surface: SurfaceTag, regions: Set<WallRegion>) {
            switch self {
            case .epicardium: (.epicardium, [.leftVentricle, .rightVentricle])
            case .leftEndocardium: (.lvEndocardium, [.leftVentricle, .septum])
            case .rightEndocardium: (.rvEndocardium, [.rightVentricle, .septum])
            }
        }
    }

    /// A spot, or a line to a second place.
    ///
    /// - Parameters:
    ///   - from: apicobasal coordinate, 0 apex to 1 base, and angle from the centre of the septum towards the anterior
    ///     wall [rad].
    ///   - to: the other end of a line, which goes straight in these coordinates.
    ///   - radius: reach [mm].
    public init(
        on surface: Surface, from: (apicobasal: Double, fromSeptum: Double),
        to: (apicobasal: Double, fromSeptum: Double)?, radius: Double
    ) {
        let end = to ?? from
        let parts = to == nil ? 0 : Self.parts
        sites = (0...parts).map { part in
            let share = parts > 0 ? Double(part) / Double(parts) : 0
            return VentricularSite(
                name: "ablation on the \(surface.rawValue)", surface: surface.place.surface,
                regions: surface.place.regions,
                apicobasal: from.apicobasal + share * (end.apicobasal - from.apicobasal),
                fromSeptum: from.fromSeptum + share * (end.fromSeptum - from.fromSeptum))
        }
        self.radius = radius
    }

    /// Pieces of a line.
    private static let parts = 12

    /// Which tetrahedra of an anatomy are burnt: those whose centre lies within the radius of the polygon through the
    /// vertices nearest to the sites, and those around each of these vertices, so that a lesion smaller than an element is one.
    ///
    /// - Throws: as ``VentricularSite/vertex(on:)``.
    func tetrahedra(of anatomy: VentricularAnatomy) throws(ElectrophysiologyError) -> [Bool] {
        var vertices: [Int] = []
        for site in sites { vertices.append(try site.vertex(on: anatomy)) }
        let points = vertices.map { anatomy.mesh.points[$0] }
        let centres = Set(vertices.map { Int32($0) })
        return anatomy.mesh.tets.map { tet in
            if (0..<4).contains(where: { centres.contains(tet[$0]) }) { return true }
            let centre =
                (0..<4).reduce(Vec3.zero) { $0 + anatomy.mesh.points[Int(tet[$1])] } / 4
            return zip(points, points.dropFirst().isEmpty ? points[...] : points.dropFirst())
                .contains { Self.distance(of: centre, from: $0, to: $1) <= radius }
        }
    }

    /// From a point to the segment between two others [mm].
    private static func distance(of point: Vec3, from a: Vec3, to b: Vec3) -> Double {
        let along = b - a
        let square = along.dot(along)
        let share = square > 0 ? min(max((point - a).dot(along) / square, 0), 1) : 0
        return (point - a - share * along).norm
    }
}
