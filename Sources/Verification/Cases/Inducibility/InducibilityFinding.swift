import Foundation
import Monodomain

/// What one site did, in a form that files hold.
struct InducibilityFinding: Codable, Equatable {
    /// Coupling intervals of the last trial [ms].
    var coupling: [Double]
    /// Whether waves went on.
    var isInducible: Bool
    /// Latest activation of any node [ms].
    var latest: Double?
    /// Mean interval between activations after the last pulse [ms].
    var cycleLength: Double?
    /// Filaments in the muscle at the end.
    var filaments: Int

    init(_ result: ProgrammedStimulation.Result) {
        coupling = result.tried.last ?? []
        isInducible = result.isInducible
        latest = result.outcome.latestActivation
        cycleLength = result.outcome.cycleLength
        filaments = result.outcome.filaments.count
    }

    /// Words for a line of progress.
    var words: String {
        let pulses = coupling.map { String(format: "%.0f", $0) }.joined(separator: ", ")
        guard isInducible else {
            return String(format: "nothing after %.0f ms (S2 at %@ ms)", latest ?? 0, pulses)
        }
        return String(
            format: "goes on with a cycle of %.0f ms (S2 at %@ ms)", cycleLength ?? 0, pulses)
    }
}

/// Findings that are finished, kept in the folder of checkpoints.
struct InducibilityArchive {
    private let path: String?
    private var finished: [String: InducibilityFinding] = [:]
    /// Changes with every change of the case or the solver that moves its results.
    private static let version = "1"

    /// Reads what is there; nothing is kept without a folder.
    init(folder: String?) throws {
        path = folder.map { $0 + "/inducibility-\(Self.version).json" }
        guard let path, let data = FileManager.default.contents(atPath: path) else { return }
        do {
            finished = try JSONDecoder().decode([String: InducibilityFinding].self, from: data)
        } catch {
            throw VerificationError.foreignCheckpoint(path: path)
        }
    }

    /// A finding that is known, or one made now and kept.
    mutating func finding(
        _ name: String, _ make: () throws -> InducibilityFinding
    ) throws -> InducibilityFinding {
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
