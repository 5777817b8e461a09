public import Quantities

/// Transversely isotropic exponential law of passive myocardium.
///
/// ```
/// Ψ = C/2 (exp Q − 1)
/// Q = bf Eff² + bt (Ess² + Enn² + 2 Esn²) + 2 bfs (Efs² + Efn²)
/// ```
///
/// The strains are not split into volumetric and isochoric parts.
///
/// Source: Guccione, McCulloch, Waldman, *J. Biomech. Eng.* 113 (1991) 42–55,
/// doi:10.1115/1.2894084, equations (1)–(2). Defaults: Land et al., *Proc. R. Soc. A* 471 (2015)
/// 20150641, doi:10.1098/rspa.2015.0641, problems 1 and 3 (verification values, not a fit to tissue).
public struct Guccione: PassiveMaterial {
    public static let card = ModelCard(
        identifier: "guccione",
        summary: "Transversely isotropic exponential law in the Green–Lagrange strain",
        source: "Guccione et al. 1991, doi:10.1115/1.2894084",
        parameters: [
            parameter("C", "stress scale", "kPa", 2, 0...1000),
            parameter("bf", "exponent along the fibres", "1", 8, 0.001...200),
            parameter("bt", "exponent across the fibres", "1", 2, 0.001...200),
            parameter("bfs", "exponent of the fibre shears", "1", 4, 0.001...200),
        ])

    private static func parameter(
        _ name: String, _ summary: String, _ unit: String, _ value: Double,
        _ range: ClosedRange<Double>
    ) -> ParameterCard {
        ParameterCard(
            name, summary, unit: unit, default: value, range: range,
            source: "Land 2015, doi:10.1098/rspa.2015.0641, problems 1 and 3")
    }

    private let law: FungQuadratic

    public init(parameters p: [Double]) {
        precondition(p.count == Self.card.parameters.count, "one value per parameter of the card")
        law = FungQuadratic(
            C: p[0], bff: p[1], bss: p[2], bnn: p[2], bfs: p[3], bfn: p[3], bsn: p[2])
    }

    public func respond(_ batch: MaterialBatch) { law.respond(batch) }
}
