import Foundation
import Storage

/// Where a batch keeps everything, and the names of the files there.
public struct BatchFolder: Sendable, Equatable {
    /// Path of the folder.
    public let path: String

    /// Names a folder.
    public init(_ path: String) { self.path = path }

    /// Where a cohort goes if nothing else is said: its name with .batch, in the current folder.
    public static func standard(for cohort: String) -> String {
        ((cohort as NSString).lastPathComponent as NSString).deletingPathExtension + ".batch"
    }

    /// What every case is, except its patient.
    public var plan: String { path + "/batch.json" }
    /// The patients, ``pointsPerFile`` to a file.
    public var points: String { path + "/points" }
    /// What workers have finished: the truth about every case.
    public var shards: String { path + "/shards" }
    /// States of the cases in the order of their changes.
    public var manifest: String { path + "/manifest.jsonl" }
    /// Held while a run and its workers are alive.
    public var lock: String { path + "/run.lock" }
    /// The table.
    public var table: String { path + "/results.csv" }
    /// The same with types and units.
    public var file: String { path + "/results.h5" }
    /// Folders of cases.
    public var cases: String { path + "/cases" }

    /// Patients in a file.
    public static let pointsPerFile = 1024

    /// The file with a point.
    public func points(containing point: Int) -> String {
        points + "/" + Self.number(point / Self.pointsPerFile, digits: 6) + ".jsonl"
    }

    /// What a worker with these cases has finished.
    public func shard(_ cases: Range<Int>) -> String {
        shards + "/" + Self.number(cases.lowerBound, digits: 9) + "-"
            + Self.number(cases.upperBound, digits: 9) + ".jsonl"
    }

    /// What the pool itself records: cases that were skipped, or that crashed their worker.
    public var poolShard: String { shards + "/pool.jsonl" }

    /// The shards that may hold some cases, sorted by name.
    ///
    /// - Parameter cases: all when nil.
    public func shards(overlapping cases: Range<Int>? = nil) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: shards)) ?? []
        return names.filter { $0.hasSuffix(".jsonl") }.sorted().filter { name in
            guard let cases else { return true }
            let ends = name.dropLast(6).split(separator: "-").compactMap { Int($0) }
            return ends.count != 2 || (ends[0] < cases.upperBound && ends[1] > cases.lowerBound)
        }.map { shards + "/" + $0 }
    }

    /// Folder of a case.
    public func folder(of index: Int, id: String, scenario: String) -> String {
        func plain(_ text: String) -> String {
            String(
                text.map { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "-" ? $0 : "_" }
                    .prefix(60))
        }
        return cases + "/" + Self.number(index, digits: 9) + "-\(plain(id))-\(plain(scenario))"
    }

    /// Makes a folder and those above it.
    ///
    /// - Throws: ``BatchError/unwritable(file:reason:)``.
    static func make(_ path: String) throws(BatchError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
        } catch {
            throw .unwritable(file: path, reason: error.localizedDescription)
        }
    }

    /// Removes the folder where nothing but its lock is in it.
    public func abandon() {
        guard (try? FileManager.default.contentsOfDirectory(atPath: path)) == ["run.lock"] else {
            return
        }
        unlink(lock)
        rmdir(path)
    }

    /// Removes everything of a batch.
    func clear() throws(BatchError) {
        for item in [plan, points, shards, manifest, table, file, cases] {
            guard FileManager.default.fileExists(atPath: item) else { continue }
            do {
                try FileManager.default.removeItem(atPath: item)
            } catch {
                throw .unwritable(file: item, reason: error.localizedDescription)
            }
        }
    }

    /// Whether results are there, with or without a plan.
    var holdsResults: Bool {
        [table, file, cases, manifest].contains { FileManager.default.fileExists(atPath: $0) }
            || !shards(overlapping: nil).isEmpty
    }

    static func number(_ value: Int, digits: Int) -> String {
        let text = "\(value)"
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
