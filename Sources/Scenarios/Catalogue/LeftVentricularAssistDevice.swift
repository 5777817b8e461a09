import Circulation
import Quantities

/// A rotary pump from the left ventricle to the aorta.
public struct LeftVentricularAssistDevice: Intervention {
    public static let card = InterventionCard(
        "lvad", "Left ventricular assist device at a speed",
        mechanism:
            "a rotary pump with its head\u{2013}flow curve, from the left ventricle to the arteries",
        source: "curves: see the law rotary-pump of the circuits",
        numbers: [
            ParameterCard(
                "speed", "Speed; 0 is off and clamped", unit: "1/min", default: 9000,
                range: 0...30_000, source: "HeartMate II, usual")
        ],
        words: [
            .init(
                "device", "Pump", known: ["heartmate-2", "heartmate-3", "hemopump"],
                standard: "heartmate-2")
        ], claims: "the pump of the left ventricle", neutral: ["speed": 0], levels: .loopOnly)

    /// Head by squared speed, loss by speed and flow, loss by squared flow, in the units of the law's card.
    private static let curves: [String: [String: Double]] = [
        "heartmate-2": ["head": 1.242e-6, "speedLoss": 1.019e-3, "flowLoss": 0],
        "heartmate-3": ["head": 3.47e-6, "speedLoss": 0, "flowLoss": 1.50],
        "hemopump": ["head": 3.81e-7, "speedLoss": 2.99e-3, "flowLoss": 0],
    ]

    private let speed: Double
    private let device: String

    public init(_ arguments: InterventionArguments) {
        speed = arguments.number("speed")
        device = arguments.word("device")
    }

    public func apply(to heart: inout TreatedHeart) throws {
        guard speed > 0 else { return }
        var values = Self.curves[device] ?? [:]
        values["speed"] = speed
        heart.connect(
            CircuitDevice(
                "assist device \(device)",
                branches: [
                    .init(
                        "assistDevice", law: "rotary-pump", from: "leftVentricle",
                        to: "systemicArteries", values)
                ]))
    }
}
