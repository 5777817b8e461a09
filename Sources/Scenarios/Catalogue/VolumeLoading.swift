import Glibc
import HeartModel
import Quantities

/// Infusion of blood or another fluid.
public struct VolumeLoading: Intervention {
    public static let card = InterventionCard(
        "volume-loading", "Infusion of blood or another fluid",
        mechanism:
            "adds to the veins of the closed loop what stays of the fluid in the vessels, or what it draws into them; "
            + "fluids without cells dilute the blood, and resistances follow its viscosity, exp(2.62\u{b7}haematocrit)",
        source:
            "dextran-40 (10 %): plasma volume rises by about twice the infused volume at once in dogs (Plasma volume "
            + "expansion by rapid infusion of a low molecular weight dextran, abstract); "
            + "saline: three quarters stay during a fast infusion, assumed; viscosity: log10 of it rises by 0.01138 per "
            + "percent of haematocrit, Lichtman et al. (a summary, not read), haematocrit of 45 % assumed",
        numbers: [
            ParameterCard(
                "volume", "Infused volume", unit: "mL", default: 387, range: 0...3000,
                source: "choice")
        ],
        words: [
            .init(
                "fluid", "What is infused", known: ["blood", "colloid", "dextran-40", "saline"],
                standard: "blood")
        ],
        targets: [
            "circulation.bloodVolume", "circulation.systemicArterialResistance",
            "circulation.pulmonaryArterialResistance", "circulation.systemicVenousResistance",
            "circulation.pulmonaryVenousResistance",
        ], neutral: ["volume": 0])

    public static let experience = [
        PublishedExperience(
            of: "healthy adults (n = 11)", words: ["fluid": "dextran-40"], highest: ("volume", 387),
            means: ["lvEDPMmHg": 8]),
        PublishedExperience(
            of: "healthy adults (n = 60)", words: ["fluid": "saline"], highest: ("volume", 2000),
            means: ["laMeanMmHg": 10]),
    ]

    /// Volume in the vessels by the infused volume [1].
    private static let staying = ["blood": 1, "colloid": 1, "dextran-40": 2, "saline": 0.75]

    private let volume: Double
    private let dilutes: Bool

    public init(_ arguments: InterventionArguments) {
        let fluid = arguments.word("fluid")
        volume = arguments.number("volume") * (Self.staying[fluid] ?? 1)
        dilutes = fluid != "blood"
    }

    public func apply(to heart: inout TreatedHeart) throws {
        let blood = "circulation.bloodVolume"
        let before = try heart.parameters.value(blood)
        try heart.add(volume, to: blood)
        guard dilutes else { return }
        let fallen = Self.haematocrit * volume / (before + volume)
        let viscosity = exp(-Self.viscosityByHaematocrit * fallen)
        for target in Self.card.targets ?? [] where target.hasSuffix("Resistance") {
            try heart.scale(target, by: viscosity)
        }
    }

    /// Share of cells in the blood before [1].
    private static let haematocrit = 0.45
    /// Logarithm of viscosity by haematocrit: 0.01138·100·ln 10 [1].
    private static let viscosityByHaematocrit = 2.62
}
