/// The documented exit codes.
public enum CommandExit {
    /// The solver diverged.
    public static let diverged: Int32 = 3
    /// A number is out of its tolerance.
    public static let outOfTolerance: Int32 = 4
    /// The command line is wrong.
    public static let usage: Int32 = 64
    /// The input data are wrong.
    public static let badData: Int32 = 65
    /// An input file is missing.
    public static let missingFile: Int32 = 66
    /// A program that hearttwin needs is missing.
    public static let missingProgram: Int32 = 69
    /// A defect of hearttwin.
    public static let internalError: Int32 = 70
    /// The output cannot be created.
    public static let cannotCreate: Int32 = 73
    /// Try again: interrupted with a checkpoint, or a resource was short.
    public static let retry: Int32 = 75
}
