/// One step of a full-order beat, for training.
public struct WallSnapshot: Sendable {
    /// Displacement at its end [mm].
    public var displacement: [Double]
    /// Displacement at its start [mm].
    public var before: [Double]
    /// Length [ms].
    public var dt: Double
    /// Active tension at its end per quadrature point [kPa], with the regional factors.
    public var tension: [Double]

    /// Makes a snapshot.
    public init(displacement: [Double], before: [Double], dt: Double, tension: [Double]) {
        self.displacement = displacement
        self.before = before
        self.dt = dt
        self.tension = tension
    }
}
