public import Quantities

/// Conductivities that the pseudo-electrocardiogram depends on [mS/mm].
public struct ECGConductivities: Sendable, Equatable {
    /// Intracellular, along the fibre.
    public var fibre: Double
    /// Intracellular, across the fibre within the sheet.
    public var sheet: Double
    /// Intracellular, across the sheets.
    public var normal: Double
    /// Of the unbounded medium around and in the heart.
    public var torso: Double

    /// Makes conductivities [mS/mm].
    public init(fibre: Double, sheet: Double, normal: Double, torso: Double) {
        self.fibre = fibre
        self.sheet = sheet
        self.normal = normal
        self.torso = torso
    }

    /// Conductivities with which a front moves at the given velocities.
    ///
    /// The velocity of a front in uniform muscle grows with the root of the conductivity, so that those
    /// across the fibre follow from that along it: `σs = σf·(vs/vf)²`. Conductivities of another ratio
    /// would contradict the activation they are used with.
    ///
    /// - `parameters`: by their names and units on the cards; the others keep their defaults.
    /// - Throws: ``ElectrophysiologyError/unknownIdentifier(kind:name:known:)``,
    ///   ``ElectrophysiologyError/parameterOutOfRange(name:value:allowed:unit:)``.
    public init(
        _ parameters: [String: Double] = [:], velocities: ConductionVelocities
    ) throws(ElectrophysiologyError) {
        var values = Self.card.parameters.map(\.defaultValue)
        for (name, value) in parameters.sorted(by: { $0.key < $1.key }) {
            guard let index = Self.card.parameters.firstIndex(where: { $0.name == name }) else {
                throw .unknownIdentifier(
                    kind: "ECG parameter", name: name, known: Self.card.parameters.map(\.name))
            }
            let parameter = Self.card.parameters[index]
            guard parameter.range.contains(value) else {
                throw .parameterOutOfRange(
                    name: name, value: value, allowed: parameter.range, unit: parameter.unit)
            }
            values[index] = value
        }
        func ratio(_ velocity: Double) -> Double {
            velocity * velocity / (velocities.fibre * velocities.fibre)
        }
        self.init(
            fibre: values[0], sheet: values[0] * ratio(velocities.sheet),
            normal: values[0] * ratio(velocities.normal), torso: values[1])
    }

    /// Parameters; S/m is mS/mm.
    public static let card = ModelCard(
        identifier: "ecg", summary: "Pseudo-electrocardiogram in an unbounded torso",
        source: "Gima & Rudy 2002, doi:10.1161/01.RES.0000016960.61087.86",
        parameters: [
            ParameterCard(
                "intracellularConductivity", "Intracellular conductivity along the fibre",
                unit: "S/m", default: 0.17, range: 0.01...1,
                source: "Niederer et al., Phil. Trans. R. Soc. A 369 (2011) 4331-4351, "
                    + "doi:10.1098/rsta.2011.0139, table 1"),
            ParameterCard(
                "torsoConductivity", "Conductivity of the homogeneous torso", unit: "S/m",
                default: 0.2, range: 0.02...2,
                source: "Potse et al., IEEE Trans. Biomed. Eng. 53 (2006) 2425-2435, "
                    + "doi:10.1109/TBME.2006.880875, bulk torso"),
        ])
}
