public import Numerics

/// Muscle around one or several compartments: their pressures follow from all their volumes together, from the
/// states of the muscle's patches, and from time.
///
/// A muscle has walls, a wall has patches that share its tension. Patches remember how far their sarcomeres have
/// shortened and how much they are activated (``SarcomerePatch``); both advance implicitly, in the same stages
/// as the volumes, so that a step is of second order for them, too.
public protocol MuscleLaw: CircuitLaw {
    /// What its compartments are, in the order in which they are named.
    static var cavities: [String] { get }
    /// Its walls, in the order of their patches.
    static var walls: [String] { get }
    /// What is unknown of its shape, in storage order.
    static var unknowns: [String] { get }

    /// Where the shape may be looked for, from the volumes of the compartments alone.
    static func guess<Real: CircuitReal>(_ muscle: MuscleCall<Real>)

    /// Balances the walls at the end of a stage and fills pressures and slopes.
    ///
    /// - Returns: 0 in lanes where the walls are balanced, 1 where no balance was found.
    static func balance<Real: CircuitReal>(_ muscle: MuscleCall<Real>) -> Real

    /// The same for one kind of numbers; made by an extension.
    static func solve(_ muscle: MuscleCall<Double>, afresh: Bool) -> Double
    static func solve(_ muscle: MuscleCall<Double8>, afresh: Bool) -> Double8
    static func solve(_ muscle: MuscleCall<Dual8>, afresh: Bool) -> Dual8
}

extension MuscleLaw {
    public static func solve(_ muscle: MuscleCall<Double>, afresh: Bool) -> Double {
        solveAny(muscle, afresh)
    }
    public static func solve(_ muscle: MuscleCall<Double8>, afresh: Bool) -> Double8 {
        solveAny(muscle, afresh)
    }
    public static func solve(_ muscle: MuscleCall<Dual8>, afresh: Bool) -> Dual8 {
        solveAny(muscle, afresh)
    }

    @inline(__always)
    private static func solveAny<Real: CircuitReal>(
        _ muscle: MuscleCall<Real>, _ afresh: Bool
    ) -> Real {
        muscle.prepare()
        guard afresh else { return balance(muscle) }
        muscle.relax()
        guess(muscle)
        let left = balance(muscle)
        muscle.settleSarcomeres()
        return left
    }

    /// Values a muscle remembers: its shape, the tension of each wall, three values per patch.
    static func stateCount(patches: Int) -> Int {
        unknowns.count + walls.count + 3 * patches
    }
}
