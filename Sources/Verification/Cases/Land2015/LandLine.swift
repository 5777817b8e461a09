import Geometry
import Numerics

/// A meridian of the deformed ventricle and the strains along it.
struct LandLine: Sendable {
    /// Stations of the tables, from apex to base.
    static let stations = (1...10).map { 0.095 * Double($0) }

    /// Change of length of the parallel through each station [1].
    private(set) var circumferential: [Double] = []
    /// Change of the distance between neighbouring stations [1].
    private(set) var longitudinal: [Double] = []

    /// Measures one meridian; `t` is its depth in the wall.
    ///
    /// The problems are symmetric about the axis: a parallel stretches as its radius.
    init(_ solution: LandSolution, t: Double) throws {
        let reference = Self.points(t, Self.stations)
        let deformed = try solution.deformed(reference)
        func radius(_ p: Vec3) -> Double { (p.x * p.x + p.y * p.y).squareRoot() }
        for (X, x) in zip(reference, deformed) {
            circumferential.append(radius(x) / radius(X) - 1)
        }
        for k in 1..<reference.count {
            longitudinal.append(
                (deformed[k] - deformed[k - 1]).norm / (reference[k] - reference[k - 1]).norm - 1)
        }
    }

    /// Largest y of the deformed midwall meridian v = 0 [mm].
    static func twist(_ solution: LandSolution) throws -> Double {
        let samples = 400
        let line = points(0.5, (0...samples).map { Double($0) / Double(samples) })
        return try solution.deformed(line).reduce(-.infinity) { max($0, $1.y) }
    }

    /// Points of the meridian v = 0 of the benchmark, which is v = π of ``TruncatedEllipsoid``.
    private static func points(_ t: Double, _ stations: [Double]) -> [Vec3] {
        stations.map { LandEllipsoid.shape.point(TruncatedEllipsoid.Place(s: $0, v: .pi, t: t)) }
    }
}
