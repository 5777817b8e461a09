public import Circulation
public import HeartModel

/// What the completed beats of a run left behind: all that results are made of, and what a
/// checkpoint keeps of them, so that a resumed run ends with the same numbers.
public struct RunHistory: Sendable {
    /// Traces of the completed beats.
    public private(set) var beats: [BeatTraces]
    /// What each of them cost.
    public private(set) var efforts: [MechanicsEffort]
    /// Motion of the last of them.
    public private(set) var motion: [MotionFrame]
    /// Largest distance of the heart in equilibrium at the imaged pressures from the image [mm].
    public let imageDistance: Double
    /// Cavity volumes at the imaged pressures [mm³]: left, right.
    public let imagedVolumes: [Double]

    /// Starts before the first beat of a model.
    public init(_ model: HeartModel) {
        self.init(
            beats: [], efforts: [], motion: [],
            imageDistance: model.imaged.largestDistance, imagedVolumes: model.imaged.volumes)
    }

    /// A history from its parts; there is an effort for every beat.
    init(
        beats: [BeatTraces], efforts: [MechanicsEffort], motion: [MotionFrame],
        imageDistance: Double, imagedVolumes: [Double]
    ) {
        precondition(beats.count == efforts.count)
        self.beats = beats
        self.efforts = efforts
        self.motion = motion
        self.imageDistance = imageDistance
        self.imagedVolumes = imagedVolumes
    }

    /// Adds a completed beat, whose motion replaces that of the one before.
    public mutating func add(_ beat: BeatTraces, effort: MechanicsEffort, motion: [MotionFrame]) {
        beats.append(beat)
        efforts.append(effort)
        self.motion = motion
    }

    /// Steps of all beats.
    public var steps: Int { efforts.reduce(0) { $0 + $1.steps } }
}
