/// Everything beside the displacement that the forces in a wall depend on.
public struct LoadCase: Sendable {
    /// What a step in time adds: dampers, viscosity and the contraction model.
    public struct Step: Sendable {
        /// Length [ms].
        public var dt: Double
        /// State at the start.
        public var before: MechanicsState
        /// Calcium at the start and the end, per quadrature point [µM].
        public var calciumBefore: [Double]
        public var calciumAfter: [Double]

        /// Makes a step.
        public init(
            dt: Double, before: MechanicsState, calciumBefore: [Double], calciumAfter: [Double]
        ) {
            self.dt = dt
            self.before = before
            self.calciumBefore = calciumBefore
            self.calciumAfter = calciumAfter
        }
    }

    /// Cavity pressures [kPa]; zero when empty.
    public var pressures: [Double]
    /// Pressures on the pressure surfaces [kPa]; zero when empty.
    public var surfacePressures: [Double]
    /// Active tension per quadrature point [kPa]; zero when empty. Not used in a step.
    public var tension: [Double]
    /// The step in time, nil for an equilibrium.
    public var step: Step?

    /// Makes a load case.
    public init(
        pressures: [Double] = [], surfacePressures: [Double] = [], tension: [Double] = [],
        step: Step? = nil
    ) {
        self.pressures = pressures
        self.surfacePressures = surfacePressures
        self.tension = tension
        self.step = step
    }
}
