import Quantities

/// Wider arterioles of the lungs.
public struct PulmonaryVasodilation: Intervention {
    public static let card = InterventionCard(
        "pulmonary-vasodilation", "Wider arterioles of the lungs (negative: narrower)",
        mechanism: "lowers the pulmonary arterial resistance by a share",
        source:
            "the share is the user's; inhaled nitric oxide and sildenafil lower it by a fifth to a "
            + "quarter in pulmonary hypertension (Michelakis et al., Circulation 105 (2002) 2398-2403)",
        numbers: [
            ParameterCard(
                "share", "Share by which the resistance falls", unit: "%", default: 20,
                range: -400...90, source: "Michelakis et al. 2002")
        ], targets: ["circulation.pulmonaryArterialResistance"], neutral: ["share": 0])

    private let share: Double

    public init(_ arguments: InterventionArguments) { share = arguments.number("share") / 100 }

    public func apply(to heart: inout TreatedHeart) throws {
        try heart.scale("circulation.pulmonaryArterialResistance", by: 1 - share)
    }
}
