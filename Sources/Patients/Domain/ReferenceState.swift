public import Numerics

/// The unloaded shape of the mechanics mesh, from which the imaged shape follows by inflation.
public struct ReferenceState: Sendable, Equatable {
    /// Positions of the mechanics mesh's nodes without load [mm].
    public var points: [Vec3]
    /// Stretch from stress-free muscle to that shape at the four quadrature points of each tetrahedron,
    /// see `Mechanics.WallReference` [1]; empty where the shape comes from another program.
    public var residualStretch: [Mat3]
    /// Ventricular pressures at which the mesh has its imaged shape [kPa].
    public var imagedPressures: (left: Double, right: Double)
    /// How it was computed.
    public var provenance: String?

    /// Makes a reference state.
    public init(
        points: [Vec3], residualStretch: [Mat3] = [],
        imagedPressures: (left: Double, right: Double), provenance: String? = nil
    ) {
        self.points = points
        self.residualStretch = residualStretch
        self.imagedPressures = imagedPressures
        self.provenance = provenance
    }

    public static func == (a: ReferenceState, b: ReferenceState) -> Bool {
        a.points == b.points && a.residualStretch == b.residualStretch
            && a.imagedPressures == b.imagedPressures
            && a.provenance == b.provenance
    }
}
