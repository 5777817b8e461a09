public import Fibres
public import Numerics

/// Electrical properties of a kind of tissue.
public struct TissueProperties: Sendable, Equatable {
    /// Monodomain conductivities along the fibre, across it in the sheet, and across the sheets [mS/mm].
    public var longitudinal: Double
    public var transverse: Double
    public var normal: Double
    /// Membrane area per volume χ [1/mm].
    public var surfaceToVolume: Double
    /// Membrane capacitance per area Cm [µF/mm²].
    public var capacitance: Double

    /// Describes tissue; `normal` is `transverse` where it is not given.
    public init(
        longitudinal: Double, transverse: Double, normal: Double? = nil, surfaceToVolume: Double,
        capacitance: Double
    ) {
        self.longitudinal = longitudinal
        self.transverse = transverse
        self.normal = normal ?? transverse
        self.surfaceToVolume = surfaceToVolume
        self.capacitance = capacitance
    }

    /// Tissue with the conductivity of two equally anisotropic domains in series, σi·σe/(σi + σe), which
    /// is exact for plane fronts along the axes.
    ///
    /// - Parameter intracellular: along and across the fibre [mS/mm]; `extracellular` likewise.
    public static func monodomain(
        intracellular: (Double, Double), extracellular: (Double, Double), surfaceToVolume: Double,
        capacitance: Double
    ) -> TissueProperties {
        func series(_ a: Double, _ b: Double) -> Double { a * b / (a + b) }
        return TissueProperties(
            longitudinal: series(intracellular.0, extracellular.0),
            transverse: series(intracellular.1, extracellular.1),
            surfaceToVolume: surfaceToVolume, capacitance: capacitance)
    }

    /// The tissue of the N-version benchmark.
    ///
    /// Source: Niederer et al., *Phil. Trans. R. Soc. A* 369 (2011) 4331–4351,
    /// doi:10.1098/rsta.2011.0139, table 1 and text.
    public static let niederer2011 = TissueProperties.monodomain(
        intracellular: (0.17, 0.019), extracellular: (0.62, 0.24), surfaceToVolume: 140,
        capacitance: 0.01)

    /// Capacitance per volume χ·Cm [µF/mm³].
    public var capacitancePerVolume: Double { surfaceToVolume * capacitance }

    /// σ = Σ σ_d·d⊗d in the axes of a frame.
    public func conductivity(_ frame: FibreFrame) -> Mat3 {
        longitudinal * Mat3.outer(frame.fibre, frame.fibre)
            + transverse * Mat3.outer(frame.sheet, frame.sheet)
            + normal * Mat3.outer(frame.normal, frame.normal)
    }

    /// Throws for the first property that is not positive.
    func validate(_ place: String) throws(MonodomainError) {
        for (quantity, value, unit) in [
            ("the conductivity along the fibre", longitudinal, "mS/mm"),
            ("the conductivity across the fibre", transverse, "mS/mm"),
            ("the conductivity across the sheets", normal, "mS/mm"),
            ("the membrane area per volume", surfaceToVolume, "1/mm"),
            ("the membrane capacitance", capacitance, "uF/mm2"),
        ] where !(value > 0 && value.isFinite) {
            throw .notPositive(quantity: quantity, value: value, unit: unit, place: place)
        }
    }
}
