import HeartModel
public import Mechanics
public import Storage

/// Full-order beats of one point of a plan, kept so that an interrupted reduction goes on.
public struct TrainingFile: Sendable {
    /// Path of the file.
    public let path: String
    /// What the beats depend on; a file with another is not read.
    public let key: String

    /// Names a file.
    public init(path: String, key: String) {
        self.path = path
        self.key = key
    }

    /// Writes training beats.
    public func write(_ beats: TrainingBeats) throws(StorageError) {
        let writer = try H5Writer(writing: path)
        let root = writer.root
        try root.setAttribute("key", key)
        let s = beats.snapshots
        try root.write("dt", s.map(\.dt))
        try root.write("displacement", s.flatMap(\.displacement), layout: .contiguous)
        try root.write("before", s.flatMap(\.before), layout: .contiguous)
        try root.write("tension", s.flatMap(\.tension), layout: .contiguous)
        try root.write("volumes", beats.volumes.flatMap { [$0.lowerBound, $0.upperBound] })
        try root.write("pressures", beats.pressures.flatMap { [$0.lowerBound, $0.upperBound] })
        try writer.commit()
    }

    /// Training beats; nil where there is no file with the key, or a damaged one.
    public func trainingBeats() -> TrainingBeats? {
        read { root throws(StorageError) in
            let dt = try root.read("dt", as: Double.self).values
            let u = try root.read("displacement", as: Double.self).values
            let b = try root.read("before", as: Double.self).values
            let t = try root.read("tension", as: Double.self).values
            let (n, p) = (u.count / max(dt.count, 1), t.count / max(dt.count, 1))
            guard u.count == b.count, n * dt.count == u.count, p * dt.count == t.count else {
                return nil
            }
            return TrainingBeats(
                snapshots: dt.indices.map { s in
                    WallSnapshot(
                        displacement: Array(u[s * n..<(s + 1) * n]),
                        before: Array(b[s * n..<(s + 1) * n]), dt: dt[s],
                        tension: Array(t[s * p..<(s + 1) * p]))
                },
                volumes: Self.ranges(try root.read("volumes", as: Double.self).values),
                pressures: Self.ranges(try root.read("pressures", as: Double.self).values))
        }
    }

    /// Writes the reference that the beats count from.
    public func write(_ reference: WallReference) throws(StorageError) {
        let writer = try H5Writer(writing: path)
        let root = writer.root
        try root.setAttribute("key", key)
        try root.write("points", reference.pointNumbers)
        try root.write("stretch", reference.stretchNumbers)
        try writer.commit()
    }

    /// The reference; nil where there is no file with the key, or a damaged one.
    public func reference() -> WallReference? {
        read { root throws(StorageError) in
            let points = try root.read("points", as: Double.self).values
            let stretch = try root.read("stretch", as: Double.self).values
            guard points.count % 3 == 0, stretch.count % 9 == 0 else { return nil }
            return WallReference(pointNumbers: points, stretchNumbers: stretch)
        }
    }

    /// Writes a beat to judge by.
    public func write(_ beat: FullBeat) throws(StorageError) {
        let writer = try H5Writer(writing: path)
        let root = writer.root
        try root.setAttribute("key", key)
        try root.setAttribute("beats", Int64(beat.beats))
        try root.setAttribute("frames", Int64(beat.displacements.count))
        try root.write("displacement", beat.displacements.flatMap { $0 }, layout: .contiguous)
        try root.write("change", [beat.change])
        let start = try root.createGroup("start")
        for (name, values) in beat.start.arrays { try start.write(name, values) }
        try root.write("volumes", beat.volumes)
        try root.write("pressures", beat.pressures)
        try writer.commit()
    }

    /// A beat of a wall to judge by; nil where there is no file with the key, or a damaged one.
    public func fullBeat(_ model: MechanicsModel) -> FullBeat? {
        read { root throws(StorageError) in
            let group = root.group("start")
            var arrays: [String: [Double]] = [:]
            for child in try group.children() {
                arrays[child.name] = try group.read(child.name, as: Double.self).values
            }
            guard let start = try? HeartState(model, arrays: arrays),
                let change = try root.read("change", as: Double.self).values.first
            else { return nil }
            let frames = Int(try root.attribute("frames", as: Int64.self).values.first ?? 0)
            let u = try root.read("displacement", as: Double.self).values
            guard frames > 0, u.count % frames == 0 else { return nil }
            let n = u.count / frames
            return FullBeat(
                displacements: (0..<frames).map { Array(u[$0 * n..<($0 + 1) * n]) },
                volumes: try root.read("volumes", as: Double.self).values,
                pressures: try root.read("pressures", as: Double.self).values,
                beats: Int(try root.attribute("beats", as: Int64.self).values.first ?? 0),
                start: start, change: change)
        }
    }

    private func read<Value>(_ body: (H5Group) throws(StorageError) -> Value?) -> Value? {
        guard let file = try? H5File(reading: path),
            (try? file.root.attributeText("key").first) == key
        else { return nil }
        return try? body(file.root)
    }

    private static func ranges(_ values: [Double]) -> [ClosedRange<Double>] {
        stride(from: 0, to: values.count - 1, by: 2).map {
            min(values[$0], values[$0 + 1])...max(values[$0], values[$0 + 1])
        }
    }
}
