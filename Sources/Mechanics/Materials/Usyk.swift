public import Quantities

/// Orthotropic exponential law of passive myocardium.
///
/// ```
/// Ψ = C/2 (exp Q − 1)
/// Q = bff Eff² + bss Ess² + bnn Enn² + 2 bfs Efs² + 2 bfn Efn² + 2 bsn Esn²
/// ```
///
/// The strains are not split into volumetric and isochoric parts; the volumetric term of the source
/// is left to the model's own incompressibility.
///
/// Source: Usyk, LeGrice, McCulloch, *Comput. Visual. Sci.* 4 (2002) 249–257,
/// doi:10.1007/s00791-002-0081-9, equation (1) and the values after it.
public struct Usyk: PassiveMaterial {
    public static let card = ModelCard(
        identifier: "usyk",
        summary: "Orthotropic exponential law in the Green–Lagrange strain",
        source: "Usyk et al. 2002, doi:10.1007/s00791-002-0081-9",
        parameters: [
            parameter("C", "stress scale", "kPa", 0.88, 0...1000),
            parameter("bff", "fibre exponent", "1", 8, 0.001...200),
            parameter("bss", "sheet exponent", "1", 6, 0.001...200),
            parameter("bnn", "sheet-normal exponent", "1", 3, 0.001...200),
            parameter("bfs", "fibre-sheet exponent", "1", 12, 0.001...200),
            parameter("bfn", "fibre-normal exponent", "1", 3, 0.001...200),
            parameter("bsn", "sheet-normal shear exponent", "1", 3, 0.001...200),
        ])

    private static func parameter(
        _ name: String, _ summary: String, _ unit: String, _ value: Double,
        _ range: ClosedRange<Double>
    ) -> ParameterCard {
        ParameterCard(
            name, summary, unit: unit, default: value, range: range,
            source: "Usyk et al. 2002, doi:10.1007/s00791-002-0081-9")
    }

    private let law: FungQuadratic

    public init(parameters p: [Double]) {
        precondition(p.count == Self.card.parameters.count, "one value per parameter of the card")
        law = FungQuadratic(
            C: p[0], bff: p[1], bss: p[2], bnn: p[3], bfs: p[4], bfn: p[5], bsn: p[6])
    }

    public func respond(_ batch: MaterialBatch) { law.respond(batch) }
}
