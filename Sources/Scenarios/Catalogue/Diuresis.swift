import Quantities

/// Plasma volume lost by diuresis.
public struct Diuresis: Intervention {
    public static let card = InterventionCard(
        "diuresis", "Plasma lost by a diuretic",
        mechanism:
            "takes volume out of the closed loop, what tissues refill is not counted",
        source: "the volume is the user's",
        numbers: [
            ParameterCard(
                "volume", "Plasma lost", unit: "mL", default: 300, range: 0...2000,
                source: "choice")
        ], targets: ["circulation.bloodVolume"], neutral: ["volume": 0])

    private let volume: Double

    public init(_ arguments: InterventionArguments) { volume = arguments.number("volume") }

    public func apply(to heart: inout TreatedHeart) throws {
        try heart.add(-volume, to: "circulation.bloodVolume")
    }
}
