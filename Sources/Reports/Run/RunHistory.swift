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
    /// Largest distance of the inflated unloaded heart from the image [mm].
    public let unloadingDistance: Double
    /// Cavity volumes without load [mm³]: left, right.
    public let unloadedVolumes: [Double]

    /// Starts before the first beat of a model.
    public init(_ model: HeartModel) {
        self.init(
            beats: [], efforts: [], motion: [],
            unloadingDistance: model.unloading.largestDistance,
            unloadedVolumes: model.unloading.unloadedVolumes)
    }

    /// A history from its parts; there is an effort for every beat.
    init(
        beats: [BeatTraces], efforts: [MechanicsEffort], motion: [MotionFrame],
        unloadingDistance: Double, unloadedVolumes: [Double]
    ) {
        precondition(beats.count == efforts.count)
        self.beats = beats
        self.efforts = efforts
        self.motion = motion
        self.unloadingDistance = unloadingDistance
        self.unloadedVolumes = unloadedVolumes
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
