import Foundation

/// Finished computations of a case by their names, kept in the folder of checkpoints.
struct CaseArchive<Result: Codable> {
    private let path: String?
    private var finished: [String: Result] = [:]

    /// Reads what is there; nothing is kept without a folder.
    ///
    /// - Parameters:
    ///   - name: of the file, one for each case.
    ///   - version: changes with every change of the case or the solver that moves its results.
    /// - Throws: ``VerificationError/foreignCheckpoint(path:)`` for a file that holds something else.
    init(_ name: String, version: Int, folder: String?) throws {
        path = folder.map { "\($0)/\(name)-\(version).json" }
        guard let path, let data = FileManager.default.contents(atPath: path) else { return }
        do {
            finished = try JSONDecoder().decode([String: Result].self, from: data)
        } catch {
            throw VerificationError.foreignCheckpoint(path: path)
        }
    }

    /// What is known of a computation, or what it makes now, which is kept.
    mutating func result(_ name: String, _ make: () throws -> Result) throws -> Result {
        if let known = finished[name] { return known }
        let made = try make()
        finished[name] = made
        guard let path else { return made }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try encoder.encode(finished).write(to: URL(filePath: path), options: .atomic)
        return made
    }
}
