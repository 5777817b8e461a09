import Fibres
public import Geometry
import Glibc
public import Numerics

/// Which segment of the left ventricle a place of the wall belongs to.
///
/// Levels are thirds of the distance from the cavity's lowest point to the middle of its rims, along
/// the long axis; what lies beyond that point is the apex, what lies above the rims is basal. Around
/// the axis, segments have equal angles, and the boundary between antero- and inferoseptal wall runs
/// through the middle of the septum. Anterior is where a right-handed turn about the axis from apex
/// to base leads from there: the right ventricle lies to the right of the left one.
public struct SegmentedWall: Sendable {
    /// Segment of each tetrahedron, by its centroid; nil in the right ventricle.
    public private(set) var tets: [AHASegment?]
    private let axis: LongAxis
    /// From the axis to the middle of the septum.
    private let septum: Vec3
    /// Height of the cavity's lowest point above the middle of the rims [mm], negative.
    private let cavityEnd: Double

    /// Divides a wall; nil for one without septum, where no direction is known.
    ///
    /// - Throws: ``FibresError`` for a wall without left ventricle.
    public init?(_ mesh: QuadraticTetMesh) throws {
        let axis = try LongAxis(mesh)
        func height(_ place: Vec3) -> Double { (place - axis.base).dot(axis.direction) }
        let cavityEnd =
            mesh.triangles(tagged: .lvEndocardium).map { height(mesh.points[Int($0)]) }.min() ?? 0
        let centroids = (0..<mesh.tetCount).map { tet in
            mesh.tets[10 * tet..<10 * tet + 4].reduce(Vec3.zero) { $0 + mesh.points[Int($1)] } / 4
        }
        var septum = Vec3.zero
        for (tet, centroid) in centroids.enumerated() where mesh.regions[tet] == .septum {
            // Near the apex the septum is narrow and its middle uncertain.
            if height(centroid) > cavityEnd * Self.apicalEnd {
                septum += axis.radius(centroid).normalized
            }
        }
        guard septum.norm > 0 else { return nil }
        self.axis = axis
        self.septum = septum.normalized
        self.cavityEnd = cavityEnd
        tets = []
        tets = centroids.enumerated().map { tet, centroid in
            mesh.regions[tet] == .rightVentricle ? nil : segment(at: centroid)
        }
    }

    /// Shares of the cavity's depth at which the basal and the mid third end.
    private static let basalEnd = 1.0 / 3
    private static let apicalEnd = 2.0 / 3

    /// The segment of a place in the wall of the left ventricle [mm].
    public func segment(at place: Vec3) -> AHASegment {
        let depth = (place - axis.base).dot(axis.direction) / cavityEnd
        let radius = axis.radius(place)
        let angle = atan2(radius.dot(axis.direction.cross(septum)), radius.dot(septum))
        let level: AHASegment.Level =
            depth > 1
            ? .cap : depth > Self.apicalEnd ? .apical : depth > Self.basalEnd ? .mid : .basal
        return AHASegment(level, angle: angle * 180 / .pi)
    }
}
