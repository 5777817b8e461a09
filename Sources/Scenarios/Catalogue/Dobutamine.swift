import Circulation
import Quantities

/// Dobutamine, a beta agonist.
public struct Dobutamine: Intervention {
    public static let card = InterventionCard(
        "dobutamine", "Dobutamine infusion",
        mechanism:
            "per \u{b5}g/kg/min: contractility of both ventricles +10 %, systemic arterial resistance -3 %, "
            + "relaxation 2 % shorter, heart period 1 % shorter; the reflex answers the rest",
        source:
            "contractility: slope of the end-systolic relation +55 % (37 to 85 %) in 10 healthy people, PMID 7074764, and "
            + "+43 % in 14 patients on 5 \u{b5}g/kg/min (abstracts), dP/dt +100 % on 10 \u{b5}g/kg/min in dilated "
            + "cardiomyopathy (JACC Cardiovasc. Imaging 1:718, figure 1); resistance 1858 to 1444 "
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
        try heart.scale("wall.contractilityLeft", by: 1 + 0.1 * dose)
        try heart.scale("wall.contractilityRight", by: 1 + 0.1 * dose)
        try heart.scale("circulation.systemicArterialResistance", by: 1 - 0.03 * dose)
        for side in ["left", "right"] {
            try heart.scale("circulation.\(side)VentricularRelaxationTime", by: 1 - 0.02 * dose)
        }
        heart.act(NerveAction(periodFactor: 1 - 0.01 * dose))
    }
}
