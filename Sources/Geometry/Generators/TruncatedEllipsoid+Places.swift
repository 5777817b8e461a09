import Glibc
public import Numerics

extension TruncatedEllipsoid {
    /// The place of a point: the inverse of ``point(_:)``.
    ///
    /// The ellipsoid through the point follows from
    ///
    /// ```
    /// (x² + y²)/r(t)² + z²/l(t)² = 1
    /// ```
    ///
    /// by Newton's method; the left side is convex in t and falls as t grows, so that iterates approach
    /// from one side. Points a little outside the wall have t below 0 or above 1. On the axis v is 0.
    ///
    /// - `point`: [mm], below the plane z = l(t) and off the centre.
    public func place(of point: Vec3) -> Place {
        let across = (point.x * point.x + point.y * point.y).squareRoot()
        let (shortRate, longRate) = (outerShort - innerShort, outerLong - innerLong)
        var t = 0.0
        for _ in 0..<Self.placeIterations {
            let (r, l) = (short(t), long(t))
            let (a, b) = (across * across / (r * r), point.z * point.z / (l * l))
            let step = (a + b - 1) / (2 * (a * shortRate / r + b * longRate / l))
            t += step
            if abs(step) < Self.placeTolerance { break }
        }
        let theta = atan2(across / short(t), -point.z / long(t))
        return Place(
            s: theta / (.pi - acos(baseHeight / long(t))), v: atan2(point.y, point.x), t: t)
    }

    /// Unit vectors along the lines of growing s and v on the ellipsoid through a place.
    ///
    /// - Result: towards the base, and anticlockwise around the axis seen from the base. At the apex
    ///   both lie across the axis.
    public func tangents(_ place: Place) -> (meridian: Vec3, parallel: Vec3) {
        let theta = place.s * (.pi - acos(baseHeight / long(place.t)))
        let along = short(place.t) * cos(theta)
        let meridian = Vec3(
            along * cos(place.v), along * sin(place.v), long(place.t) * sin(theta))
        return (meridian.normalized, Vec3(-sin(place.v), cos(place.v), 0))
    }

    private static let placeIterations = 20
    /// Accepted error of the depth [1]; the last step is already far smaller.
    private static let placeTolerance = 1e-10
}
