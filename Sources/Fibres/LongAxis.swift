public import Numerics

/// The long axis of the left ventricle, from the mesh's tags alone.
///
/// - Base: the mean of the nodes shared by the left endocardium and the base, the mitral and aortic
///   rims.
/// - Apex: the epicardial node of the left wall farthest from there; the first one of equals.
/// - Centre: the centroid of the left endocardium; the axis line runs through it from apex to base.
public struct LongAxis: Sendable, Equatable {
    /// The apex [mm].
    public let apex: Vec3
    /// Centre of the left valve rims [mm].
    public let base: Vec3
    /// Centre of the left endocardium [mm].
    public let centre: Vec3

    /// Unit vector from apex to base.
    public var direction: Vec3 { (base - apex).normalized }
    /// Distance from apex to base [mm].
    public var length: Double { (base - apex).norm }

    /// Makes an axis from its points [mm].
    public init(apex: Vec3, base: Vec3, centre: Vec3) {
        self.apex = apex
        self.base = base
        self.centre = centre
    }

    /// Distance vector of a point from the axis line [mm].
    public func radius(_ point: Vec3) -> Vec3 {
        let offset = point - centre
        return offset - offset.dot(direction) * direction
    }

    /// Circumferential direction at a point, counterclockwise seen from the base, not normalised.
    public func circumferential(_ point: Vec3) -> Vec3 { direction.cross(point - centre) }
}
