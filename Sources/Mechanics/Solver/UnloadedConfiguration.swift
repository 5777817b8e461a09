public import Fibres
import Geometry
public import Numerics

/// The shape that an imaged, loaded wall would have without pressures.
///
/// Fixed point on the reference positions X: inflate X by the measured pressures, compare with the
/// measured positions x*, and move X by the difference,
///
/// ```
/// X ← X + β (x* − x(X)),   at first X = x*
/// ```
///
/// The pressures rise to their values step by step, so that every inflation begins near its end; from
/// then on the steps are accelerated (Anderson), since the plain iteration need not converge: Aitken's
/// single factor does not help where few nodes of a soft spot overshoot. Fibres are evaluated anew on
/// every X. The springs of the supports are slack in the unloaded shape.
///
/// Source: Sellier, *J. Fluids Struct.* 27 (2011) 1461–1470, doi:10.1016/j.jfluidstructs.2011.08.002;
/// with acceleration: Rausch, Genet, Humphrey, *J. Biomech.* 58 (2017) 227–231,
/// doi:10.1016/j.jbiomech.2017.04.021.
public struct UnloadedConfiguration: Sendable {
    /// Reference positions of the nodes [mm].
    public var points: [Vec3]
    /// Fibre frames on them, per quadrature point.
    public var frames: [FibreFrame]
    /// The equilibrium under the measured pressures on that reference.
    public var loaded: MechanicsState
    /// Root mean square distance of the nodes of that equilibrium from their measured positions [mm].
    public var distance: Double
    /// Largest such distance [mm]: single nodes of slack spots may have no better place.
    public var largestDistance: Double
    /// Inflations it took.
    public var iterations: Int

    /// How long to go on.
    public struct Settings: Sendable, Equatable {
        /// Largest accepted root mean square distance of the nodes [mm]: a tenth of the resolution of
        /// a good image.
        public var tolerance = 0.1
        /// Inflations before the search counts as stalled.
        public var maximumIterations = 60

        /// The standard settings.
        public init() {}
    }

    /// Finds the unloaded shape of the wall whose imaged shape is the solver's present reference.
    ///
    /// On return the solver's reference is the unloaded shape.
    ///
    /// - `pressures`: [kPa] in the imaged shape, one per cavity.
    /// - `frames`: fibre frames per quadrature point for given reference positions.
    /// - Throws: ``MechanicsError/unloadingStalled(iterations:distance:tolerance:)``, errors of the
    ///   equilibria and of `frames`. The solver's reference is then the imaged shape again.
    public static func find(
        _ solver: MechanicsSolver, pressures: [Double], settings: Settings = Settings(),
        frames: (_ points: [Vec3]) throws -> [FibreFrame]
    ) throws -> UnloadedConfiguration {
        let imaged = solver.model
        let newton = solver.settings
        defer { solver.settings = newton }
        solver.settings.forceTolerance = max(newton.forceTolerance, searchTolerance)
        do {
            var found = try search(solver, imaged.mesh.points, pressures, settings, frames)
            solver.settings = newton
            try solver.equilibrium(&found.loaded, pressures: pressures)
            return found
        } catch {
            try solver.setReference(imaged.mesh.points, frames: imaged.frames)
            throw error
        }
    }

    private static func search(
        _ solver: MechanicsSolver, _ measured: [Vec3], _ pressures: [Double],
        _ settings: Settings, _ frames: (_ points: [Vec3]) throws -> [FibreFrame]
    ) throws -> UnloadedConfiguration {
        var anderson = AndersonAcceleration(depth: depth)
        var reference = measured
        var distance = Double.infinity
        var part = 0.0
        var rise = firstRise
        let limit = largestMove * extent(measured)
        for iteration in 1...settings.maximumIterations {
            let next = min(1, part + rise)
            var state = MechanicsState(solver.model)
            state.displacement = flat(zip(measured, reference).map { $0 - $1 })
            state.pressures = pressures.map { part * $0 }
            try solver.equilibrium(&state, pressures: pressures.map { next * $0 })
            let loaded = solver.positions(state)
            let gaps = zip(measured, loaded).map { $0 - $1 }
            distance = (gaps.reduce(0) { $0 + $1.dot($1) } / Double(gaps.count)).squareRoot()
            if next == 1 && distance < settings.tolerance {
                return UnloadedConfiguration(
                    points: reference, frames: solver.model.frames, loaded: state,
                    distance: distance, largestDistance: gaps.reduce(0) { max($0, $1.norm) },
                    iterations: iteration)
            }
            if distance > limit && part < 1 && rise > smallestRise {
                rise /= 2
                continue
            }
            let plain = zip(reference, gaps).map { $0 + mixing * $1 }
            if part == 1 {
                // Acceleration compares steps of one and the same map: only at the full pressures.
                let fast = try anderson.next(x: flat(reference), gOfX: flat(plain))
                if let moved = try move(solver, from: reference, to: vectors(fast), frames, 1) {
                    reference = moved
                    continue
                }
                anderson.reset()
            }
            guard let moved = try move(solver, from: reference, to: plain, frames, shortestMove)
            else { break }
            reference = moved
            part = next
            if distance < 0.5 * limit { rise *= 2 }
        }
        throw MechanicsError.unloadingStalled(
            iterations: settings.maximumIterations, distance: distance,
            tolerance: settings.tolerance)
    }

    /// Gives the solver a new reference, going only part of the way where elements would invert.
    ///
    /// - Returns: the new reference, nil where even the shortest move inverts elements.
    private static func move(
        _ solver: MechanicsSolver, from: [Vec3], to: [Vec3],
        _ frames: (_ points: [Vec3]) throws -> [FibreFrame], _ shortest: Double
    ) throws -> [Vec3]? {
        var length = 1.0
        while length >= shortest {
            let points = zip(from, to).map { $0 + length * ($1 - $0) }
            if solver.isValidReference(points) {
                try solver.setReference(points, frames: frames(points))
                return points
            }
            length /= 2
        }
        return nil
    }

    /// Relative out-of-balance force while searching [1].
    private static let searchTolerance = 1e-4
    /// First and smallest part by which the pressures rise.
    private static let firstRise = 1.0 / 64
    private static let smallestRise = 1.0 / 1024
    /// Root mean square move, relative to the extent of the wall, that a rise of the pressures may
    /// cause before they rise more slowly: larger ones make a bad start of the next inflation.
    private static let largestMove = 0.005
    /// Differences kept by the acceleration, and β.
    private static let depth = 8
    private static let mixing = 0.6
    /// Shortest part of a step tried when elements invert.
    private static let shortestMove = 1.0 / 64

    private static func extent(_ points: [Vec3]) -> Double {
        let first = points.first ?? .zero
        return points.reduce(0) { max($0, ($1 - first).norm) }
    }

    private static func flat(_ points: [Vec3]) -> [Double] {
        points.flatMap { [$0.x, $0.y, $0.z] }
    }

    private static func vectors(_ values: [Double]) -> [Vec3] {
        (0..<values.count / 3).map { Vec3(values[3 * $0], values[3 * $0 + 1], values[3 * $0 + 2]) }
    }
}
