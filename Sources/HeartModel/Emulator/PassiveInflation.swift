public import Mechanics

/// Volumes of both relaxed ventricles over a range of pressures.
public struct PassiveInflation: Sendable, Equatable {
    /// Left ventricle, rising.
    public var left: [PassiveSample]
    /// Right ventricle, rising.
    public var right: [PassiveSample]

    /// Multiples of the imaged pressures that are visited, from the imaged state downwards and upwards.
    private static let falling = [1, 0.5, 0.2]
    private static let rising = [1.5, 2, 3]

    /// Inflates and deflates a wall from its imaged state, both ventricles in step, without active
    /// tension.
    ///
    /// - Throws: errors of the equilibria.
    /// - Complexity: six equilibria, a second or two on a mesh of 16 k unknowns.
    public init(_ wall: MechanicsModel, imaged: MechanicsState) throws {
        let solver = try MechanicsSolver(wall)
        left = []
        right = []
        for path in [Self.falling, Self.rising] {
            var state = imaged
            for multiple in path {
                let pressures = imaged.pressures.map { multiple * $0 }
                try solver.equilibrium(&state, pressures: pressures)
                let volumes = solver.volumes(state)
                left.append(PassiveSample(volume: volumes[0], pressure: pressures[0]))
                right.append(PassiveSample(volume: volumes[1], pressure: pressures[1]))
            }
        }
        left.sort { $0.volume < $1.volume }
        right.sort { $0.volume < $1.volume }
    }
}
