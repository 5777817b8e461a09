import Circulation
import HeartModel
import Quantities

/// A balloon in the descending aorta, full in diastole and empty in systole.
public struct IntraAorticBalloonPump: Intervention {
    public static let card = InterventionCard(
        "iabp", "Intra-aortic balloon pump, assisting every beat",
        mechanism:
            "the balloon's volume adds to what the arteries hold from the closure of the aortic valve to the "
            + "next R wave",
        source: "see the law balloon-pump of the circuits",
        numbers: [
            ParameterCard(
                "volume", "Volume of the balloon", unit: "mL", default: 40, range: 0...60,
                source: "usual in adults"),
            ParameterCard(
                "inflation", "Start of filling after the onset of the QRS", unit: "ms",
                default: 380, range: 100...1000, source: "closure of the aortic valve at rest"),
        ], claims: "the aorta", neutral: ["volume": 0], levels: .loopOnly)

    private let volume: Double
    private let inflation: Double

    public init(_ arguments: InterventionArguments) {
        volume = arguments.number("volume")
        inflation = arguments.number("inflation")
    }

    public func apply(to heart: inout TreatedHeart) throws {
        guard volume > 0 else { return }
        let compliance = try heart.parameters.value("circulation.systemicArterialCompliance")
        heart.connect(
            CircuitDevice(
                "intra-aortic balloon",
                enclosures: [
                    .init(
                        "aorticBalloon", law: "balloon-pump", members: ["systemicArteries"],
                        ["volume": volume, "compliance": compliance, "inflation": inflation])
                ]))
    }
}
