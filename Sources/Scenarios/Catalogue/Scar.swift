import Circulation
import HeartModel
import Quantities

/// Infarct in the territory of a coronary artery.
public struct Scar: Intervention {
    public static let card = InterventionCard(
        "scar", "Infarct by territory and share of the left ventricle, fresh or healed",
        mechanism:
            "a share of every segment of the territory no longer contracts, conducts slowly, and when healed is ten times as "
            + "stiff: parameters scar.… of the three-dimensional wall and of the loop's --ventricles walls, where conduction stays",
        source:
            "territories: Cerqueira et al. 2002, doi:10.1161/hc0402.102975; stiffness: assumed; conduction: see there",
        numbers: [
            ParameterCard(
                "conduction", "Conduction velocity of scar by that of muscle", unit: "1",
                default: 0.37, range: 0.02...1,
                source:
                    "the fastest of infarcted regions by healthy fibres, Spear et al. 1983, doi:10.1016/s0735-1097(83)80112-0 (abstract)"
            ),
            ParameterCard(
                "extent", "Share of the left ventricle's wall that is scar", unit: "%", default: 15,
                range: 0...38, source: "the territory holds no more than its share"),
        ],
        words: [
            .init(
                "territory", "The artery", known: ["circumflex", "left-anterior", "right"],
                standard: "left-anterior"),
            .init(
                "stage", "Fresh muscle that does not contract, or stiff scar",
                known: ["fresh", "healed"], standard: "fresh"),
        ], targets: ScarCard.parameters.map { "scar." + $0.name }, claims: "the scar",
        neutral: ["extent": 0])

    /// Segments by artery.
    private static let territories: [String: [AHASegment]] = [
        "left-anterior": [
            .basalAnterior, .basalAnteroseptal, .midAnterior, .midAnteroseptal, .apicalAnterior,
            .apicalSeptal, .apex,
        ],
        "circumflex": [
            .basalInferolateral, .basalAnterolateral, .midInferolateral, .midAnterolateral,
            .apicalLateral,
        ],
        "right": [
            .basalInferoseptal, .basalInferior, .midInferoseptal, .midInferior, .apicalInferior,
        ],
    ]

    private let segments: [AHASegment]
    private let share: Double
    private let stiffening: Double
    private let conduction: Double

    public init(_ arguments: InterventionArguments) throws {
        let territory = arguments.word("territory")
        segments = Self.territories[territory] ?? []
        let room = Self.room(segments)
        let extent = arguments.number("extent") / 100
        guard extent <= room else {
            throw ScenarioError.badArgument(
                intervention: Self.card.identifier, name: "extent",
                reason: "the territory \(territory) is \(Int(100 * room)) % of the left ventricle, "
                    + "and no more of it can be scar")
        }
        share = extent / room
        stiffening = arguments.word("stage") == "healed" ? 10 : 1
        conduction = arguments.number("conduction")
    }

    /// Share of a territory in the left ventricle of rodero-01, by the patches that are of it alone: within 1 % of that of its
    /// segments [1]. A run in three dimensions reports the share in its own wall.
    private static func room(_ segments: [AHASegment]) -> Double {
        let patches = Set(segments.filter { $0 != .apex }.flatMap { $0.patches.map(\.patch) })
        // In their order: sums of doubles depend on it.
        return WallPatch.allCases.filter { patches.contains($0) }
            .reduce(0) { $0 + $1.shareOfLeftVentricle }
    }

    public func apply(to heart: inout TreatedHeart) throws {
        guard share > 0 else { return }
        for segment in segments {
            let name = "scar." + ScarCard.name(of: segment)
            // What is scar already can become none twice.
            let muscle = try 1 - heart.parameters.value(name)
            try heart.set(name, to: min(1 - muscle * (1 - share), 1))
        }
        try heart.set("scar." + ScarCard.stiffening, to: stiffening)
        try heart.set("scar." + ScarCard.conduction, to: conduction)
    }
}
