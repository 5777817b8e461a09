public import Numerics

/// What starts a beat: the bundle branches that conduct, and pacing.
///
/// A bundle branch that is not started is blocked. With ``retrogradeEntry`` the trees of all branches,
/// blocked or not, take up activation from the muscle at their terminals and spread it; the two roots
/// are not connected with each other.
public struct ActivationProtocol: Sendable, Equatable {
    /// Name on the command line, kebab-case.
    public var identifier: String
    /// One line for people.
    public var summary: String
    /// When each conducting bundle branch is entered [ms].
    public var branches: [BundleSide: Double]
    /// Stimuli to the muscle.
    public var pacing: [PacingStimulus]
    /// Whether the muscle can activate the Purkinje trees.
    ///
    /// Off by default: the endocardial layer already stands for the peripheral network that paced and
    /// blocked beats enter from the muscle (its speed was measured in such beats); both together
    /// would count it twice.
    public var retrogradeEntry: Bool
    /// Tissue that does not conduct.
    public var lesions: [Lesion] = []

    /// Describes a protocol.
    public init(
        identifier: String, summary: String, branches: [BundleSide: Double] = [:],
        pacing: [PacingStimulus] = [], retrogradeEntry: Bool = false
    ) {
        self.identifier = identifier
        self.summary = summary
        self.branches = branches
        self.pacing = pacing
        self.retrogradeEntry = retrogradeEntry
    }
}

/// One stimulus to the muscle.
public struct PacingStimulus: Sendable, Equatable {
    /// Place of a stimulus.
    public enum Place: Sendable, Equatable {
        /// A site found by its ventricular coordinates.
        case site(VentricularSite)
        /// A point [mm] in or near the wall.
        case point(Vec3)
        /// A vertex of the mesh.
        case vertex(Int)
    }

    /// Where.
    public var place: Place
    /// When [ms].
    public var time: Double

    /// Stimulates a place at `time` [ms].
    public init(_ place: Place, at time: Double = 0) {
        self.place = place
        self.time = time
    }
}
