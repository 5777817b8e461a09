import Quantities

/// Raised legs: their veins give blood back.
public struct LegRaise: Intervention {
    public static let card = InterventionCard(
        "leg-raise", "Passive leg raise",
        mechanism: "the veins hold less blood without pressure",
        source: "the volume is the user's; the default is assumed",
        numbers: [
            ParameterCard(
                "volume", "Blood that comes from the legs", unit: "mL", default: 300,
                range: 0...800, source: "assumed")
        ], targets: ["circulation.systemicVenousUnstressedVolume"], neutral: ["volume": 0])

    private let volume: Double

    public init(_ arguments: InterventionArguments) { volume = arguments.number("volume") }

    public func apply(to heart: inout TreatedHeart) throws {
        try heart.add(-volume, to: "circulation.systemicVenousUnstressedVolume")
    }
}
