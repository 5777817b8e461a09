import Fibres
public import Geometry

/// Where around the long axis the right ventricle meets the left one, by height.
///
/// At each height, a twentieth of the apicobasal coordinate, the outermost nodes that tetrahedra of both
/// ventricles share give the anterior (positive) and the posterior (negative) angle. Heights without any
/// take the nearest below or above; where the junction closes around the right ventricle's apex, the
/// lowest height at which it is at least ``leastShare`` of its greatest width goes on downwards.
public struct JunctionAngles: Sendable {
    private var anterior: [Double]
    private var posterior: [Double]
    /// Lowest apicobasal coordinate of the junction.
    public let lowest: Double

    private static let levels = 20
    /// Share of the greatest width below which the junction is closing.
    private static let leastShare = 0.6

    /// Finds the junction; nil for a wall without right ventricle.
    public init?(_ anatomy: VentricularAnatomy, _ coordinates: VentricularCoordinates) {
        let count = anatomy.mesh.points.count
        var isLeft = [Bool](repeating: false, count: count)
        var isRight = isLeft
        for (tet, region) in zip(anatomy.mesh.tets, anatomy.regions) {
            for k in 0..<4 {
                if region == .rightVentricle {
                    isRight[Int(tet[k])] = true
                } else {
                    isLeft[Int(tet[k])] = true
                }
            }
        }
        var high = [Double?](repeating: nil, count: Self.levels)
        var low = high
        var lowest = Double.infinity
        for node in 0..<count where isLeft[node] && isRight[node] {
            let height = coordinates.apicobasal[node]
            let level = min(Self.levels - 1, Int(height * Double(Self.levels)))
            let angle = coordinates.rotational[node]
            lowest = min(lowest, height)
            if angle > 0 { high[level] = max(high[level] ?? 0, angle) }
            if angle < 0 { low[level] = min(low[level] ?? 0, angle) }
        }
        let widths = zip(high, low).map { ($0 ?? 0) - ($1 ?? 0) }
        guard let widest = widths.max(), widest > 0,
            let first = widths.firstIndex(where: { $0 >= Self.leastShare * widest })
        else { return nil }
        self.lowest = lowest
        for level in 0..<first { (high[level], low[level]) = (high[first], low[first]) }
        anterior = Self.filled(high)
        posterior = Self.filled(low)
        if anterior.isEmpty || posterior.isEmpty { return nil }
    }

    /// Values where there are none taken from below, or from above at the start.
    private static func filled(_ values: [Double?]) -> [Double] {
        guard var last = values.compactMap({ $0 }).first else { return [] }
        return values.map { value in
            last = value ?? last
            return last
        }
    }

    /// The angles at a height, linear between the middles of levels.
    public func angles(at height: Double) -> (anterior: Double, posterior: Double) {
        let place = min(
            Double(Self.levels - 1), max(0, height * Double(Self.levels) - 0.5))
        let level = min(Self.levels - 2, Int(place))
        let share = place - Double(level)
        func mix(_ values: [Double]) -> Double {
            values[level] + share * (values[level + 1] - values[level])
        }
        return (mix(anterior), mix(posterior))
    }

    /// An angle about the long axis so stretched that the junctions lie at ±π/2.
    public func normalised(_ angle: Double, at height: Double) -> Double {
        let (a, p) = angles(at: height)
        let quarter = Double.pi / 2
        if angle >= a { return quarter + quarter * (angle - a) / (.pi - a) }
        if angle <= p { return -quarter - quarter * (p - angle) / (.pi + p) }
        return angle >= 0 ? quarter * angle / a : quarter * angle / -p
    }
}
