/// What a contraction model reads in the place of calcium.
public enum ActiveTensionInput: Sendable {
    /// Free calcium [µM].
    case calcium
    /// Time since local activation [ms]; that of the last beat before it.
    case timeSinceActivation
}
