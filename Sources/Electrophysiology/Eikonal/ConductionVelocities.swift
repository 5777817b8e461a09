public import Fibres
public import Numerics

/// Speeds of a planar activation front along the three axes of the myocardium.
///
/// ```
/// M = f fᵀ/vf² + s sᵀ/vs² + n nᵀ/vn²       D = M⁻¹
/// ```
///
/// A straight path `d` inside homogeneous tissue takes `√(d·M d)`; the front obeys
/// `√(∇T·D ∇T) = 1`.
public struct ConductionVelocities: Sendable, Equatable {
    /// Along the fibre [mm/ms].
    public var fibre: Double
    /// Across the fibres within the sheet [mm/ms].
    public var sheet: Double
    /// Across the sheets [mm/ms].
    public var normal: Double

    /// Makes speeds along fibre, sheet and sheet normal [mm/ms].
    public init(fibre: Double, sheet: Double, normal: Double) {
        self.fibre = fibre
        self.sheet = sheet
        self.normal = normal
    }

    /// The same speed in all directions [mm/ms].
    public init(isotropic speed: Double) {
        self.init(fibre: speed, sheet: speed, normal: speed)
    }

    /// All three speeds multiplied by `factor`.
    public func scaled(by factor: Double) -> ConductionVelocities {
        ConductionVelocities(fibre: factor * fibre, sheet: factor * sheet, normal: factor * normal)
    }

    /// Square of the travel time per unit length, `M` above [ms²/mm²].
    public func metric(in frame: FibreFrame) -> Mat3 {
        let f = frame.fibre
        let s = frame.sheet
        let n = frame.normal
        return 1 / (fibre * fibre) * Mat3.outer(f, f) + 1 / (sheet * sheet) * Mat3.outer(s, s)
            + 1 / (normal * normal) * Mat3.outer(n, n)
    }

    /// - Throws: ``ElectrophysiologyError/velocityNotPositive(name:value:place:)``.
    func validate(place: String) throws(ElectrophysiologyError) {
        for (name, value) in [
            ("fibre velocity", fibre), ("sheet velocity", sheet), ("normal velocity", normal),
        ] where !(value > 0 && value.isFinite) {
            throw .velocityNotPositive(name: name, value: value, place: place)
        }
    }
}
