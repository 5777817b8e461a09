import Quantities

/// Wider arterioles of the lungs.
public struct PulmonaryVasodilation: Intervention {
    public static let card = InterventionCard(
        "pulmonary-vasodilation", "Wider arterioles of the lungs (negative: narrower)",
        mechanism: "lowers the pulmonary arterial resistance by a share",
        source: "the share is the user's",
        numbers: [
            ParameterCard(
                "share", "Share by which the resistance falls", unit: "%", default: 20,
                range: -400...90, source: "choice")
        ], targets: ["circulation.pulmonaryArterialResistance"], neutral: ["share": 0])

    private let share: Double

    public init(_ arguments: InterventionArguments) { share = arguments.number("share") / 100 }

    public func apply(to heart: inout TreatedHeart) throws {
        try heart.scale("circulation.pulmonaryArterialResistance", by: 1 - share)
    }
}
