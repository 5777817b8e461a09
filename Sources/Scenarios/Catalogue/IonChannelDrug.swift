import MembraneModels
import Quantities

/// One of the drugs of the CiPA initiative.
public struct IonChannelDrug: Intervention {
    public static let card = InterventionCard(
        "ion-channel-drug", "One of the 28 drugs of CiPA at a multiple of its free Cmax",
        mechanism:
            "leaves 1/(1 + (c/IC50)^h) of each current of the ventricular cells of the three-dimensional heart, which are paced "
            + "to their steady state with it; conduction is slower by the square root of what is left of the sodium current",
        source:
            "the FDA's CiPA repository, as used by Li et al. 2019, doi:10.1002/cpt.1184; conduction: cable theory, which "
            + "guinea-pig muscle under sodium block follows, Buchanan et al. 1985, doi:10.1161/01.res.56.5.696 (abstract)",
        numbers: [
            ParameterCard(
                "multiple", "Concentration by the highest free one at therapeutic doses", unit: "1",
                default: 1, range: 0...100, source: "therapeutic")
        ],
        words: [
            .init("drug", "Which", known: CiPADrugs.all.map(\.name), standard: "dofetilide")
        ], targets: ChannelBlock.targets, neutral: ["multiple": 0])

    public static let experience = [
        PublishedExperience(
            of: "healthy adults (n = 12, Demolis 1996)", words: ["drug": "dofetilide"],
            highest: ("multiple", 1.5))
    ]

    private let block: ChannelBlock

    public init(_ arguments: InterventionArguments) throws {
        let drug = try CiPADrugs.drug(arguments.word("drug"))
        let concentration = arguments.number("multiple") * drug.cmax
        block = ChannelBlock(
            remaining: drug.blocks.mapValues { $0.remaining(at: concentration) })
    }

    public func apply(to heart: inout TreatedHeart) throws { try block.apply(to: &heart) }
}
