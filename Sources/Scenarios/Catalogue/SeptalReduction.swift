import Quantities

/// Alcohol ablation or myectomy of a septum that obstructs the outflow of the left ventricle.
public struct SeptalReduction: Intervention {
    public static let card = InterventionCard(
        "septal-reduction", "Alcohol septal ablation or myectomy of an obstructive septum",
        mechanism:
            "takes a share of the area that septum and mitral valve take from the outflow tract, so that they touch later or "
            + "not at all (law obstructed-valve of the circuits), of the mitral valve's leak as much as less anterior motion closes, "
            + "and of the left ventricle's contractility as much as muscle is lost; nothing of it heals or thins with time. The three-dimensional heart, whose outflow tract does not "
            + "obstruct, only loses muscle",
        source:
            "infarct of 20 \u{b1} 9 g one month after alcohol ablation, 10 \u{b1} 5 % of the left ventricle and 31 \u{b1} 16 % of the "
            + "septum, n = 24 (magnetic resonance, J. Am. Coll. Cardiol. 2004, abstract); that the infarcted share of the septum "
            + "is the share of the bulge that is gone is assumed. Myectomy: infarct=0 %, and the shares that are cut and closed",
        numbers: [
            ParameterCard(
                "share", "Share of the bulge that is gone", unit: "%", default: 31, range: 0...100,
                source: "see the source"),
            ParameterCard(
                "infarct", "Share of the left ventricle's muscle that is lost", unit: "%",
                default: 10, range: 0...40, source: "see the source"),
            ParameterCard(
                "leak", "Share of the mitral valve's leak that is closed", unit: "%", default: 38,
                range: 0...100,
                source:
                    "width of the jet -29 % in 29 patients whose anterior motion stayed and -71 % in 8 whose did not, a year after "
                    + "septal ablation, Am. J. Cardiol. 100 (2007) 1691, doi:10.1016/j.amjcard.2007.07.020 (abstract): their mean; "
                    + "that the area is closed at once and by as much is assumed"),
        ],
        targets: [
            "circulation.outflowBulgeArea", "wall.contractilityLeft", "circulation.mitralLeakArea",
        ], claims: "the septum's bulge", neutral: ["share": 0, "infarct": 0, "leak": 0])

    public static let experience = [
        PublishedExperience(
            of: "patients with an obstructed outflow (n = 17, Steendijk 2008)",
            means: ["lvSystolicMmHg": 166])
    ]

    private let share: Double
    private let infarct: Double
    private let leak: Double

    public init(_ arguments: InterventionArguments) {
        share = arguments.number("share") / 100
        infarct = arguments.number("infarct") / 100
        leak = arguments.number("leak") / 100
    }

    public func apply(to heart: inout TreatedHeart) throws {
        try heart.scale("circulation.outflowBulgeArea", by: 1 - share)
        try heart.scale("wall.contractilityLeft", by: 1 - infarct)
        try heart.scale("circulation.mitralLeakArea", by: 1 - leak)
    }
}
