public import Numerics

/// Local orthonormal axes of the myocardium.
public struct FibreFrame: Sendable, Equatable {
    /// Fibre direction.
    public var fibre: Vec3
    /// Sheet direction (across the wall, in the sheet plane).
    public var sheet: Vec3
    /// Sheet normal, fibre × sheet.
    public var normal: Vec3 { fibre.cross(sheet) }

    /// Makes a frame from two orthonormal directions.
    public init(fibre: Vec3, sheet: Vec3) {
        self.fibre = fibre
        self.sheet = sheet
    }
}
