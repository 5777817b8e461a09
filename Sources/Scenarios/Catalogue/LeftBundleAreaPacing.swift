import Electrophysiology

/// Pacing of the left bundle branch.
public struct LeftBundleAreaPacing: Intervention {
    public static let card = InterventionCard(
        "left-bundle-area-pacing", "Pacing of the left bundle branch",
        mechanism: "the left Purkinje tree is entered at once, the right one 40 ms later",
        source: "protocol lbb-area-pacing of validate rodero01-activation",
        claims: "the activation")

    public static let experience = [
        PublishedExperience(
            of: "patients with left bundle branch block", means: ["qrsDurationMs": 152.6])
    ]

    public init(_ arguments: InterventionArguments) {}

    public func apply(to heart: inout TreatedHeart) {
        heart.activate(ActivationProtocols.leftBundleAreaPacing)
    }
}
