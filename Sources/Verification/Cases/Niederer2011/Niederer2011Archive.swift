import Foundation

/// Finished computations of the N-version slab, kept in the folder of checkpoints.
struct Niederer2011Archive {
    private let path: String?
    private var finished: [String: Niederer2011Run.Times] = [:]
    /// Changes with every change of the solver that moves its results.
    private static let version = "2"

    /// Reads what is there; nothing is kept without a folder.
    init(folder: String?) throws {
        path = folder.map { $0 + "/niederer2011-\(Self.version).json" }
        guard let path, let data = FileManager.default.contents(atPath: path) else { return }
        do {
            finished = try JSONDecoder().decode([String: Niederer2011Run.Times].self, from: data)
        } catch {
            throw VerificationError.foreignCheckpoint(path: path)
        }
    }

    /// The times of a computation that is finished.
    subscript(run: Niederer2011Run) -> Niederer2011Run.Times? { finished[run.name] }

    /// Keeps the times of a computation.
    mutating func keep(_ times: Niederer2011Run.Times, of run: Niederer2011Run) throws {
        finished[run.name] = times
        guard let path else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try encoder.encode(finished).write(to: URL(filePath: path), options: .atomic)
    }
}
