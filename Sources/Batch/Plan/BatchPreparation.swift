import Foundation
import Storage

/// Makes the folder of a batch, or finds that it is there.
public struct BatchPreparation {
    /// What every case is.
    public let plan: BatchPlan
    /// Patients that are skipped, with what is wrong.
    public let tolerated: [BatchProblem]
    /// What the reader should know.
    public let notes: [String]
    /// Whether the folder held this batch already.
    public let wasThere: Bool

    /// Works a cohort out and puts it into a folder; one that holds the same cohort is left as it is.
    ///
    /// The plan is written last: a folder with one is complete.
    ///
    /// - Parameters:
    ///   - program: name and version.
    ///   - anew: removes another batch from the folder first.
    /// - Throws: ``BatchError``.
    public init(
        of cohort: String, in folder: BatchFolder, program: String, anew: Bool = false
    ) throws {
        if let old = try Self.plan(in: folder, cohort: cohort, anew: anew) {
            let expansion = try CohortExpansion(of: cohort, program: program)
            if expansion.plan.digest == old.digest {
                var plan = expansion.plan
                plan.cohort = old.cohort
                if plan != old { try plan.write(to: folder) }
                self.plan = plan
                (tolerated, notes, wasThere) = (expansion.tolerated, expansion.notes, true)
                return
            }
            guard anew else {
                throw BatchError.otherCohort(folder: folder.path, cohort: cohort)
            }
        }
        let writer = PointWriter(folder)
        let expansion: CohortExpansion
        do {
            expansion = try CohortExpansion(of: cohort, program: program) { point in
                try writer.add(point)
            }
            try writer.finish()
        } catch {
            writer.abandon()
            throw error
        }
        try expansion.plan.write(to: folder)
        plan = expansion.plan
        (tolerated, notes, wasThere) = (expansion.tolerated, expansion.notes, false)
    }

    /// The plan of a folder; nil where there is none, or where what is there is to be removed.
    private static func plan(
        in folder: BatchFolder, cohort: String, anew: Bool
    ) throws(BatchError) -> BatchPlan? {
        do throws(BatchError) {
            return try BatchPlan(reading: folder)
        } catch {
            if anew { return nil }
            guard case .noBatch = error else { throw error }
            guard !folder.holdsResults else {
                throw .otherCohort(folder: folder.path, cohort: cohort)
            }
            return nil
        }
    }
}

/// Writes the points of a cohort aside, some to a file; they replace what is in the folder when all are there.
private final class PointWriter {
    private let folder: BatchFolder
    private var lines = ""
    private var count = 0

    init(_ folder: BatchFolder) { self.folder = folder }

    private var aside: String { folder.path + "/.points.part" }

    func add(_ point: CohortPoint) throws {
        if count == 0 {
            abandon()
            try BatchFolder.make(aside)
        }
        lines += try JSONLine.of(point)
        count += 1
        if count % BatchFolder.pointsPerFile == 0 { try write() }
    }

    func finish() throws {
        if !lines.isEmpty { try write() }
        try folder.clear()
        guard rename(aside, folder.points) == 0 else {
            throw BatchError.unwritable(
                file: folder.points, reason: String(cString: strerror(errno)))
        }
        try BatchFolder.make(folder.shards)
    }

    func abandon() { try? FileManager.default.removeItem(atPath: aside) }

    private func write() throws {
        let name = (folder.points(containing: count - 1) as NSString).lastPathComponent
        try BatchFolder.write(lines, to: aside + "/" + name)
        lines = ""
    }
}

extension BatchFolder {
    /// Writes a whole file aside and gives it its name.
    static func write(_ text: String, to path: String) throws(BatchError) {
        do throws(StorageError) {
            try TextFile.write(text, to: path)
        } catch {
            if case .noSpace = error { throw .noSpace(file: path) }
            throw .unwritable(file: path, reason: "\(error)")
        }
    }
}

extension BatchPlan {
    /// Reads the plan of a folder.
    ///
    /// - Throws: ``BatchError/noBatch(folder:)``, ``BatchError/damaged(file:reason:)``.
    public init(reading folder: BatchFolder) throws(BatchError) {
        guard let data = FileManager.default.contents(atPath: folder.plan) else {
            throw .noBatch(folder: folder.path)
        }
        guard let plan = JSONLine.read(BatchPlan.self, data), plan.format == 1 else {
            throw .damaged(file: folder.plan, reason: "is no plan of a batch")
        }
        self = plan
    }

    func write(to folder: BatchFolder) throws {
        try BatchFolder.write(JSONLine.of(self), to: folder.plan)
    }

    /// The points of some cases, in order.
    ///
    /// - Throws: ``BatchError/damaged(file:reason:)``.
    func points(_ wanted: Range<Int>, in folder: BatchFolder) throws(BatchError) -> [CohortPoint] {
        var found: [CohortPoint] = []
        let size = BatchFolder.pointsPerFile
        var first = wanted.lowerBound / size * size
        while first < wanted.upperBound {
            let path = folder.points(containing: first)
            guard var lines = LineFile(path) else {
                throw .damaged(file: path, reason: "is missing")
            }
            defer { lines.end() }
            var index = first
            lines.read { line, _ in
                defer { index += 1 }
                guard wanted.contains(index),
                    let point = JSONLine.read(CohortPoint.self, line)
                else { return }
                found.append(point)
            }
            first += size
        }
        guard found.count == wanted.count else {
            throw .damaged(
                file: folder.points,
                reason: "\(found.count) of the \(wanted.count) patients of \(wanted) can be read")
        }
        return found
    }
}
