import Quantities

/// Clips that join the edges of the mitral leaflets.
public struct MitralEdgeToEdgeRepair: Intervention {
    public static let card = InterventionCard(
        "mitral-edge-to-edge-repair", "Clips that join the edges of the mitral leaflets",
        mechanism: "lowers the effective area of the closed valve, and that of the open one too",
        source: "shares are the user's",
        numbers: [
            ParameterCard(
                "leak", "Share of the leak that is closed", unit: "%", default: 75, range: 0...100,
                source: "choice"),
            ParameterCard(
                "opening", "Share of the opening that is lost", unit: "%", default: 45,
                range: 0...90, source: "choice: one clip leaves two openings of about half the area"
            ),
        ], targets: ["circulation.mitralLeakArea", "circulation.mitralOpenArea"],
        claims: "the mitral leaflets", neutral: ["leak": 0, "opening": 0])

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
