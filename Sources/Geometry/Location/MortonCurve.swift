import Numerics

/// A curve through space that visits neighbours soon after each other.
enum MortonCurve {
    /// Place of each point on the curve: the interleaved bits of its position in a cube of 1024³
    /// cells around all points.
    static func codes(_ points: [Vec3]) -> [UInt32] {
        guard let box = BoundingBox(points) else { return [] }
        let edge = max(box.size.x, box.size.y, box.size.z)
        let bits: UInt32 = 10
        let cells = Double(1 << bits)
        func spread(_ value: Double) -> UInt32 {
            let scaled = edge > 0 ? value / edge * cells : 0
            let cell = UInt32(min(max(scaled, 0), cells - 1))
            return (0..<bits).reduce(0) { $0 | (cell >> $1 & 1) << (3 * $1) }
        }
        return points.map { point in
            let p = point - box.low
            return spread(p.x) | spread(p.y) << 1 | spread(p.z) << 2
        }
    }

    /// The numbers of the points in the order of the curve.
    static func order(_ points: [Vec3]) -> [Int] {
        let codes = codes(points)
        return codes.indices.sorted { (codes[$0], $0) < (codes[$1], $1) }
    }
}
