public import Quantities

/// The law of Holzapfel and Ogden with the logistic tension switch of an elastodynamics benchmark.
///
/// ```
/// Ψ = a/2b (exp(b (Ī1 − 3)) − 1)
///   + Σ_{i = f, s} ai/2bi χ(I4i) (exp(bi (I4i − 1)²) − 1)
///   + afs/2bfs (exp(bfs I8fs²) − 1)
/// χ(x) = 1 / (1 + exp(−k (x − 1)))
/// ```
///
/// χ is differentiated too. The energy is not convex for slightly shortened fibres (stiffness down to
/// −0.6 ai): for comparison with that benchmark; use ``HolzapfelOgden`` otherwise.
///
/// Source: Aróstica et al., *Comput. Methods Appl. Mech. Eng.* 435 (2025) 117485,
/// doi:10.1016/j.cma.2024.117485; parameters of Holzapfel & Ogden 2009.
public struct HolzapfelOgdenLogistic: PassiveMaterial {
    public static let card = ModelCard(
        identifier: "holzapfel-ogden-logistic",
        summary: "Holzapfel–Ogden law with the logistic tension switch of a benchmark",
        source: "Aróstica et al. 2025, doi:10.1016/j.cma.2024.117485",
        parameters: HolzapfelOgdenTerms.parameters + [
            ParameterCard(
                "switchSlope", "slope k of the tension switch", unit: "1", default: 100,
                range: 1...10_000, source: "Aróstica 2025, doi:10.1016/j.cma.2024.117485")
        ])

    private let terms: HolzapfelOgdenTerms

    public init(parameters p: [Double]) {
        precondition(p.count == Self.card.parameters.count, "one value per parameter of the card")
        terms = HolzapfelOgdenTerms(p, onset: .logistic(slope: p[8]))
    }

    public func respond(_ batch: MaterialBatch) { terms.respond(batch) }
}
