import Quantities

/// What can go wrong when results are written or a run is resumed.
public enum ReportsError: Error, Equatable, CustomStringConvertible {
    /// The results folder cannot be made.
    case unwritableFolder(path: String, reason: String)
    /// There is no checkpoint to go on from.
    case missingCheckpoint(path: String)
    /// A checkpoint of another run.
    case foreignCheckpoint(path: String, reason: String)
    /// A folder without the numbers of a run.
    case missingSummary(path: String)
    /// Numbers of a run that cannot be read.
    case damagedSummary(path: String, reason: String)
    /// No ventricles learned from a run.
    case missingEmulator(path: String)
    /// Learned ventricles that cannot be read.
    case damagedEmulator(path: String, reason: String)
    /// A checkpoint whose contents have changed since it was written.
    case damagedCheckpoint(path: String, reason: String)
    /// Frames of the moving mesh at times that are not recorded [ms].
    case frameDistance(interval: Double, multipleOf: Double)
    /// A field that the moving mesh does not have.
    case unknownField(name: String, known: [String])

    /// The documented exit code of the command line.
    public var exitCode: Int32 {
        switch self {
        case .unwritableFolder: 73
        case .missingCheckpoint, .missingSummary, .missingEmulator: 66
        case .foreignCheckpoint, .damagedCheckpoint, .damagedSummary, .damagedEmulator: 65
        case .frameDistance, .unknownField: 64
        }
    }

    public var description: String {
        switch self {
        case .unwritableFolder(let path, let reason):
            "cannot write results to \(path): \(reason); choose another folder with --output"
        case .missingCheckpoint(let path):
            "\(path): no such file; there is nothing to resume, run without --resume"
        case .foreignCheckpoint(let path, let reason):
            "\(path) cannot continue this run: \(reason); run without --resume to start anew"
        case .missingSummary(let path):
            "\(path): no such file; name the results folder of a run that has ended"
        case .damagedSummary(let path, let reason):
            "\(path): not the numbers of a run: \(reason)"
        case .missingEmulator(let path):
            "\(path): no such file; name the results folder of a finished run of simulate, or the emulator.json that "
                + "calibrate --heart wrote, with --emulator"
        case .damagedEmulator(let path, let reason):
            "\(path): not the ventricles of a run: \(reason)"
        case .damagedCheckpoint(let path, let reason):
            "\(path): damaged: \(reason); run without --resume to start anew"
        case .frameDistance(let interval, let step):
            "frames every \(interval.short) ms: the motion is recorded every \(step.short) ms; give a multiple "
                + "of that with --every"
        case .unknownField(let name, let known):
            "the moving mesh has no field \"\(name)\""
                + Spelling.suggestion(for: name, among: known)
        }
    }
}
