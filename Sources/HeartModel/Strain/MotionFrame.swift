/// One instant of the moving wall.
public struct MotionFrame: Sendable {
    /// Time after QRS onset [ms].
    public var time: Double
    /// Displacement of the nodes from the image [mm], three per node.
    public var displacement: [Double]
    /// Mean fibre stretch of each tetrahedron [1].
    public var stretch: [Double]
    /// Mean active tension of each tetrahedron [kPa].
    public var tension: [Double]

    /// Makes a frame.
    public init(time: Double, displacement: [Double], stretch: [Double], tension: [Double]) {
        self.time = time
        self.displacement = displacement
        self.stretch = stretch
        self.tension = tension
    }
}
