/// What can go wrong with a verification case beside its numbers.
public enum VerificationError: Error, Equatable, CustomStringConvertible {
    /// A file of the reference data is not there.
    case missingReference(path: String)
    /// A file of the reference data does not hold what it should.
    case unusableReference(path: String, reason: String)
    /// A number that a beat does not have.
    case missingNumber(name: String, of: String)
    /// A checkpoint of other settings than those of the run.
    case foreignCheckpoint(path: String)

    public var description: String {
        switch self {
        case .missingReference(let path):
            "the reference data \(path) are missing; give their folder with --reference or in "
                + "HEARTTWIN_REFERENCE_DIR"
        case .unusableReference(let path, let reason):
            "\(path): \(reason)"
        case .missingNumber(let name, let owner):
            "\(owner) has no number \(name)"
        case .foreignCheckpoint(let path):
            "\(path) is a checkpoint of other settings; remove it or choose another folder"
        }
    }
}
