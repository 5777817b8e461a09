public import Quantities

/// Elastodynamics of both ventricles on the coarse published mesh, against nine codes.
///
/// 45 304 quadratic tetrahedra, fibres interpolated from those supplied at the vertices, generalised-α
/// with 1 ms. The quick run is the filling before the beat, with longer steps.
///
/// Source: Aróstica et al., *Comput. Methods Appl. Mech. Eng.* 435 (2025) 117485,
/// doi:10.1016/j.cma.2024.117485; meshes: Reidmen/cardiac_benchmark_toolkit (MIT); curves:
/// doi:10.5281/zenodo.14260459 (CC BY 4.0).
public struct Arostica2025Biv: VerificationCase {
    public static let card = ModelCard(
        identifier: "arostica2025-biv",
        summary: "Elastodynamics of both ventricles against nine codes",
        source: "Arostica et al. 2025, doi:10.1016/j.cma.2024.117485")

    /// Makes the case.
    public init() {}

    /// Largest accepted distance from the codes' mean [1].
    private static let tolerance = 0.05
    /// Largest accepted way outside the codes' range while the ventricles fill [mm].
    private static let quickTolerance = 0.01

    public func run(_ options: VerificationOptions) throws -> [Check] {
        let problem = Arostica2025Problem.biv()
        let mesh = try Arostica2025Mesh.biv(
            folder: options.referenceDirectory + "/arostica_meshes")
        let curves = try Arostica2025Run(
            problem: problem, mesh: mesh, dt: options.quick ? 5 : 1,
            end: options.quick ? 100 : 1000
        ).curves(options)
        let comparison = try Arostica2025Comparison(
            problem, curves, label: options.quick ? "to 100 ms" : "biventricular", options)
        let volumes = zip(["left", "right"], curves.volumes).flatMap { side, volumes in
            [
                Check(
                    "\(side) ventricle: volume at rest", unit: "mL",
                    observed: (volumes.first ?? .nan) / Units.mL, gated: false),
                Check(
                    "\(side) ventricle: least volume", unit: "mL",
                    observed: (volumes.min() ?? .nan) / Units.mL, gated: false),
            ]
        }
        // While the ventricles fill, the codes lie up to their own displacement apart: their range is the
        // better measure.
        return comparison.distances(high: options.quick ? nil : Self.tolerance)
            + comparison.excursions(high: options.quick ? Self.quickTolerance : nil) + volumes
    }
}
