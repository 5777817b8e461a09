import Quantities

/// Loss of blood.
public struct Haemorrhage: Intervention {
    public static let card = InterventionCard(
        "haemorrhage", "Loss of blood",
        mechanism: "takes blood out of the veins of the closed loop",
        source: "the volume is the user's",
        numbers: [
            ParameterCard(
                "volume", "Blood lost", unit: "mL", default: 500, range: 0...3000,
                source: "choice")
        ], targets: ["circulation.bloodVolume"], neutral: ["volume": 0])

    private let volume: Double

    public init(_ arguments: InterventionArguments) { volume = arguments.number("volume") }

    public func apply(to heart: inout TreatedHeart) throws {
        try heart.add(-volume, to: "circulation.bloodVolume")
    }
}
