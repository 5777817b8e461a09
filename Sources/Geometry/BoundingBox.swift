public import Numerics

/// Box along the axes around points.
public struct BoundingBox: Sendable, Equatable {
    /// Lowest coordinates [mm].
    public var low: Vec3
    /// Highest coordinates [mm].
    public var high: Vec3

    /// Makes a box from its corners.
    public init(low: Vec3, high: Vec3) {
        self.low = low
        self.high = high
    }

    /// The smallest box around points; nil without points.
    public init?(_ points: some Sequence<Vec3>) {
        var iterator = points.makeIterator()
        guard let first = iterator.next() else { return nil }
        self.init(low: first, high: first)
        while let point = iterator.next() { include(point) }
    }

    /// Edge lengths [mm].
    public var size: Vec3 { high - low }

    /// Grows the box to hold a point.
    public mutating func include(_ p: Vec3) {
        low = Vec3(min(low.x, p.x), min(low.y, p.y), min(low.z, p.z))
        high = Vec3(max(high.x, p.x), max(high.y, p.y), max(high.z, p.z))
    }

    /// True for points inside and on the surface.
    public func contains(_ p: Vec3) -> Bool {
        p.x >= low.x && p.x <= high.x && p.y >= low.y && p.y <= high.y && p.z >= low.z
            && p.z <= high.z
    }

    /// True where two boxes have a point in common.
    public func overlaps(_ other: BoundingBox) -> Bool {
        low.x <= other.high.x && other.low.x <= high.x && low.y <= other.high.y
            && other.low.y <= high.y && low.z <= other.high.z && other.low.z <= high.z
    }

    /// Distance of a point from the box, 0 inside [mm].
    public func distance(to p: Vec3) -> Double {
        Vec3(
            max(low.x - p.x, 0, p.x - high.x), max(low.y - p.y, 0, p.y - high.y),
            max(low.z - p.z, 0, p.z - high.z)
        ).norm
    }
}
