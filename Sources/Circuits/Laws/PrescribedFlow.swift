public import Numerics
public import Quantities

/// A given flow whatever the pressures: an infusion, a haemorrhage, an extracorporeal pump at set flow.
///
/// Nothing stops it when the compartment upstream is empty.
public enum PrescribedFlow: BranchLaw {
    @inline(__always)
    public static func advance<Real: RealLanes>(
        _ base: BranchValues<Real>, by h: Real, drop: Real, _ p: LawParameters<Real>
    ) -> (end: BranchValues<Real>, conductance: Real) {
        (BranchValues(flow: p[0], opening: base.opening), 0)
    }

    public static let card = ModelCard(
        identifier: "prescribed-flow", summary: "Given flow from one compartment to another",
        source: source,
        parameters: [
            ParameterCard(
                "flow", "Flow", unit: "L/min", default: 0, range: -20...20, source: source)
        ])

    private static let source = "definition: ideal source of flow"
}
