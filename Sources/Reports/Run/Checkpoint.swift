public import Circulation
public import HeartModel
import Mechanics
public import Numerics
import Storage

/// What an interrupted run needs to go on with the same bits.
///
/// Layout of `checkpoint.h5`: `/checkpoint@fingerprint` (of model and inputs), `/checkpoint/state/*`
/// (arrays of `HeartState`), `/checkpoint/unloaded` (nodes × 3, mm), `/checkpoint/beats/<n>` with
/// `time` [ms], `states` and `pressures` [internal units].
public struct Checkpoint: Sendable {
    /// Identifies the inputs the state belongs to.
    public var fingerprint: String
    /// State at the start of the interrupted (or next) beat.
    public var state: HeartState
    /// The unloaded configuration [mm].
    public var unloaded: [Vec3]
    /// Beats completed so far.
    public var beats: [BeatTraces]

    /// Makes a checkpoint.
    public init(
        fingerprint: String, state: HeartState, unloaded: [Vec3], beats: [BeatTraces]
    ) {
        self.fingerprint = fingerprint
        self.state = state
        self.unloaded = unloaded
        self.beats = beats
    }

    /// Writes the file aside and renames it.
    public func write(to path: String) throws {
        let writer = try H5Writer(writing: path)
        do {
            let group = try writer.root.createGroup("checkpoint")
            try group.setAttribute("fingerprint", fingerprint)
            for (name, values) in state.arrays { try group.write("state/\(name)", values) }
            try group.write(
                "unloaded", unloaded.flatMap { [$0.x, $0.y, $0.z] }, shape: [unloaded.count, 3])
            for (number, beat) in beats.enumerated() {
                let place = "beats/\(number)"
                try group.write("\(place)/time", beat.time)
                try group.write(
                    "\(place)/states", beat.states.flatMap(\.values),
                    shape: [beat.count, LoopState.names.count])
                try group.write(
                    "\(place)/pressures", beat.pressures.flatMap(\.values),
                    shape: [beat.count, LoopPressures.names.count])
            }
            try writer.commit()
        } catch {
            writer.discard()
            throw error
        }
    }
}

/// A checkpoint file as read, before its model is built.
public struct StoredCheckpoint: Sendable {
    /// The unloaded configuration [mm].
    public let unloaded: [Vec3]
    /// Beats completed before the interruption.
    public let beats: [BeatTraces]
    private let arrays: [String: [Double]]
    private let path: String

    /// Reads a checkpoint.
    ///
    /// - Throws: ``ReportsError/foreignCheckpoint(path:reason:)`` when it belongs to other inputs;
    ///   `StorageError` for files that are missing or damaged.
    public init(reading path: String, fingerprint: String) throws {
        self.path = path
        let file = try H5File(reading: path)
        let group = file.root.group("checkpoint")
        guard try group.attributeText("fingerprint") == [fingerprint] else {
            throw ReportsError.foreignCheckpoint(
                path: path, reason: "it was made from another patient file, parameters or version")
        }
        let flat = try group.read("unloaded", as: Double.self).values
        unloaded = stride(from: 0, to: flat.count - 2, by: 3).map {
            Vec3(flat[$0], flat[$0 + 1], flat[$0 + 2])
        }
        var arrays: [String: [Double]] = [:]
        for child in try group.children(of: "state") {
            arrays[child.name] = try group.read("state/\(child.name)", as: Double.self).values
        }
        self.arrays = arrays
        var beats: [BeatTraces] = []
        while group.exists("beats/\(beats.count)") {
            beats.append(try Self.beat(group.group("beats/\(beats.count)")))
        }
        self.beats = beats
    }

    /// The state for a model built from ``unloaded``.
    public func state(of model: HeartModel) throws -> HeartState {
        try HeartState(model.wall, arrays: arrays)
    }

    private static func beat(_ group: H5Group) throws -> BeatTraces {
        let time = try group.read("time", as: Double.self).values
        let states = try group.read("states", as: Double.self).values
        let pressures = try group.read("pressures", as: Double.self).values
        let n = LoopState.names.count
        let m = LoopPressures.names.count
        var beat = BeatTraces(capacity: time.count)
        for (row, t) in time.enumerated() {
            beat.append(
                time: t, state: try LoopState(values: Array(states[n * row..<n * (row + 1)])),
                pressures: try LoopPressures(values: Array(pressures[m * row..<m * (row + 1)])))
        }
        return beat
    }
}
