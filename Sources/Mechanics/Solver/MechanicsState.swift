/// The wall at one instant: a value, so that copies are snapshots, forks and rollbacks.
public struct MechanicsState: Sendable, Equatable {
    /// Time [ms].
    public var time: Double
    /// Displacement from the reference [mm], three per node.
    public var displacement: [Double]
    /// Mean velocity over the last step [mm/ms], three per node.
    public var velocity: [Double]
    /// Second divided difference of the displacement over the last two steps [mm/ms²].
    public var curvature: [Double]
    /// Cavity pressures [kPa].
    public var pressures: [Double]
    /// Mean rate of the pressures over the last step [kPa/ms].
    public var pressureRates: [Double]
    /// Second divided difference of the pressures over the last two steps [kPa/ms²].
    public var pressureCurvatures: [Double]
    /// Length of the last step [ms]; zero before the first.
    public var lastStep: Double
    /// Fibre stretch [1] per quadrature point, tetrahedron by tetrahedron.
    public var stretch: [Double]
    /// Active tension [kPa] per quadrature point, with the regional factor.
    public var tension: [Double]
    /// States of the contraction model; state k of point i at `[k · points + i]`.
    public var active: [Double]

    /// Makes a state from its parts.
    public init(
        time: Double, displacement: [Double], velocity: [Double], curvature: [Double],
        pressures: [Double], pressureRates: [Double], pressureCurvatures: [Double],
        lastStep: Double, stretch: [Double], tension: [Double], active: [Double]
    ) {
        self.time = time
        self.displacement = displacement
        self.velocity = velocity
        self.curvature = curvature
        self.pressures = pressures
        self.pressureRates = pressureRates
        self.pressureCurvatures = pressureCurvatures
        self.lastStep = lastStep
        self.stretch = stretch
        self.tension = tension
        self.active = active
    }

    /// The wall of a model on its reference, at rest.
    public init(_ model: MechanicsModel, time: Double = 0) {
        self.init(
            time: time, displacement: [Double](repeating: 0, count: model.unknownCount),
            velocity: [Double](repeating: 0, count: model.unknownCount),
            curvature: [Double](repeating: 0, count: model.unknownCount),
            pressures: [Double](repeating: 0, count: model.cavities.count),
            pressureRates: [Double](repeating: 0, count: model.cavities.count),
            pressureCurvatures: [Double](repeating: 0, count: model.cavities.count),
            lastStep: 0,
            stretch: [Double](repeating: 1, count: model.pointCount),
            tension: [Double](repeating: 0, count: model.pointCount),
            active: model.activeTension.restingState.flatMap {
                [Double](repeating: $0, count: model.pointCount)
            })
    }

    /// Displacement and pressures a step ahead, on the parabola through the last three times.
    package func predicted(after dt: Double) -> (displacement: [Double], pressures: [Double]) {
        let square = dt * (dt + lastStep)
        var u = displacement
        for i in u.indices { u[i] += dt * velocity[i] + square * curvature[i] }
        var p = pressures
        for c in p.indices { p[c] += dt * pressureRates[c] + square * pressureCurvatures[c] }
        return (u, p)
    }

    /// Takes over the end of a step of length `dt`.
    package mutating func advance(
        by dt: Double, displacement u: UnsafePointer<Double>, pressures p: [Double]
    ) {
        let span = dt + lastStep
        let hasHistory = lastStep > 0
        for i in displacement.indices {
            let rate = (u[i] - displacement[i]) / dt
            curvature[i] = hasHistory ? (rate - velocity[i]) / span : 0
            velocity[i] = rate
            displacement[i] = u[i]
        }
        for c in p.indices {
            let rate = (p[c] - pressures[c]) / dt
            pressureCurvatures[c] = hasHistory ? (rate - pressureRates[c]) / span : 0
            pressureRates[c] = rate
            pressures[c] = p[c]
        }
        lastStep = dt
        time += dt
    }

    /// Forgets what came before, for a prediction that stays.
    public mutating func rest() {
        for i in velocity.indices {
            velocity[i] = 0
            curvature[i] = 0
        }
        for c in pressureRates.indices {
            pressureRates[c] = 0
            pressureCurvatures[c] = 0
        }
        lastStep = 0
    }

    /// All arrays with their names, for files; `clock` holds time and last step.
    public var arrays: [(name: String, values: [Double])] {
        [
            ("clock", [time, lastStep]), ("displacement", displacement), ("velocity", velocity),
            ("curvature", curvature), ("pressures", pressures), ("pressureRates", pressureRates),
            ("pressureCurvatures", pressureCurvatures), ("stretch", stretch),
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
        let clock = try read("clock", like: [0, 0])
        time = clock[0]
        lastStep = clock[1]
        displacement = try read("displacement", like: displacement)
        velocity = try read("velocity", like: velocity)
        curvature = try read("curvature", like: curvature)
        pressures = try read("pressures", like: pressures)
        pressureRates = try read("pressureRates", like: pressureRates)
        pressureCurvatures = try read("pressureCurvatures", like: pressureCurvatures)
        stretch = try read("stretch", like: stretch)
        tension = try read("tension", like: tension)
        active = try read("active", like: active)
    }
}
