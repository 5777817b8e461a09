public import Circulation
public import HeartModel
import Mechanics
public import Numerics
import Storage

/// What an interrupted run needs to go on with the same bits.
///
/// Layout of `checkpoint.h5`: `/checkpoint@fingerprint` (of model and inputs), `/checkpoint/state/*`
/// (arrays of `HeartState`), `/checkpoint/prestress` (points × 9, row-major), `/checkpoint/beats/<n>` with
/// `time` [ms], `states` and `pressures` [internal units].
public struct Checkpoint: Sendable {
    /// Identifies the inputs the state belongs to.
    public var fingerprint: String
    /// State at the start of the interrupted (or next) beat.
    public var state: HeartState
    /// The prestress of the imaged wall.
    public var prestress: [Mat3]
    /// Beats completed so far.
    public var beats: [BeatTraces]

    /// Makes a checkpoint.
    public init(
        fingerprint: String, state: HeartState, prestress: [Mat3], beats: [BeatTraces]
    ) {
        self.fingerprint = fingerprint
        self.state = state
        self.prestress = prestress
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
                "prestress",
                prestress.flatMap {
                    [$0.xx, $0.xy, $0.xz, $0.yx, $0.yy, $0.yz, $0.zx, $0.zy, $0.zz]
                }, shape: [prestress.count, 9])
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
    /// The prestress of the imaged wall.
    public let prestress: [Mat3]
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
        let flat = try group.read("prestress", as: Double.self).values
        prestress = stride(from: 0, to: flat.count - 8, by: 9).map { at in
            Mat3(
                rows: Vec3(flat[at], flat[at + 1], flat[at + 2]),
                Vec3(flat[at + 3], flat[at + 4], flat[at + 5]),
                Vec3(flat[at + 6], flat[at + 7], flat[at + 8]))
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

    /// The state for a model built from ``prestress``.
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
