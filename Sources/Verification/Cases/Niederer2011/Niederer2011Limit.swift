import Monodomain

/// The limit of fine meshes, from consistent and from lumped mass, and how far our scheme at 0.2 mm is from it.
///
/// What an element does to a front depends on its size h in lengths ℓ = √(σ/(χCm)·1 ms): 0.309 mm along and
/// 0.112 mm across the fibre. Cubes of 0.2 and 0.1 mm are h/ℓ = 1.8 and 0.9 across it, beyond the maximum that the
/// velocity of consistent mass has at 0.8 (docs/decisions/monodomain.md): from there on the error does not fall as h²,
/// and extrapolating it by that law misses the limit, for consistent mass in the wrong direction. The meshes here have
/// cells of the same h/ℓ in all directions, 0.81, 0.65 and 0.43, and the error is fitted as a·h² + b·h⁴ through all
/// three. On cables of 0.25, 0.2 and 0.1 mm the same fit is within 1 % of the limit for either mass.
///
/// In steps of 0.05 ms and single precision, whose errors are the same on all meshes.
package enum Niederer2011Limit {
    /// Edges along the fibre [mm].
    static let spacings = [0.25, 0.2, 2.0 / 15]
    /// Limits of both masses agree to this part [1].
    private static let meeting = 0.04
    /// Our scheme at 0.2 mm is within this part of the limit [1].
    private static let published = 0.02

    /// Computes and judges the limit.
    static func checks(_ book: inout Niederer2011Book) throws -> [Check] {
        var checks: [Check] = []
        var limits: [Niederer2011Run.Mass: [Double]] = [:]
        for mass in [Niederer2011Run.Mass.consistent, .lumped] {
            let times = try spacings.map { spacing in
                try book.times(run(mass, spacing, .scaled)).points
            }
            let values = times[0].indices.map { point in
                limit(spacings: spacings, values: times.map { $0[point] })
            }
            limits[mass] = values
            for (point, value) in values.enumerated() where point > 0 {
                checks.append(
                    Check(
                        "P\(point + 1), limit of \(mass.rawValue) mass", unit: "ms",
                        observed: value, gated: false))
            }
        }
        let (consistent, lumped) = (limits[.consistent]?[7] ?? .nan, limits[.lumped]?[7] ?? .nan)
        let mean = (consistent + lumped) / 2
        checks.append(
            Check(
                "P8, limit of lumped over limit of consistent mass", unit: "1",
                observed: lumped / consistent, expected: 1, tolerance: meeting))
        // Tetrahedra are what a heart is made of; their fronts at a slant are too fast, by more than is wanted.
        checks.append(
            Check(
                "P8 at 0.2 mm, directional mass on tetrahedra, against the limit", unit: "ms",
                observed: try book.times(run(.directional, 0.2, .cubes)).points[7],
                expected: mean, low: (1 - published) * mean, high: (1 + published) * mean,
                gated: false))
        var bricks = run(.directional, 0.2, .cubes)
        bricks.elements = .bricks
        checks.append(
            Check(
                "P8 at 0.2 mm, directional mass on bricks, against the limit", unit: "ms",
                observed: try book.times(bricks).points[7], expected: mean,
                tolerance: published * mean))
        return checks
    }

    private static func run(
        _ mass: Niederer2011Run.Mass, _ spacing: Double, _ shape: Niederer2011Run.Shape
    ) -> Niederer2011Run {
        var run = Niederer2011Run(
            spacing: spacing, timeStep: 0.05, mass: mass, shape: shape, precision: .single)
        // By nodes the stimulus would reach another distance on each mesh.
        run.stimulus = .volume
        return run
    }

    /// The value at zero of the even polynomial through the values at some spacings.
    ///
    /// For three of them the value is v + a·h² + b·h⁴ (Newton's form in h²).
    package static func limit(spacings: [Double], values: [Double]) -> Double {
        let x = spacings.map { $0 * $0 }
        var difference = values
        var sum = values[0]
        var product = 1.0
        for order in 1..<values.count {
            for k in 0..<values.count - order {
                difference[k] = (difference[k + 1] - difference[k]) / (x[k + order] - x[k])
            }
            product *= -x[order - 1]
            sum += product * difference[0]
        }
        return sum
    }
}
