import Quantities

/// Wider or narrower arterioles of the body.
public struct ArterialVasodilation: Intervention {
    public static let card = InterventionCard(
        "arterial-vasodilation", "Wider arterioles of the body (negative: narrower)",
        mechanism: "lowers the systemic arterial resistance by a share",
        source: "the share is the user's",
        numbers: [
            ParameterCard(
                "share", "Share by which the resistance falls", unit: "%", default: 20,
                range: -200...90, source: "choice")
        ], targets: ["circulation.systemicArterialResistance"], neutral: ["share": 0])

    private let share: Double

    public init(_ arguments: InterventionArguments) { share = arguments.number("share") / 100 }

    public func apply(to heart: inout TreatedHeart) throws {
        try heart.scale("circulation.systemicArterialResistance", by: 1 - share)
    }
}
