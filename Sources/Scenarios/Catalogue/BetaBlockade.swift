import Circulation
import Quantities

/// A blocker of cardiac beta receptors.
public struct BetaBlockade: Intervention {
    public static let card = InterventionCard(
        "beta-blockade", "Beta blocker such as metoprolol",
        mechanism:
            "removes a share of what sympathetic nerves add to contractility and take from the heart period "
            + "in the reflex of Ursino 1998; vessels keep their nerves",
        source:
            "Ursino 1998, doi:10.1152/ajpheart.1998.275.5.H1733, gains as in Circuits; that 12 mg of "
            + "metoprolol block nearly all is assumed",
        numbers: [
            ParameterCard(
                "share", "Share of the receptors that is blocked", unit: "1", default: 0.9,
                range: 0...1, source: "assumed for 12 mg of metoprolol i.v.")
        ], neutral: ["share": 0], levels: .loopOnly)

    public static let experience = [
        PublishedExperience(
            of: "patients with an acute myocardial infarction (n = 16, PMID 2909996)",
            means: [
                "heartRatePerMin": 90, "lvDPdtMaxMmHgPerS": 1480, "lvEFPercent": 48,
                "lvEDVML": 161,
            ])
    ]

    private let share: Double

    public init(_ arguments: InterventionArguments) { share = arguments.number("share") }

    public func apply(to heart: inout TreatedHeart) throws {
        heart.act(NerveAction(betaBlockade: share))
    }
}
