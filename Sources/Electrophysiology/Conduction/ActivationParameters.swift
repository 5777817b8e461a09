public import Geometry
public import Quantities

/// Speeds and delays of ventricular activation; one set serves all protocols.
public struct ActivationParameters: Sendable, Equatable {
    /// Identity and parameters with units, ranges and sources.
    public static let card = ModelCard(
        identifier: "activation",
        summary:
            "Orthotropic eikonal activation with a fast endocardial surface and Purkinje trees",
        source: "Caldwell et al. 2009, doi:10.1161/CIRCEP.108.830133; see each parameter",
        parameters: [
            ParameterCard(
                "fibreVelocity", "Conduction velocity along the fibres", unit: "mm/ms",
                default: 0.67, range: 0.05...2, source: caldwell),
            ParameterCard(
                "sheetVelocity", "Conduction velocity across the fibres within the sheets",
                unit: "mm/ms", default: 0.30, range: 0.05...2, source: caldwell),
            ParameterCard(
                "normalVelocity", "Conduction velocity across the sheets", unit: "mm/ms",
                default: 0.17, range: 0.05...2, source: caldwell),
            ParameterCard(
                "leftVentricleScale", "Factor on the three velocities in the left ventricle",
                unit: "1", default: 1, range: 0.1...3, source: uniform),
            ParameterCard(
                "septumScale", "Factor on the three velocities in the septum", unit: "1",
                default: 1, range: 0.1...3, source: uniform),
            ParameterCard(
                "rightVentricleScale", "Factor on the three velocities in the right ventricle",
                unit: "1", default: 1, range: 0.1...3, source: uniform),
            ParameterCard(
                "endocardialVelocity", "Speed of the fast layer along the endocardial surfaces",
                unit: "mm/ms", default: 1, range: 0.1...4, source: endocardium),
            ParameterCard(
                "purkinjeVelocity", "Conduction velocity in the Purkinje trees", unit: "mm/ms",
                default: 3, range: 0.5...6, source: purkinje),
            ParameterCard(
                "junctionDelay", "Delay from a Purkinje terminal to the muscle", unit: "ms",
                default: 3.4, range: 0...20, source: junction),
            ParameterCard(
                "retrogradeJunctionDelay", "Delay from the muscle to a Purkinje terminal",
                unit: "ms", default: 3.4, range: 0...20,
                source: "taken equal to junctionDelay; used with retrograde entry only"),
        ])

    private static let caldwell = """
        Caldwell et al., Circ. Arrhythm. Electrophysiol. 2 (2009) 433-440, \
        doi:10.1161/CIRCEP.108.830133 (pig, intramural: 0.67, 0.30 and 0.17 m/s)
        """
    private static let uniform = "1 means the values of Caldwell et al. 2009 everywhere"
    private static let endocardium = """
        \"Spread of Excitation During Premature Ventricular Systoles\" (dog, multipolar electrode): \
        the mural endocardium is excited at about 1 m/s in paced beats; used as surface speed as in \
        Lee et al., Med. Image Anal. 57 (2019) 197-213, doi:10.1016/j.media.2019.06.017
        """
    private static let purkinje = """
        ten Tusscher, Panfilov, Prog. Biophys. Mol. Biol. 96 (2008) 152-170, \
        doi:10.1016/j.pbiomolbio.2007.07.026 (measured 2 to 4 m/s)
        """
    private static let junction = """
        Front. Cardiovasc. Med. 10 (2023) 1158480, doi:10.3389/fcvm.2023.1158480 (rabbit, optical \
        mapping: 3.4 ± 0.8 ms at directly triggering junctions)
        """

    /// Velocities in healthy muscle before regional factors.
    public var velocities: ConductionVelocities
    /// Factor on ``velocities`` by part of the wall; absent means 1.
    public var scales: [WallRegion: Double]
    /// Speed along the endocardial surfaces [mm/ms].
    public var endocardialVelocity: Double
    /// Speed in the Purkinje trees [mm/ms].
    public var purkinjeVelocity: Double
    /// From a Purkinje terminal to the muscle [ms].
    public var junctionDelay: Double
    /// From the muscle to a Purkinje terminal [ms].
    public var retrogradeJunctionDelay: Double

    /// The defaults of the card, changed by `overrides` (parameter name to value in the card's unit).
    ///
    /// - Throws: ``ElectrophysiologyError/unknownIdentifier(kind:name:known:)`` and
    ///   ``ElectrophysiologyError/parameterOutOfRange(name:value:allowed:unit:)``.
    public init(_ overrides: [String: Double] = [:]) throws(ElectrophysiologyError) {
        var values: [String: Double] = [:]
        for parameter in Self.card.parameters { values[parameter.name] = parameter.defaultValue }
        for (name, value) in overrides.sorted(by: { $0.key < $1.key }) {
            guard let parameter = Self.card.parameters.first(where: { $0.name == name }) else {
                throw .unknownIdentifier(
                    kind: "activation parameter", name: name,
                    known: Self.card.parameters.map(\.name))
            }
            guard parameter.range.contains(value) else {
                throw .parameterOutOfRange(
                    name: name, value: value, allowed: parameter.range, unit: parameter.unit)
            }
            values[name] = value
        }
        self.init(complete: values)
    }

    /// The published defaults.
    public static let published = ActivationParameters(
        complete: Dictionary(
            uniqueKeysWithValues: card.parameters.map { ($0.name, $0.defaultValue) }))

    /// `values` holds every parameter of the card; the fallback is never reached.
    private init(complete values: [String: Double]) {
        func value(_ name: String) -> Double { values[name] ?? .nan }
        velocities = ConductionVelocities(
            fibre: value("fibreVelocity"), sheet: value("sheetVelocity"),
            normal: value("normalVelocity"))
        scales = [
            .leftVentricle: value("leftVentricleScale"), .septum: value("septumScale"),
            .rightVentricle: value("rightVentricleScale"),
        ]
        endocardialVelocity = value("endocardialVelocity")
        purkinjeVelocity = value("purkinjeVelocity")
        junctionDelay = value("junctionDelay")
        retrogradeJunctionDelay = value("retrogradeJunctionDelay")
    }

    /// Velocities in one part of the wall.
    public func velocities(in region: WallRegion) -> ConductionVelocities {
        velocities.scaled(by: scales[region] ?? 1)
    }
}
