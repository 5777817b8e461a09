import Quantities

/// Clips that join the edges of the mitral leaflets.
public struct MitralEdgeToEdgeRepair: Intervention {
    public static let card = InterventionCard(
        "mitral-edge-to-edge-repair", "Clips that join the edges of the mitral leaflets",
        mechanism: "lowers the effective area of the closed valve, and that of the open one too",
        source: "see the arguments",
        numbers: [
            ParameterCard(
                "leak", "Share of the leak that is closed", unit: "%", default: 78, range: 0...100,
                source:
                    "vena contracta 0.99 to 0.22 cm2, n = 29, Dietl et al. 2018, PMC5759791"),
            ParameterCard(
                "opening", "Share of the opening that is lost", unit: "%", default: 52,
                range: 0...90,
                source:
                    "mean gradient 1.6 to 3.1 mmHg, n = 255, PMC6662353, at a flow lower by a third: what leaks back, 43 % of the "
                    + "inflow before (as in the kind severe-mitral-regurgitation), has to come in again, and 78 % of it no longer does; "
                    + "the forward flow taken as unchanged (with 23 % more, as Gaemperli et al. 2013 found, it would be 43 %)"
            ),
        ], targets: ["circulation.mitralLeakArea", "circulation.mitralOpenArea"],
        claims: "the mitral leaflets", neutral: ["leak": 0, "opening": 0])

    public static let experience = [
        PublishedExperience(
            of: "patients with severe mitral regurgitation (n = 33)",
            means: ["laMeanMmHg": 15, "cardiacIndexLPerMinPerM2": 2.6])
    ]

    private let leak: Double
    private let opening: Double

    public init(_ arguments: InterventionArguments) {
        leak = arguments.number("leak") / 100
        opening = arguments.number("opening") / 100
    }

    public func apply(to heart: inout TreatedHeart) throws {
        try heart.scale("circulation.mitralLeakArea", by: 1 - leak)
        try heart.scale("circulation.mitralOpenArea", by: 1 - opening)
    }
}
