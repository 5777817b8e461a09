public import Ionics

extension IonicsError: CommandError {
    /// Cells that do not beat any more, under a drug at a fast rate, are no defect of the program.
    public var exitCode: Int32 {
        switch self {
        case .noActionPotential, .notFinite: CommandExit.diverged
        case .parameter, .unknownCellType, .badPacing: CommandExit.badData
        }
    }
}
