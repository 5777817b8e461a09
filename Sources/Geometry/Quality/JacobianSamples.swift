public import Numerics

/// The points at which curved tetrahedra are checked for folds.
public enum JacobianSamples {
    /// The 35 points of the fourth-order lattice: corners, edges, faces and interior.
    public static let points: [Vec3] = {
        let order = 4
        var points: [Vec3] = []
        for i in 0...order {
            for j in 0...(order - i) {
                for k in 0...(order - i - j) {
                    points.append(
                        Vec3(Double(i), Double(j), Double(k)) / Double(order))
                }
            }
        }
        return points
    }()

    /// Smallest det J at the samples over the mean det J of the element (six times its volume).
    ///
    /// 1 for straight elements, 0 or less for folded ones; that of an element whose volume is not
    /// positive is its smallest det J over the absolute mean, and so not positive either.
    public static func scaledMinimum(_ element: CurvedTet) -> Double {
        var smallest = Double.infinity
        for point in points { smallest = min(smallest, element.jacobian(point).determinant) }
        let mean = 6 * element.volume
        if mean <= 0 { return min(smallest / max(-mean, .leastNormalMagnitude), 0) }
        return smallest / mean
    }
}
