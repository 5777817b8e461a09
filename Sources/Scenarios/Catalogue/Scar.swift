import Circulation
import Quantities

/// Infarct in the territory of a coronary artery.
public struct Scar: Intervention {
    public static let card = InterventionCard(
        "scar", "Infarct by territory and share of the left ventricle, fresh or healed",
        mechanism:
            "a share of every patch of wall in the territory no longer contracts, and when healed is ten times as "
            + "stiff; needs --ventricles walls",
        source:
            "territories: Cerqueira et al. 2002, doi:10.1161/hc0402.102975; stiffness: assumed",
        numbers: [
            ParameterCard(
                "extent", "Share of the left ventricle's wall that is scar", unit: "%", default: 15,
                range: 0...38, source: "the territory holds no more than its share")
        ],
        words: [
            .init(
                "territory", "The artery", known: ["circumflex", "left-anterior", "right"],
                standard: "left-anterior"),
            .init(
                "stage", "Fresh muscle that does not contract, or stiff scar",
                known: ["fresh", "healed"], standard: "fresh"),
        ], claims: "the scar", neutral: ["extent": 0], levels: .loopOnly)

    private static let territories: [String: [WallPatch]] = [
        "left-anterior": [.anterior, .anteroseptal, .apicalSeptal],
        "circumflex": [.anterolateral, .inferolateral],
        "right": [.inferior, .inferoseptal],
    ]

    private let shares: [WallPatch: Double]
    private let stiffening: Double

    public init(_ arguments: InterventionArguments) throws {
        let territory = arguments.word("territory")
        let patches = Self.territories[territory] ?? []
        let room = patches.reduce(0) { $0 + $1.shareOfLeftVentricle }
        let extent = arguments.number("extent") / 100
        guard extent <= room else {
            throw ScenarioError.badArgument(
                intervention: Self.card.identifier, name: "extent",
                reason: "the territory \(territory) is \(Int(100 * room)) % of the left ventricle, "
                    + "and no more of it can be scar")
        }
        stiffening = arguments.word("stage") == "healed" ? 10 : 1
        shares = Dictionary(uniqueKeysWithValues: patches.map { ($0, extent / room) })
    }

    public func apply(to heart: inout TreatedHeart) {
        guard shares.values.contains(where: { $0 > 0 }) else { return }
        heart.scar(shares, stiffening: stiffening)
    }
}
