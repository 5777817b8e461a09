public import Quantities

/// Orthotropic exponential law of passive ventricular myocardium.
///
/// ```
/// Ψ = a/2b (exp(b (Ī1 − 3)) − 1)
///   + Σ_{i = f, s} ai/2bi (exp(bi m(I4i − 1)²) − 1)
///   + afs/2bfs (exp(bfs I8fs²) − 1)
/// m(x) = 0 for x ≤ 0,  w (z³ − z⁴/2) with z = x/w up to x = w,  x − w/2 beyond
/// ```
///
/// Differs from the paper in two ways. The first term takes Ī1 = J^(−2/3) I1 instead of I1, so that
/// the reference is free of stress in the nearly incompressible setting. Fibres and sheets, which
/// carry tension only, take up slack over the small range w of I4 instead of at once at I4 = 1: the
/// energy keeps its convexity and gains a continuous stiffness, without which Newton's method cycles.
/// See ``HolzapfelOgdenLogistic`` for the switch of a published benchmark, which is not convex.
///
/// Source: Holzapfel, Ogden, *Phil. Trans. R. Soc. A* 367 (2009) 3445–3475,
/// doi:10.1098/rsta.2009.0091, equation (5.38), table 1 (fit to simple shear of porcine tissue).
public struct HolzapfelOgden: PassiveMaterial {
    public static let card = ModelCard(
        identifier: "holzapfel-ogden",
        summary: "Orthotropic exponential law with fibres, sheets and their interaction",
        source: "Holzapfel & Ogden 2009, doi:10.1098/rsta.2009.0091",
        parameters: HolzapfelOgdenTerms.parameters + [
            ParameterCard(
                "slackRange", "range of I4 over which fibres and sheets take up load", unit: "1",
                default: 0.01, range: 1e-6...0.2,
                source: "half a percent of stretch: small against physiological stretches")
        ])

    private let terms: HolzapfelOgdenTerms

    public init(parameters p: [Double]) {
        precondition(p.count == Self.card.parameters.count, "one value per parameter of the card")
        terms = HolzapfelOgdenTerms(p, onset: .slack(range: p[8]))
    }

    public func respond(_ batch: MaterialBatch) { terms.respond(batch) }
}
