import Circulation
import Quantities

/// Dobutamine, a beta agonist.
public struct Dobutamine: Intervention {
    public static let card = InterventionCard(
        "dobutamine", "Dobutamine infusion",
        mechanism:
            "by the share d/(d + 7.2 \u{b5}g/kg/min) of receptors: contractility of both ventricles up to +105 %, systemic "
            + "arterial resistance up to -55 %; per \u{b5}g/kg/min: contraction 1 % and relaxation 2 % shorter, heart "
            + "period 0.7 % shorter; the reflex answers the rest",
        source:
            "resistance: 1858 to 1439 dyn s/cm5 on 5 \u{b5}g/kg/min in 9 patients, whose rate was unchanged then and 7/min higher on "
            + "7.5, where resistance was 1444 again (PubMed 592542, abstract; 0.7 % lies between; -28 % by the curve on 7.5), -35 % on 12.5 in 22 "
            + "patients (Effects of short-term administration of dobutamine on left ventricular performance, exercise capacity, "
            + "norepinephrine levels, and lymphocyte adrenergic receptor density in congestive heart failure, abstract), which "
            + "give share and maximum; "
            + "contractility: slope of the end-systolic relation +43 % in 14 patients on 5, +55 % (37 to 85 %) in 10 healthy "
            + "people, PMID 7074764 (abstracts); relaxation: tau 37.5 to 32.6 ms on 8 in failing dogs (abstract); contraction: "
            + "assumed, beta agonists shorten systole. One share for both effects is assumed",
        numbers: [
            ParameterCard(
                "dose", "Rate of infusion", unit: "ug/kg/min", default: 5, range: 0...15,
                source: "usual doses")
        ],
        targets: [
            "wall.contractilityLeft", "wall.contractilityRight",
            "circulation.systemicArterialResistance",
            "circulation.leftVentricularContractionTime",
            "circulation.rightVentricularContractionTime",
            "circulation.leftVentricularRelaxationTime",
            "circulation.rightVentricularRelaxationTime",
        ], neutral: ["dose": 0], levels: .loopOnly)

    public static let experience = [
        PublishedExperience(
            of: "patients with a failing heart (n = 17; doses: n = 22)", highest: ("dose", 12.5),
            means: ["lvEDPMmHg": 19, "lvDPdtMaxMmHgPerS": 1147])
    ]

    private let dose: Double

    public init(_ arguments: InterventionArguments) { dose = arguments.number("dose") }

    public func apply(to heart: inout TreatedHeart) throws {
        let share = dose / (dose + 7.2)
        try heart.scale("wall.contractilityLeft", by: 1 + 1.05 * share)
        try heart.scale("wall.contractilityRight", by: 1 + 1.05 * share)
        try heart.scale("circulation.systemicArterialResistance", by: 1 - 0.552 * share)
        for side in ["left", "right"] {
            try heart.scale("circulation.\(side)VentricularContractionTime", by: 1 - 0.01 * dose)
            try heart.scale("circulation.\(side)VentricularRelaxationTime", by: 1 - 0.02 * dose)
        }
        heart.act(NerveAction(periodFactor: 1 - 0.007 * dose))
    }
}
