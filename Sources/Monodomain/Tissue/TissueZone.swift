/// How a part of diseased tissue differs from the healthy tissue around it.
public struct TissueZone: Sendable, Equatable {
    /// Name for messages.
    public var name: String
    /// Whether it conducts at all; elements that do not are left out of the mesh.
    public var conducts: Bool
    /// Factors on the conductivities along the fibre, across it in the sheet, and across the sheets.
    public var conductivityScales: (longitudinal: Double, transverse: Double, normal: Double)
    /// Factors on the eikonal velocities along the same axes.
    public var velocityScales: (fibre: Double, sheet: Double, normal: Double)
    /// Factors on parameters of the membrane, such as `["gNa": 0.38]`.
    public var remodelling: [String: Double]

    /// Describes a zone.
    ///
    /// - `velocityScales`: the roots of the conductivities' factors where none are given, as plane fronts
    ///   have them when the membrane is the same.
    public init(
        _ name: String, conducts: Bool = true,
        conductivityScales: (longitudinal: Double, transverse: Double, normal: Double) = (1, 1, 1),
        velocityScales: (fibre: Double, sheet: Double, normal: Double)? = nil,
        remodelling: [String: Double] = [:]
    ) {
        self.name = name
        self.conducts = conducts
        self.conductivityScales = conductivityScales
        self.velocityScales =
            velocityScales
            ?? (
                conductivityScales.longitudinal.squareRoot(),
                conductivityScales.transverse.squareRoot(), conductivityScales.normal.squareRoot()
            )
        self.remodelling = remodelling
    }

    public static func == (a: TissueZone, b: TissueZone) -> Bool {
        a.name == b.name && a.conducts == b.conducts
            && a.conductivityScales == b.conductivityScales
            && a.velocityScales == b.velocityScales && a.remodelling == b.remodelling
    }

    /// Tissue without disease.
    public static let healthy = TissueZone("healthy")

    /// Scar without surviving muscle.
    public static let scar = TissueZone("scar", conducts: false)

    /// Surviving muscle around and in a scar, for models with the parameters gNa, gCaL, gKr and gKs.
    ///
    /// Source: Arevalo et al., *Nat. Commun.* 7 (2016) 11437, doi:10.1038/ncomms11437, methods (transverse
    /// conductivity less 90 %, INa 62 %, ICaL 69 %, IKr 70 %, IKs 80 %; quoted from memory). The factor on
    /// the velocity along the fibre, 0.75, is assumed.
    public static let borderZone = TissueZone(
        "border zone", conductivityScales: (1, 0.1, 0.1),
        velocityScales: (0.75, 0.75 * 0.1.squareRoot(), 0.75 * 0.1.squareRoot()),
        remodelling: ["gNa": 0.38, "gCaL": 0.31, "gKr": 0.3, "gKs": 0.2])

    /// The properties of healthy tissue as this zone has them.
    public func properties(_ healthy: TissueProperties) -> TissueProperties {
        TissueProperties(
            longitudinal: conductivityScales.longitudinal * healthy.longitudinal,
            transverse: conductivityScales.transverse * healthy.transverse,
            normal: conductivityScales.normal * healthy.normal,
            surfaceToVolume: healthy.surfaceToVolume, capacitance: healthy.capacitance)
    }
}
