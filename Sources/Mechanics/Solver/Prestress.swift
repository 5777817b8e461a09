public import Numerics

/// The stress that an imaged wall must have to carry the blood pressure it was imaged under.
///
/// An image shows a loaded heart. Instead of an unloaded shape, this finds for each quadrature point
/// the stretch H from stress-free muscle to the imaged shape with which that shape is in equilibrium,
/// by loading in steps and putting the wall back after each:
///
/// ```
/// R(u; H) = 0 under the pressures of the step,   H ← (I + ∂u/∂X) H,   u ← 0
/// ```
///
/// until u stays at zero at the full pressures. The image is met by construction, and every step is an
/// equilibrium near the well-shaped imaged mesh: where the wall is thin or bulges inwards, no smooth
/// unloaded shape exists and searches for it crumple the mesh. H need not be the gradient of a
/// displacement; the difference is residual stress. The shape without pressure follows by deflation,
/// an ordinary equilibrium, and may then become the reference, see ``MechanicsModel/withReference(_:)``.
///
/// Source: Gee, Förster, Wall, *Int. J. Numer. Methods Biomed. Eng.* 26 (2010) 52–72,
/// doi:10.1002/cnm.1236 (modified updated Lagrangian formulation).
public struct Prestress: Sendable {
    /// H per quadrature point, tetrahedron by tetrahedron [1].
    public var stretch: [Mat3]
    /// The equilibrium under the measured pressures with it.
    public var loaded: MechanicsState
    /// Root mean square distance of the nodes of that equilibrium from the image [mm].
    public var distance: Double
    /// Largest such distance [mm].
    public var largestDistance: Double
    /// Steps it took.
    public var iterations: Int

    /// How long to go on.
    public struct Settings: Sendable, Equatable {
        /// Largest accepted root mean square distance of the nodes from the image [mm]: a tenth of
        /// the resolution of a good image.
        public var tolerance = 0.05
        /// Largest accepted distance of any node from the image [mm]: under a tenth of a millimetre, with
        /// room for what the tighter equilibrium after the search moves.
        public var largestTolerance = 0.08
        /// Steps before the search counts as stalled: soft rims and valve planes settle by a hundredth a
        /// step.
        public var maximumIterations = 600

        /// The standard settings.
        public init() {}
    }

    /// Finds the prestress of the wall whose imaged shape is the solver's reference.
    ///
    /// On return the solver's model has it.
    ///
    /// - `pressures`: [kPa] in the imaged shape, one per cavity.
    /// - `onStep`: told the step, the part of the pressures and the root mean square move [mm].
    /// - Throws: ``MechanicsError/prestressStalled(iterations:move:tolerance:)``, errors of the
    ///   equilibria. The solver's model is then the given one again.
    public static func find(
        _ solver: MechanicsSolver, pressures: [Double], settings: Settings = Settings(),
        onStep: (_ step: Int, _ part: Double, _ move: Double) -> Void = { _, _, _ in }
    ) throws -> Prestress {
        let given = solver.model.prestress
        let newton = solver.settings
        defer { solver.settings = newton }
        solver.settings.forceTolerance = max(newton.forceTolerance, stepTolerance)
        do {
            var found = try search(solver, pressures, settings, onStep)
            solver.settings = newton
            try solver.equilibrium(&found.loaded, pressures: pressures)
            found.measure()
            return found
        } catch {
            try solver.setPrestress(given)
            throw error
        }
    }

    private static func search(
        _ solver: MechanicsSolver, _ pressures: [Double], _ settings: Settings,
        _ onStep: (_ step: Int, _ part: Double, _ move: Double) -> Void
    ) throws -> Prestress {
        var stretch = [Mat3](repeating: .identity, count: solver.model.pointCount)
        try solver.setPrestress(stretch)
        var part = 0.0
        var rise = firstRise
        var move = 0.0
        for step in 1...settings.maximumIterations {
            let next = min(1, part + rise)
            let (state, isHeld) = try moved(
                solver, from: pressures.map { part * $0 }, to: pressures.map { next * $0 })
            move = rootMeanSquare(state.displacement)
            onStep(step, next, move)
            if next == 1 && !isHeld && move < settings.tolerance
                && largest(state.displacement) < settings.largestTolerance
            {
                var found = Prestress(
                    stretch: stretch, loaded: state, distance: 0, largestDistance: 0,
                    iterations: step)
                found.measure()
                return found
            }
            if move > largestMove && rise > smallestRise {
                rise = max(rise * aimedMove / move, smallestRise)
                continue
            }
            let gradients = solver.model.deformationGradients(state.displacement)
            for point in stretch.indices { stretch[point] = gradients[point] * stretch[point] }
            try solver.setPrestress(stretch)
            part = next
            rise *= min(2, aimedMove / move)
        }
        throw MechanicsError.prestressStalled(
            iterations: settings.maximumIterations, move: move, tolerance: settings.tolerance)
    }

    /// Where the loads of a step move the wall.
    ///
    /// Where there is no equilibrium nearby, a resistance to strain holds the wall: it changes the way to
    /// the prestress, not its end: a wall that had to be held has not arrived.
    ///
    /// - Returns: the state, and whether the wall was held.
    private static func moved(
        _ solver: MechanicsSolver, from: [Double], to: [Double]
    ) throws -> (state: MechanicsState, isHeld: Bool) {
        var state = MechanicsState(solver.model)
        state.pressures = from
        do {
            try solver.equilibrium(&state, pressures: to)
            return (state, false)
        } catch MechanicsError.newtonDiverged {
            var resistance = firstResistance * (to.map(abs).max() ?? 0)
            while true {
                var held = MechanicsState(solver.model)
                do {
                    try solver.proximalStep(&held, pressures: to, resistance: resistance)
                    return (held, true)
                } catch MechanicsError.newtonDiverged
                    where resistance < largestResistance * (to.map(abs).max() ?? 0)
                {
                    resistance *= 4
                }
            }
        }
    }

    /// Resistance that is tried first and last, relative to the pressure [1].
    private static let firstResistance = 5.0
    private static let largestResistance = 1000.0

    private mutating func measure() {
        distance = Self.rootMeanSquare(loaded.displacement)
        largestDistance = Self.largest(loaded.displacement)
    }

    private static func norms(_ u: [Double]) -> [Double] {
        (0..<u.count / 3).map { Vec3(u[3 * $0], u[3 * $0 + 1], u[3 * $0 + 2]).norm }
    }

    /// Largest length of the nodes' displacements [mm].
    private static func largest(_ u: [Double]) -> Double { norms(u).max() ?? 0 }

    /// Root mean square length of the nodes' displacements [mm].
    private static func rootMeanSquare(_ u: [Double]) -> Double {
        let lengths = norms(u)
        return (lengths.reduce(0) { $0 + $1 * $1 } / Double(lengths.count)).squareRoot()
    }

    /// Relative out-of-balance force of the steps [1].
    private static let stepTolerance = 1e-4
    /// First and smallest part by which the pressures rise.
    private static let firstRise = 1.0 / 32
    private static let smallestRise = 1.0 / 1024
    /// Root mean square move of a step at which its loads are right, and above which it is repeated with
    /// smaller ones [mm].
    private static let aimedMove = 1.0
    private static let largestMove = 2.0
}
