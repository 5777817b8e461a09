import Circulation
public import HeartModel
public import Mechanics
import Numerics
import Storage

/// What an interrupted run needs to go on and to end with the same bits.
///
/// Layout of `checkpoint.h5`, internal units: `/checkpoint@fingerprint` (of the inputs) and
/// `@digest` (of every number in the file); below it `state/*` (arrays of `HeartState`, whose
/// displacement counts from the reference), `reference/points` (nodes × 3) and `reference/stretch`
/// (points × 9, row-major), `imaged` (distance, left and right volume), `motion/*` (frames of the last
/// complete beat) and `beats/<n>` with `time`, `states`, `pressures` and `effort`.
public struct Checkpoint: Sendable {
    /// Identifies the inputs the state belongs to.
    public var fingerprint: String
    /// State at the start of the interrupted (or next) beat.
    public var state: HeartState
    /// The reference of the wall.
    public var reference: WallReference
    /// The completed beats.
    public var history: RunHistory

    /// Makes a checkpoint.
    public init(
        fingerprint: String, state: HeartState, reference: WallReference, history: RunHistory
    ) {
        self.fingerprint = fingerprint
        self.state = state
        self.reference = reference
        self.history = history
    }

    /// Writes the file aside and renames it.
    ///
    /// - Throws: `StorageError`; an earlier checkpoint stays as it was then.
    public func write(to path: String) throws {
        let content = content
        let writer = try H5Writer(writing: path)
        do {
            let group = try writer.root.createGroup("checkpoint")
            try group.setAttribute("fingerprint", fingerprint)
            try group.setAttribute("digest", content.digest)
            try content.write(to: group)
            try writer.commit()
        } catch {
            writer.discard()
            throw error
        }
    }

    private var content: CheckpointContent {
        var content = CheckpointContent()
        for (name, values) in state.arrays { content.add("state/\(name)", values) }
        content.add(
            "reference/points", Self.flat(reference.points), shape: [reference.points.count, 3])
        content.add(
            "reference/stretch",
            reference.stretch.flatMap {
                [$0.xx, $0.xy, $0.xz, $0.yx, $0.yy, $0.yz, $0.zx, $0.zy, $0.zz]
            }, shape: [reference.stretch.count, 9])
        content.add("imaged", [history.imageDistance] + history.imagedVolumes)
        for (number, beat) in history.beats.enumerated() {
            let place = "beats/\(number)"
            content.add("\(place)/time", beat.time)
            content.add(
                "\(place)/states", beat.states.flatMap(\.values),
                shape: [beat.count, LoopState.names.count])
            content.add(
                "\(place)/pressures", beat.pressures.flatMap(\.values),
                shape: [beat.count, LoopPressures.names.count])
            content.add("\(place)/effort", history.efforts[number].values)
        }
        let frames = history.motion
        guard let first = frames.first else { return content }
        content.add("motion/time", frames.map(\.time))
        content.add(
            "motion/positions", frames.flatMap { Self.flat($0.positions) },
            shape: [frames.count, 3 * first.positions.count])
        content.add(
            "motion/stretch", frames.flatMap(\.stretch), shape: [frames.count, first.stretch.count])
        content.add(
            "motion/tension", frames.flatMap(\.tension), shape: [frames.count, first.tension.count])
        return content
    }

    private static func flat(_ points: [Vec3]) -> [Double] {
        points.flatMap { [$0.x, $0.y, $0.z] }
    }
}

extension MechanicsEffort {
    /// The numbers in the order a checkpoint keeps them.
    var values: [Double] {
        [Double(steps), Double(rejectedSteps), Double(iterations), Double(factorisations)]
            + [largestForceResidual, largestVolumeResidual]
    }

    /// Restores an effort from ``values``; nil when they are none.
    init?(values: [Double]) {
        guard values.count == 6, let steps = Int(exactly: values[0]),
            let rejected = Int(exactly: values[1]), let iterations = Int(exactly: values[2]),
            let factorisations = Int(exactly: values[3])
        else { return nil }
        self.init()
        self.steps = steps
        self.rejectedSteps = rejected
        self.iterations = iterations
        self.factorisations = factorisations
        largestForceResidual = values[4]
        largestVolumeResidual = values[5]
    }
}
