/// The wall at one instant: a value, so that copies are snapshots, forks and rollbacks.
public struct MechanicsState: Sendable, Equatable {
    /// Time [ms].
    public var time: Double
    /// Displacement from the reference [mm], three per node.
    public var displacement: [Double]
    /// Mean velocity over the last step [mm/ms], three per node: predicts the next displacement.
    public var velocity: [Double]
    /// Cavity pressures [kPa].
    public var pressures: [Double]
    /// Mean rate of the pressures over the last step [kPa/ms].
    public var pressureRates: [Double]
    /// Fibre stretch [1] per quadrature point, tetrahedron by tetrahedron.
    public var stretch: [Double]
    /// Active tension [kPa] per quadrature point, with the regional factor.
    public var tension: [Double]
    /// States of the contraction model; state k of point i at `[k · points + i]`.
    public var active: [Double]

    /// Makes a state from its parts.
    public init(
        time: Double, displacement: [Double], velocity: [Double], pressures: [Double],
        pressureRates: [Double], stretch: [Double], tension: [Double], active: [Double]
    ) {
        self.time = time
        self.displacement = displacement
        self.velocity = velocity
        self.pressures = pressures
        self.pressureRates = pressureRates
        self.stretch = stretch
        self.tension = tension
        self.active = active
    }

    /// The unloaded wall of a model, at rest.
    public init(_ model: MechanicsModel, time: Double = 0) {
        self.init(
            time: time, displacement: [Double](repeating: 0, count: model.unknownCount),
            velocity: [Double](repeating: 0, count: model.unknownCount),
            pressures: [Double](repeating: 0, count: model.cavities.count),
            pressureRates: [Double](repeating: 0, count: model.cavities.count),
            stretch: [Double](repeating: 1, count: model.pointCount),
            tension: [Double](repeating: 0, count: model.pointCount),
            active: model.activeTension.restingState.flatMap {
                [Double](repeating: $0, count: model.pointCount)
            })
    }

    /// All arrays with their names, for files; `time` is the only entry of its array.
    public var arrays: [(name: String, values: [Double])] {
        [
            ("time", [time]), ("displacement", displacement), ("velocity", velocity),
            ("pressures", pressures), ("pressureRates", pressureRates), ("stretch", stretch),
            ("tension", tension), ("active", active),
        ]
    }

    /// Makes the state of a model from the arrays of ``arrays``, by name.
    ///
    /// - Throws: ``MechanicsError/wrongCount(name:count:expected:)`` for a missing array (count 0) or
    ///   one of another model.
    public init(_ model: MechanicsModel, arrays: [String: [Double]]) throws {
        self.init(model)
        func read(_ name: String, like values: [Double]) throws -> [Double] {
            let found = arrays[name] ?? []
            if found.count != values.count {
                throw MechanicsError.wrongCount(
                    name: name, count: found.count, expected: values.count)
            }
            return found
        }
        time = try read("time", like: [0])[0]
        displacement = try read("displacement", like: displacement)
        velocity = try read("velocity", like: velocity)
        pressures = try read("pressures", like: pressures)
        pressureRates = try read("pressureRates", like: pressureRates)
        stretch = try read("stretch", like: stretch)
        tension = try read("tension", like: tension)
        active = try read("active", like: active)
    }
}
