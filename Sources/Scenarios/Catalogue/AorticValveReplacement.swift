import Quantities

/// A prosthesis in the place of the aortic valve, by catheter or operation.
public struct AorticValveReplacement: Intervention {
    public static let card = InterventionCard(
        "aortic-valve-replacement", "A prosthesis in the place of the aortic valve",
        mechanism:
            "sets the effective areas of the open and of the closed valve; the muscle does not "
            + "adapt",
        source:
            "areas are those of the prosthesis, the user's; grading of Baumgartner et al. 2009, "
            + "doi:10.1016/j.echo.2008.11.029",
        numbers: [
            ParameterCard(
                "area", "Effective orifice area", unit: "cm2", default: 1.82, range: 0.8...4,
                source:
                    "1.82 \u{b1} 0.43 cm2 after TAVI, n = 146, Spethmann et al. 2012, "
                    + "doi:10.1093/ehjci/jes021 (abstract)"),
            ParameterCard(
                "leak", "Effective area of the closed valve", unit: "cm2", default: 0, range: 0...1,
                source: "no paravalvular leak"),
        ], targets: ["circulation.aorticOpenArea", "circulation.aorticLeakArea"],
        claims: "the aortic valve")

    public static let experience = [
        PublishedExperience(
            of: "patients with severe aortic stenosis (PARTNER)",
            means: ["aorticGradientMmHg": 44.5])
    ]

    private let area: Double
    private let leak: Double

    public init(_ arguments: InterventionArguments) {
        area = arguments.number("area")
        leak = arguments.number("leak")
    }

    public func apply(to heart: inout TreatedHeart) throws {
        try heart.set("circulation.aorticOpenArea", to: area)
        try heart.set("circulation.aorticLeakArea", to: leak)
    }
}
