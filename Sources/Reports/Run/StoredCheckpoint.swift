import Circulation
public import HeartModel
public import Mechanics
import Numerics
import Storage

/// A checkpoint file as read, before its model is built.
public struct StoredCheckpoint: Sendable {
    /// The reference of the wall.
    public let reference: WallReference
    /// The beats completed before the interruption.
    public let history: RunHistory
    private let state: [String: [Double]]
    private let path: String

    /// Reads a checkpoint of a run with a fingerprint on a mechanics mesh with `nodes` nodes and
    /// `points` quadrature points.
    ///
    /// - Throws: ``ReportsError/foreignCheckpoint(path:reason:)`` when it belongs to other inputs,
    ///   ``ReportsError/damagedCheckpoint(path:reason:)`` when it is not as it was written;
    ///   `StorageError` for files that are missing or no sound HDF5 files.
    public init(reading path: String, fingerprint: String, nodes: Int, points: Int) throws {
        self.path = path
        let group = try H5File(reading: path).root.group("checkpoint")
        guard try group.attributeText("fingerprint") == [fingerprint] else {
            throw ReportsError.foreignCheckpoint(
                path: path, reason: "it was made from another patient file, parameters or version")
        }
        let content = try CheckpointContent(reading: group)
        guard try group.attributeText("digest") == [content.digest] else {
            throw ReportsError.damagedCheckpoint(
                path: path, reason: "its numbers are not those that were written")
        }
        guard let places = content.values("reference/points", count: 3 * nodes),
            let stretch = content.values("reference/stretch", count: 9 * points),
            let imaged = content.values("imaged", count: 3)
        else { throw Self.damaged(path, "reference") }
        let rows = Self.vectors(stretch[...])
        reference = WallReference(
            points: Self.vectors(places[...]),
            stretch: stride(from: 0, to: rows.count, by: 3).map {
                Mat3(rows: rows[$0], rows[$0 + 1], rows[$0 + 2])
            })
        var state: [String: [Double]] = [:]
        for (place, array) in content.arrays where place.hasPrefix("state/") {
            state[String(place.dropFirst("state/".count))] = array.values
        }
        self.state = state
        var beats: [BeatTraces] = []
        var efforts: [MechanicsEffort] = []
        while content.values("beats/\(beats.count)/time") != nil {
            let place = "beats/\(beats.count)"
            guard let beat = Self.beat(content, place),
                let effort = MechanicsEffort(values: content.values("\(place)/effort") ?? [])
            else { throw Self.damaged(path, place) }
            beats.append(beat)
            efforts.append(effort)
        }
        guard let motion = Self.motion(content, nodes: nodes), motion.isEmpty == beats.isEmpty
        else { throw Self.damaged(path, "motion") }
        history = RunHistory(
            beats: beats, efforts: efforts, motion: motion, imageDistance: imaged[0],
            imagedVolumes: Array(imaged[1...]))
    }

    /// The state for a model built from ``reference``.
    ///
    /// - Throws: ``ReportsError/damagedCheckpoint(path:reason:)``.
    public func state(of model: HeartModel) throws -> HeartState {
        do {
            return try HeartState(model.wall, arrays: state)
        } catch {
            throw ReportsError.damagedCheckpoint(path: path, reason: "\(error)")
        }
    }

    /// Vectors of three numbers each.
    private static func vectors(_ flat: ArraySlice<Double>) -> [Vec3] {
        stride(from: flat.startIndex, to: flat.endIndex, by: 3).map {
            Vec3(flat[$0], flat[$0 + 1], flat[$0 + 2])
        }
    }

    private static func damaged(_ path: String, _ place: String) -> ReportsError {
        .damagedCheckpoint(
            path: "\(path):/checkpoint/\(place)", reason: "numbers are missing or too many")
    }

    private static func beat(_ content: CheckpointContent, _ place: String) -> BeatTraces? {
        let n = LoopState.names.count
        let m = LoopPressures.names.count
        guard let time = content.values("\(place)/time"),
            let states = content.values("\(place)/states", count: n * time.count),
            let pressures = content.values("\(place)/pressures", count: m * time.count)
        else { return nil }
        var beat = BeatTraces(capacity: time.count)
        for (row, t) in time.enumerated() {
            guard let state = try? LoopState(values: Array(states[n * row..<n * (row + 1)])),
                let pressure = try? LoopPressures(
                    values: Array(pressures[m * row..<m * (row + 1)]))
            else { return nil }
            beat.append(time: t, state: state, pressures: pressure)
        }
        return beat
    }

    private static func motion(_ content: CheckpointContent, nodes: Int) -> [MotionFrame]? {
        guard let time = content.values("motion/time") else { return [] }
        let coordinates = 3 * nodes
        guard !time.isEmpty,
            let positions = content.values(
                "motion/positions", count: coordinates * time.count),
            let stretch = content.values("motion/stretch"), stretch.count % time.count == 0,
            let tension = content.values("motion/tension", count: stretch.count)
        else { return nil }
        let tets = stretch.count / time.count
        return time.enumerated().map { frame, time in
            MotionFrame(
                time: time,
                positions: vectors(positions[coordinates * frame..<coordinates * (frame + 1)]),
                stretch: Array(stretch[tets * frame..<tets * (frame + 1)]),
                tension: Array(tension[tets * frame..<tets * (frame + 1)]))
        }
    }
}
