public import Numerics

/// The long axis of the left ventricle, from the mesh's tags alone.
///
/// - Base plane: through the centroid of the base triangles, normal to the sum of their area vectors.
/// - Apex: the epicardial node of the left wall farthest below that plane; the first one of equals.
/// - Axis: from the apex to the mean of the nodes shared by the left endocardium and the base, the
///   mitral and aortic rims.
public struct LongAxis: Sendable, Equatable {
    /// The apex [mm].
    public let apex: Vec3
    /// Centre of the left valve rims [mm].
    public let base: Vec3

    /// Unit vector from apex to base.
    public var direction: Vec3 { (base - apex).normalized }
    /// Distance from apex to base [mm].
    public var length: Double { (base - apex).norm }

    /// Makes an axis from its ends [mm].
    public init(apex: Vec3, base: Vec3) {
        self.apex = apex
        self.base = base
    }

    /// Distance vector of a point from the axis line [mm].
    public func radius(_ point: Vec3) -> Vec3 {
        let offset = point - apex
        return offset - offset.dot(direction) * direction
    }

    /// Circumferential direction at a point, counterclockwise seen from the base, not normalised.
    public func circumferential(_ point: Vec3) -> Vec3 { direction.cross(point - apex) }
}
