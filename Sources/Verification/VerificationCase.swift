public import Quantities

/// One published benchmark or acceptance list that `hearttwin validate` runs.
///
/// A new case is one file in `Cases/` plus one line in ``VerificationCases/all``.
public protocol VerificationCase: Sendable {
    /// Identity, summary and source; the identifier is the name on the command line.
    static var card: ModelCard { get }

    /// Makes the case with its defaults.
    init()

    /// Runs the case and judges every number.
    ///
    /// - Throws: what the solvers throw; a number out of its band is a failed check, not an error.
    func run(_ options: VerificationOptions) throws -> [Check]

    /// The groups of people whose numbers the case compares with; none for benchmarks of numerics.
    func populations(_ options: VerificationOptions) throws -> [ValidatedPopulation]
}

extension VerificationCase {
    public func populations(_ options: VerificationOptions) throws -> [ValidatedPopulation] { [] }
}

/// What the caller of a verification case may choose.
public struct VerificationOptions: Sendable {
    /// A reduced grid for continuous integration, where the case has one.
    public var quick: Bool
    /// Folder of the repository's data (`meshes/`, `patients/`).
    public var dataDirectory: String
    /// Folder of reference data that are not part of the repository.
    public var referenceDirectory: String
    /// Folder where long cases keep checkpoints and go on from those they find; nil for none.
    public var checkpointDirectory: String?
    /// Receives one line per finished stage.
    public var progress: @Sendable (String) -> Void

    /// Makes options.
    public init(
        quick: Bool = false, dataDirectory: String = ".",
        referenceDirectory: String = "reference", checkpointDirectory: String? = nil,
        progress: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.quick = quick
        self.dataDirectory = dataDirectory
        self.referenceDirectory = referenceDirectory
        self.checkpointDirectory = checkpointDirectory
        self.progress = progress
    }
}
