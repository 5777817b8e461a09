public import Geometry
public import Numerics

/// Springs and dampers that tie a surface of the wall to its place in the image.
///
/// The traction per area of the imaged surface is
///
/// ```
/// P N = −s [ (ka d⊗d + kt (I − d⊗d)) u + (ca d⊗d + ct (I − d⊗d)) u̇ ]
/// ```
///
/// with u the displacement from the image, d its normal N, or a fixed axis, and s a factor for each
/// triangle. Implicit Euler: u̇ = (u − un)/dt. Being linear in u, the support is one constant matrix for
/// each part.
///
/// Source: Pfaller et al., *Biomech. Model. Mechanobiol.* 18 (2019) 503–529,
/// doi:10.1007/s10237-018-1098-4, equation (10) (normal springs and dashpots for the pericardium);
/// regional factors after Strocchi et al., *J. Biomech.* 101 (2020) 109645,
/// doi:10.1016/j.jbiomech.2020.109645.
public struct SurfaceSupport: Sendable {
    /// The direction d.
    public enum Direction: Sendable, Equatable {
        /// The imaged normal at each point of the surface.
        case normal
        /// The same unit vector everywhere, such as the long axis.
        case axis(Vec3)
    }

    /// The tied surface.
    public var surface: SurfaceTag
    /// The direction that is told from the two across it.
    public var direction: Direction
    /// Spring along d, ka [kPa/mm].
    public var stiffness: Double
    /// Spring across d, kt [kPa/mm].
    public var tangentialStiffness: Double
    /// Damper along d, ca [kPa·ms/mm].
    public var damping: Double
    /// Damper across d, ct [kPa·ms/mm].
    public var tangentialDamping: Double
    /// Factor s of each boundary triangle of the mesh; 1 everywhere when empty.
    public var scale: [Double]

    /// Makes a support.
    public init(
        surface: SurfaceTag, direction: Direction, stiffness: Double,
        tangentialStiffness: Double = 0, damping: Double = 0, tangentialDamping: Double = 0,
        scale: [Double] = []
    ) {
        self.surface = surface
        self.direction = direction
        self.stiffness = stiffness
        self.tangentialStiffness = tangentialStiffness
        self.damping = damping
        self.tangentialDamping = tangentialDamping
        self.scale = scale
    }

    /// Normal springs and dampers on the epicardium.
    ///
    /// - `stiffness`: [kPa/mm], `damping`: [kPa·ms/mm].
    public static func pericardium(
        stiffness: Double, damping: Double, scale: [Double] = []
    ) -> SurfaceSupport {
        SurfaceSupport(
            surface: .epicardium, direction: .normal, stiffness: stiffness, damping: damping,
            scale: scale)
    }

    /// Springs and dampers on the base, softer or harder along the long axis than across it.
    ///
    /// - `axis`: unit vector from apex to base.
    /// - `alongAxis`, `acrossAxis`: [kPa/mm], `damping`: [kPa·ms/mm], the same in all directions.
    public static func base(
        axis: Vec3, alongAxis: Double, acrossAxis: Double, damping: Double
    ) -> SurfaceSupport {
        SurfaceSupport(
            surface: .base, direction: .axis(axis), stiffness: alongAxis,
            tangentialStiffness: acrossAxis, damping: damping, tangentialDamping: damping)
    }
}
