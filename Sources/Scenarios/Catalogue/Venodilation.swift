import Quantities

/// Wider veins of the body: blood pools there.
public struct Venodilation: Intervention {
    public static let card = InterventionCard(
        "venodilation", "Wider veins of the body (negative: venous tone)",
        mechanism: "adds to the unstressed volume of the systemic veins",
        source: "the volume is the user's",
        numbers: [
            ParameterCard(
                "volume", "Volume by which the unstressed one grows", unit: "mL", default: 300,
                range: -1500...2000, source: "choice")
        ], targets: ["circulation.systemicVenousUnstressedVolume"], neutral: ["volume": 0])

    private let volume: Double

    public init(_ arguments: InterventionArguments) { volume = arguments.number("volume") }

    public func apply(to heart: inout TreatedHeart) throws {
        try heart.add(volume, to: "circulation.systemicVenousUnstressedVolume")
    }
}
