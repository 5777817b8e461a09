import Quantities

/// A mitral valve that leaks.
public struct MitralRegurgitation: Intervention {
    public static let card = InterventionCard(
        "mitral-regurgitation", "A mitral valve that leaks",
        mechanism: "sets the effective area of the closed valve; the muscle does not adapt",
        source: "Zoghbi et al. 2017, doi:10.1016/j.echo.2017.01.007 (severe from 0.4 cm2)",
        numbers: [
            ParameterCard(
                "area", "Effective regurgitant orifice area", unit: "cm2", default: 0.4,
                range: 0...2, source: "a severe regurgitation")
        ], targets: ["circulation.mitralLeakArea"], claims: "the mitral valve's leak")

    private let area: Double

    public init(_ arguments: InterventionArguments) { area = arguments.number("area") }

    public func apply(to heart: inout TreatedHeart) throws {
        try heart.set("circulation.mitralLeakArea", to: area)
    }
}
