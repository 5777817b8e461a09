public import Quantities

/// Conductivities that the pseudo-electrocardiogram depends on [mS/mm].
public struct ECGConductivities: Sendable, Equatable {
    /// Intracellular, along the fibre.
    public var alongFibre: Double
    /// Intracellular, across the fibre.
    public var acrossFibre: Double
    /// Of the unbounded medium around and in the heart.
    public var torso: Double

    /// Makes conductivities [mS/mm].
    public init(alongFibre: Double, acrossFibre: Double, torso: Double) {
        self.alongFibre = alongFibre
        self.acrossFibre = acrossFibre
        self.torso = torso
    }

    /// The defaults of the cards.
    public static let standard = ECGConductivities(
        alongFibre: cards[0].defaultValue, acrossFibre: cards[1].defaultValue,
        torso: cards[2].defaultValue)

    /// The defaults with some replaced, by their names and units on the cards.
    ///
    /// - Throws: ``ElectrophysiologyError/unknownIdentifier(kind:name:known:)``,
    ///   ``ElectrophysiologyError/parameterOutOfRange(name:value:allowed:unit:)``.
    public init(_ overrides: [String: Double]) throws(ElectrophysiologyError) {
        self = .standard
        let paths: [WritableKeyPath<ECGConductivities, Double>] = [
            \.alongFibre, \.acrossFibre, \.torso,
        ]
        for (name, value) in overrides.sorted(by: { $0.key < $1.key }) {
            guard let index = Self.cards.firstIndex(where: { $0.name == name }) else {
                throw .unknownIdentifier(
                    kind: "ECG parameter", name: name, known: Self.cards.map(\.name))
            }
            let card = Self.cards[index]
            guard card.range.contains(value) else {
                throw .parameterOutOfRange(
                    name: name, value: value, allowed: card.range, unit: card.unit)
            }
            self[keyPath: paths[index]] = value
        }
    }

    /// Parameters; S/m is mS/mm.
    public static let cards = [
        ParameterCard(
            "intracellularAlongFibre", "Intracellular conductivity along the fibre", unit: "S/m",
            default: 0.17, range: 0.01...1, source: niederer),
        ParameterCard(
            "intracellularAcrossFibre", "Intracellular conductivity across the fibre",
            unit: "S/m", default: 0.019, range: 0.001...1, source: niederer),
        ParameterCard(
            "torsoConductivity", "Conductivity of the homogeneous torso", unit: "S/m",
            default: 0.2, range: 0.02...2,
            source: "Potse et al., IEEE Trans. Biomed. Eng. 53 (2006) 2425-2435, "
                + "doi:10.1109/TBME.2006.880875, bulk torso"),
    ]

    private static let niederer =
        "Niederer et al., Phil. Trans. R. Soc. A 369 (2011) 4331-4351, "
        + "doi:10.1098/rsta.2011.0139, table 1"
}
