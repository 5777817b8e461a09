public import Numerics

/// One instant of the moving wall.
public struct MotionFrame: Sendable {
    /// Time after QRS onset [ms].
    public var time: Double
    /// Node positions [mm].
    public var positions: [Vec3]
    /// Mean fibre stretch of each tetrahedron [1].
    public var stretch: [Double]
    /// Mean active tension of each tetrahedron [kPa].
    public var tension: [Double]

    /// Makes a frame.
    public init(time: Double, positions: [Vec3], stretch: [Double], tension: [Double]) {
        self.time = time
        self.positions = positions
        self.stretch = stretch
        self.tension = tension
    }
}
