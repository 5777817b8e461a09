import MembraneModels
import Quantities

/// A substance with IC50s of one's own.
public struct IonChannelBlock: Intervention {
    public static let card = InterventionCard(
        "ion-channel-block", "A substance by its own IC50s, at a free concentration",
        mechanism: "as ion-channel-drug, with a Hill coefficient of 1",
        source: "the user's",
        numbers: [
            ParameterCard(
                "concentration", "Free concentration", unit: "1", default: 0, range: 0...1e6,
                source: "none; in the unit of the IC50s, such as nM")
        ]
            + currents.map { entry in
                ParameterCard(
                    entry.argument, "IC50 of \(entry.current.rawValue), same unit", unit: "1",
                    default: 1e9, range: 1e-6...1e9, source: "no block")
            }, targets: ChannelBlock.targets,
        neutral: Dictionary(
            uniqueKeysWithValues: [("concentration", 0)] + currents.map { ($0.argument, 1e9) }))

    private static let currents: [(argument: String, current: IonCurrent)] = IonCurrent.allCases
        .map { ($0.rawValue.lowercased(), $0) }.sorted { $0.argument < $1.argument }

    private let block: ChannelBlock

    public init(_ arguments: InterventionArguments) {
        let concentration = arguments.number("concentration")
        block = ChannelBlock(
            remaining: Dictionary(
                uniqueKeysWithValues: Self.currents.map { entry in
                    (
                        entry.current,
                        HillBlock(arguments.number(entry.argument), 1)
                            .remaining(at: concentration)
                    )
                }))
    }

    public func apply(to heart: inout TreatedHeart) throws { try block.apply(to: &heart) }
}
