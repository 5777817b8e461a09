/// The moving wall at one instant, with inertia: a value, so that copies are snapshots.
public struct WallMotion: Sendable, Equatable {
    /// Time [ms].
    public var time: Double
    /// Displacement from the reference [mm], three per node.
    public var displacement: [Double]
    /// Velocity [mm/ms], three per node.
    public var velocity: [Double]
    /// Acceleration [mm/ms²], three per node.
    public var acceleration: [Double]
    /// Acceleration a step earlier, for a better first guess [mm/ms²].
    public var accelerationBefore: [Double]

    /// A wall at rest on its reference.
    ///
    /// - `unknowns`: three per node.
    public init(unknowns: Int, time: Double = 0) {
        self.time = time
        displacement = [Double](repeating: 0, count: unknowns)
        velocity = displacement
        acceleration = displacement
        accelerationBefore = displacement
    }

    /// The arrays with their names, for files.
    public var arrays: [(name: String, values: [Double])] {
        [
            ("displacement", displacement), ("velocity", velocity),
            ("acceleration", acceleration), ("accelerationBefore", accelerationBefore),
        ]
    }
}

/// What acts on a moving wall during a step: values at the time the method takes them, see
/// ``GeneralisedAlpha/loadTime(end:dt:)``.
public struct WallLoad: Sendable, Equatable {
    /// Cavity pressures [kPa]; zero when empty.
    public var pressures: [Double]
    /// Pressures on the pressure surfaces [kPa]; zero when empty.
    public var surfacePressures: [Double]
    /// Active tension at every quadrature point before the regional factor [kPa].
    public var tension: Double

    /// Makes a load.
    public init(pressures: [Double] = [], surfacePressures: [Double] = [], tension: Double = 0) {
        self.pressures = pressures
        self.surfacePressures = surfacePressures
        self.tension = tension
    }

    /// A load between two others, at `part` from 0 (`first`) to 1 (`second`), or beyond them.
    public static func between(_ first: WallLoad, _ second: WallLoad, part: Double) -> WallLoad {
        func mix(_ x: Double, _ y: Double) -> Double { x + part * (y - x) }
        return WallLoad(
            pressures: zip(first.pressures, second.pressures).map(mix),
            surfacePressures: zip(first.surfacePressures, second.surfacePressures).map(mix),
            tension: mix(first.tension, second.tension))
    }
}
