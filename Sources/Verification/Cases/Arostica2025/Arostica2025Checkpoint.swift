import Foundation
import Mechanics
import Numerics
import Storage

/// The file a run of the benchmark goes on from: written aside and renamed, so always whole.
struct Arostica2025Checkpoint {
    private let path: String
    private let settings: String

    /// - `folder`: made when the first checkpoint is written.
    /// - `settings`: what the run depends on; a file of other settings is refused.
    init(folder: String, run: String, settings: String) {
        let name = run.map { $0.isLetter || $0.isNumber || $0 == "." ? String($0) : "-" }.joined()
        path = "\(folder)/arostica2025-\(name).h5"
        self.settings = settings
    }

    /// Where the run had come to; nil without a file.
    ///
    /// - Throws: `StorageError`, ``VerificationError/foreignCheckpoint(path:)``.
    func read(_ model: MechanicsModel) throws -> Arostica2025Run.Progress? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let root = try H5File(reading: path).root
        guard try root.attributeText("settings") == [settings] else {
            throw VerificationError.foreignCheckpoint(path: path)
        }
        var motion = WallMotion(unknowns: model.unknownCount)
        func read(_ name: String) throws -> [Double] { try root.read(name).values }
        func readNodal(_ name: String) throws -> [Double] {
            let values = try read(name)
            guard values.count == model.unknownCount else {
                throw VerificationError.foreignCheckpoint(path: path)
            }
            return values
        }
        motion.displacement = try readNodal("displacement")
        motion.velocity = try readNodal("velocity")
        motion.acceleration = try readNodal("acceleration")
        motion.accelerationBefore = try readNodal("accelerationBefore")
        let times = try read("times")
        motion.time = times.last ?? 0
        var curves = Arostica2025Curves(times: times, displacements: [])
        for point in 0..<(try root.children(of: "points").count) {
            let flat = try read("points/\(point)")
            curves.displacements.append(
                times.indices.map { Vec3(flat[3 * $0], flat[3 * $0 + 1], flat[3 * $0 + 2]) })
        }
        for cavity in 0..<(try root.children(of: "volumes").count) {
            curves.volumes.append(try read("volumes/\(cavity)"))
        }
        return Arostica2025Run.Progress(motion: motion, curves: curves)
    }

    /// Writes the state of a run.
    ///
    /// - Throws: `StorageError`.
    func write(_ progress: Arostica2025Run.Progress) throws {
        let folder = (path as NSString).deletingLastPathComponent
        try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let writer = try H5Writer(writing: path)
        let root = writer.root
        try root.setAttribute("settings", settings)
        for (name, values) in progress.motion.arrays { try root.write(name, values) }
        try root.write("times", progress.curves.times)
        try root.createGroup("points")
        for (point, curve) in progress.curves.displacements.enumerated() {
            try root.write("points/\(point)", curve.flatMap { [$0.x, $0.y, $0.z] })
        }
        try root.createGroup("volumes")
        for (cavity, curve) in progress.curves.volumes.enumerated() {
            try root.write("volumes/\(cavity)", curve)
        }
        try writer.commit()
    }
}
