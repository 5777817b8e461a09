import Numerics

/// Equilibria of a wall that keeps its volume.
extension MechanicsSolver {
    /// When the volume counts as kept.
    public struct VolumeSettings: Sendable, Equatable {
        /// Largest accepted change of volume at a vertex, projected J − 1 [1].
        public var dilatationTolerance = 1e-4
        /// Equilibria before the search counts as diverged.
        public var maximumRounds = 60

        /// The standard settings.
        public init() {}
    }

    /// What a search for the volumetric pressure did and found.
    public struct VolumeReport: Sendable, Equatable {
        /// Work of all equilibria together.
        public var mechanics = MechanicsReport()
        /// Largest change of volume at a vertex after each of them [1].
        public var dilatations: [Double] = []
    }

    /// Brings a state to the equilibrium of an incompressible wall under given loads.
    ///
    /// Displacements and volumetric pressures λ are unknowns: quadratic, and linear with values at the
    /// vertices (Taylor–Hood). Of the dilatation only what the pressures do not see is left,
    ///
    /// ```
    /// P = … + (λ + U′(J)) cof F,   ∫ q (J − 1) = 0 for all linear q
    /// ```
    ///
    /// where the pointwise bulk modulus of the model resists that rest, which vanishes with the square
    /// of the element size. λ is found by the augmented Lagrangian method: an equilibrium for given λ,
    /// `λ ← λ + κ·(projected J − 1)`, and so on, with Anderson's acceleration; most equilibria need a
    /// few iterations with the factor at hand.
    ///
    /// - `volumePressures`: λ at the vertices in the order of their nodes [kPa]; zero to begin with when
    ///   empty. Updated.
    /// - Other arguments as in ``equilibrium(_:pressures:tension:surfacePressures:)``.
    /// - Throws: as there; ``MechanicsError/volumeNotKept(rounds:dilatation:tolerance:)``.
    ///
    /// Source: Glowinski, Le Tallec, *Augmented Lagrangian and Operator-Splitting Methods in Nonlinear
    /// Mechanics* (1989), doi:10.1137/1.9781611970838, chapter 3.
    @discardableResult
    public func incompressibleEquilibrium(
        _ state: inout MechanicsState, volumePressures: inout [Double], pressures: [Double],
        tension: [Double] = [], surfacePressures: [Double] = [],
        settings volume: VolumeSettings = VolumeSettings()
    ) throws -> VolumeReport {
        let space = try VertexPressure(model)
        if volumePressures.isEmpty { volumePressures = [Double](repeating: 0, count: space.count) }
        try check("volumePressures", volumePressures, count: space.count)
        let atPoints = Buffer(repeating: 0.0, count: model.pointCount)
        let dilatation = Buffer(repeating: 1.0, count: model.pointCount)
        system.volumePressure = atPoints
        system.dilatation = dilatation
        defer {
            system.volumePressure = nil
            system.dilatation = nil
        }
        let gain = model.incompressibility.pointModulus
        var accelerator = FixedPointAccelerator(depth: Self.pressureHistory)
        var report = VolumeReport()
        while report.dilatations.count < volume.maximumRounds {
            space.atPoints(volumePressures, into: atPoints)
            report.mechanics.absorb(
                try equilibrium(
                    &state, pressures: pressures, tension: tension,
                    surfacePressures: surfacePressures))
            // det F is that of the last evaluation, which accepted the solution.
            let change = try space.projected(dilatation)
            let largest = change.reduce(0.0) { max($0, abs($1)) }
            report.dilatations.append(largest)
            if largest <= volume.dilatationTolerance { return report }
            volumePressures = accelerator.next(
                iterate: volumePressures,
                image: zip(volumePressures, change).map { $0 + gain * $1 })
        }
        throw MechanicsError.volumeNotKept(
            rounds: report.dilatations.count, dilatation: report.dilatations.last ?? .infinity,
            tolerance: volume.dilatationTolerance)
    }

    /// Earlier rounds that Anderson's acceleration looks at.
    private static let pressureHistory = 12
}
