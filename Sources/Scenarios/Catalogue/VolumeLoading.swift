import Quantities

/// Infusion of a fluid that stays in the vessels.
public struct VolumeLoading: Intervention {
    public static let card = InterventionCard(
        "volume-loading", "Infusion of a fluid that stays in the vessels",
        mechanism: "adds blood to the veins of the closed loop; no dilution",
        source: "the volume is the user's",
        numbers: [
            ParameterCard(
                "volume", "Volume that stays in the vessels", unit: "mL", default: 387,
                range: 0...3000, source: "choice")
        ], targets: ["circulation.bloodVolume"], neutral: ["volume": 0])

    private let volume: Double

    public init(_ arguments: InterventionArguments) { volume = arguments.number("volume") }

    public func apply(to heart: inout TreatedHeart) throws {
        try heart.add(volume, to: "circulation.bloodVolume")
    }
}
