import Circulation
import HeartModel
import Quantities

/// Fluid between the heart and its pericardium, or its drainage.
public struct PericardialEffusion: Intervention {
    public static let card = InterventionCard(
        "pericardial-effusion", "Fluid in the pericardium (negative: drained)",
        mechanism:
            "fluid takes room in a pericardium whose pressure grows exponentially with all it holds and presses on "
            + "all four chambers; a heart without a pericardium gets one",
        source:
            "Sun et al. 1997, doi:10.1152/ajpheart.1997.272.3.H1499, with values of Mynard & Smolich 2015, "
            + "doi:10.1007/s10439-015-1313-8 (law pericardium of the circuits). It does not stretch with time: the "
            + "volumes are those of fluid that comes within minutes",
        numbers: [
            ParameterCard(
                "volume", "Fluid that comes", unit: "mL", default: 200, range: -2000...2000,
                source: "choice"),
            ParameterCard(
                "room",
                "Blood in the four chambers at which the pericardium begins to press, where the heart has none",
                unit: "mL", default: 420, range: 100...3000,
                source:
                    "assumed: 50 mL more than the healthy adult's chambers hold, so that without fluid it presses with "
                    + "0.1 mmHg; more for an enlarged heart"),
        ],
        targets: ["circulation.pericardialEffusion"], neutral: ["volume": 0], levels: .loopOnly)

    private let volume: Double
    private let room: Double

    public init(_ arguments: InterventionArguments) {
        volume = arguments.number("volume")
        room = arguments.number("room")
    }

    private static let name = "pericardial fluid"

    public func apply(to heart: inout TreatedHeart) throws {
        guard volume != 0 else { return }
        if try LoopParameters(values: heart.parameters.circulation).hasPericardium {
            try heart.add(volume, to: "circulation.pericardialEffusion")
            return
        }
        guard volume > 0 else {
            throw ScenarioError.badArgument(
                intervention: Self.card.identifier, name: "volume",
                reason: "there is no fluid to drain: the patient has no pericardium, see "
                    + "circulation.pericardialVolume")
        }
        guard !heart.therapy.devices.contains(where: { $0.summary == Self.name }) else {
            throw ScenarioError.contradiction(
                first: Self.card.identifier, second: Self.card.identifier,
                both: "the pericardium of a heart that had none")
        }
        heart.connect(
            CircuitDevice(
                Self.name,
                enclosures: [
                    .init(
                        "pericardialSac", law: "pericardium",
                        members: ["leftVentricle", "rightVentricle", "leftAtrium", "rightAtrium"],
                        [
                            "pressureScale": 0.5, "stiffness": 0.025, "referenceVolume": room,
                            "wallVolume": 0, "fluidVolume": volume,
                        ])
                ]))
    }
}
