import Geometry
import Numerics

/// What is measured along the meridians of the deformed ventricle.
struct LandLines: Sendable {
    /// Depth of the lines in the wall: endocardium, middle, epicardium.
    static let depths = [("endocardial", 0.0), ("midwall", 0.5), ("epicardial", 1.0)]
    /// Stations of the tables, from apex to base.
    static let stations = (1...10).map { 0.095 * Double($0) }

    /// Change of length of the parallel through each station [1].
    var circumferential: [Double] = []
    /// Change of the distance between neighbouring stations [1].
    var longitudinal: [Double] = []

    /// Measures one meridian; `t` is its depth in the wall.
    ///
    /// The problems are symmetric about the axis: a parallel stretches as its radius.
    init(_ solution: LandSolution, t: Double) throws {
        let reference = Self.line(t, Self.stations)
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
        let line = line(0.5, (0...samples).map { Double($0) / Double(samples) })
        return try solution.deformed(line).map(\.y).max() ?? .nan
    }

    /// Points of the meridian v = 0 of the benchmark, which is v = π here.
    private static func line(_ t: Double, _ stations: [Double]) -> [Vec3] {
        stations.map { LandEllipsoid.shape.point(TruncatedEllipsoid.Place(s: $0, v: .pi, t: t)) }
    }
}
