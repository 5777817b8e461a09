public import Numerics

/// A line of lesions that no longer conduct.
public struct AblationLine: Sendable, Equatable {
    /// Corners of the line [mm]; one corner is a single lesion.
    public var corners: [Vec3]
    /// Distance from the line up to which tissue is destroyed [mm].
    public var radius: Double

    /// Makes a line of lesions [mm].
    public init(corners: [Vec3], radius: Double) {
        self.corners = corners
        self.radius = radius
    }

    /// Distance of a point from the line [mm]; infinite for a line without corners.
    public func distance(_ point: Vec3) -> Double {
        guard corners.count > 1 else {
            return corners.first.map { (point - $0).norm } ?? .infinity
        }
        return zip(corners, corners.dropFirst()).map { a, b in
            let along = b - a
            let length = along.dot(along)
            let part = length > 0 ? min(1, max(0, (point - a).dot(along) / length)) : 0
            return (point - (a + part * along)).norm
        }.min() ?? .infinity
    }
}
