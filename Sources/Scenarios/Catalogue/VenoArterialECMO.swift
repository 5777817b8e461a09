import Circulation
import Quantities

/// Veno-arterial extracorporeal membrane oxygenation.
public struct VenoArterialECMO: Intervention {
    public static let card = InterventionCard(
        "va-ecmo", "Veno-arterial ECMO at a flow",
        mechanism: "a given flow from the right atrium to the arteries, whatever the pressures",
        source: "definition; controllers of centrifugal pumps hold the flow",
        numbers: [
            ParameterCard(
                "flow", "Flow of the pump", unit: "L/min", default: 3, range: 0...7,
                source: "choice")
        ], claims: "the extracorporeal circuit", neutral: ["flow": 0], levels: .loopOnly)

    public static let experience = [
        PublishedExperience(
            of: "patients in cardiogenic shock (n = 20, PMID 38197216)", highest: ("flow", 4),
            means: ["lvEDVML": 134])
    ]

    private let flow: Double

    public init(_ arguments: InterventionArguments) { flow = arguments.number("flow") }

    public func apply(to heart: inout TreatedHeart) throws {
        guard flow > 0 else { return }
        heart.connect(
            CircuitDevice(
                "veno-arterial ECMO",
                branches: [
                    .init(
                        "ecmo", law: "prescribed-flow", from: "rightAtrium", to: "systemicArteries",
                        ["flow": flow])
                ]))
    }
}
