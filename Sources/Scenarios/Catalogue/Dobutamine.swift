import Circuits
import Quantities

/// Dobutamine, a beta agonist.
public struct Dobutamine: Intervention {
    public static let card = InterventionCard(
        "dobutamine", "Dobutamine infusion",
        mechanism:
            "per \u{b5}g/kg/min: contractility of both ventricles +6 %, systemic arterial resistance -3 %, "
            + "relaxation 2 % shorter, heart period 1 % shorter; the reflex answers the rest",
        source:
            "contractility: +48 to +70 % of systolic pressure over end-systolic volume on up to 20 "
            + "\u{b5}g/kg/min, non-ischaemic heart failure, Pingitore et al. (58 patients, abstract), and dP/dt +100 % "
            + "on 10 \u{b5}g/kg/min in dilated cardiomyopathy (JACC Cardiovasc. Imaging 1:718, figure 1); resistance 1858 to 1444 "
            + "dyn s/cm5 and +7 beats/min on 7.5 \u{b5}g/kg/min in 9 patients (PubMed 592542, abstract); relaxation: tau "
            + "37.5 to 32.6 ms on 8 \u{b5}g/kg/min in failing dogs (abstract). The straight lines through them are assumed",
        numbers: [
            ParameterCard(
                "dose", "Rate of infusion", unit: "ug/kg/min", default: 5, range: 0...15,
                source: "usual doses")
        ],
        targets: [
            "wall.contractilityLeft", "wall.contractilityRight",
            "circulation.systemicArterialResistance",
            "circulation.leftVentricularRelaxationTime",
            "circulation.rightVentricularRelaxationTime",
        ], neutral: ["dose": 0], levels: .loopOnly)

    private let dose: Double

    public init(_ arguments: InterventionArguments) { dose = arguments.number("dose") }

    public func apply(to heart: inout TreatedHeart) throws {
        try heart.scale("wall.contractilityLeft", by: 1 + 0.06 * dose)
        try heart.scale("wall.contractilityRight", by: 1 + 0.06 * dose)
        try heart.scale("circulation.systemicArterialResistance", by: 1 - 0.03 * dose)
        for side in ["left", "right"] {
            try heart.scale("circulation.\(side)VentricularRelaxationTime", by: 1 - 0.02 * dose)
        }
        heart.act(NerveAction(periodFactor: 1 - 0.01 * dose))
    }
}
