import Electrophysiology

/// A bundle branch that does not conduct.
public struct BundleBranchBlock: Intervention {
    public static let card = InterventionCard(
        "bundle-branch-block", "A bundle branch that does not conduct",
        mechanism:
            "its Purkinje tree is not entered; its ventricle is activated through the muscle",
        source: "protocols lbbb and rbbb of validate rodero01-activation",
        words: [.init("side", "The blocked branch", known: ["left", "right"], standard: "left")],
        claims: "the activation")

    private let plan: ActivationProtocol

    public init(_ arguments: InterventionArguments) {
        plan =
            arguments.word("side") == "left"
            ? ActivationProtocols.leftBundleBranchBlock
            : ActivationProtocols.rightBundleBranchBlock
    }

    public func apply(to heart: inout TreatedHeart) { heart.activate(plan) }
}
