public import Quantities

/// Observed orders of convergence against exact and manufactured solutions.
///
/// Each number is the slope of log(error) over log(spacing) on three or more meshes or steps. The tests of every build
/// fit more of them (docs/verification.md); these, of the closed loop, the tissue, the fields of the wall, elasticity and
/// the front, are those that can be stored as evidence.
///
/// Source: Roache, *J. Fluids Eng.* 124 (2002) 4–10, doi:10.1115/1.1436090 (method of manufactured solutions); the
/// exact solutions stand in the files of the studies.
public struct OrdersCase: VerificationCase {
    public static let card = ModelCard(
        identifier: "orders",
        summary: "Observed orders of convergence against exact and manufactured solutions",
        source: "Roache 2002, doi:10.1115/1.1436090; exact solutions in the case's files")

    /// Makes the case.
    public init() {}

    private static let studies: [(stage: String, studies: [OrderStudy])] = [
        ("closed loop", LoopOrders.all), ("tissue", TissueOrders.all),
        ("front", EikonalOrders.all), ("fields", FieldOrders.all),
        ("elasticity", ElasticityOrders.all),
    ]

    public func run(_ options: VerificationOptions) throws -> [Check] {
        try Self.studies.flatMap { stage, studies in
            let checks = try studies.flatMap { try $0.checks() }
            options.progress("orders of the \(stage)")
            return checks
        }
    }
}
