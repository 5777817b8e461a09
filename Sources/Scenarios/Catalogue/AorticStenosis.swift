import Quantities

/// A narrow aortic valve.
public struct AorticStenosis: Intervention {
    public static let card = InterventionCard(
        "aortic-stenosis", "A narrow aortic valve",
        mechanism: "sets the effective area of the open valve; the muscle does not adapt",
        source: "Baumgartner et al. 2009, doi:10.1016/j.echo.2008.11.029 (severe below 1 cm2)",
        numbers: [
            ParameterCard(
                "area", "Effective orifice area", unit: "cm2", default: 0.8, range: 0.2...4,
                source: "a severe stenosis")
        ], targets: ["circulation.aorticOpenArea"], claims: "the aortic valve")

    private let area: Double

    public init(_ arguments: InterventionArguments) { area = arguments.number("area") }

    public func apply(to heart: inout TreatedHeart) throws {
        try heart.set("circulation.aorticOpenArea", to: area)
    }
}
