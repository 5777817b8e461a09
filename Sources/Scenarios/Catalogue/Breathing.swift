import Circulation
import Quantities

/// Pressure in the chest that swings with every breath.
public struct Breathing: Intervention {
    public static let card = InterventionCard(
        "breathing", "Pressure in the chest that swings with every breath",
        mechanism:
            "a pressure around the heart and the vessels of the lungs, lower in inspiration; its mean is that of "
            + "the heart without breathing, to which nothing is added",
        source: "Magosso & Ursino 2002, doi:10.1007/BF02345305 (law intrathoracic-pressure)",
        numbers: [
            ParameterCard(
                "swing", "Fall of the pressure by inspiration; negative: ventilated", unit: "mmHg",
                default: 5, range: -40...40,
                source: "-4 to -9 mmHg, Magosso & Ursino 2002, by an implementation"),
            ParameterCard(
                "rate", "Breaths in a minute", unit: "1/min", default: 15, range: 4...60,
                source: "4 s a breath, Magosso & Ursino 2002, by an implementation"),
        ], claims: "the breath", neutral: ["swing": 0], levels: .loopOnly)

    private let swing: Double
    private let rate: Double

    public init(_ arguments: InterventionArguments) {
        swing = arguments.number("swing")
        rate = arguments.number("rate")
    }

    public func apply(to heart: inout TreatedHeart) {
        guard swing != 0 else { return }
        heart.connect(
            CircuitDevice(
                "breathing",
                enclosures: [
                    .init(
                        "chest", law: "intrathoracic-pressure",
                        members: [
                            "leftVentricle", "rightVentricle", "leftAtrium", "rightAtrium",
                            "pulmonaryArteries", "pulmonaryVeins",
                        ], ["mean": 0, "amplitude": swing / 2, "rate": rate])
                ]))
    }
}
