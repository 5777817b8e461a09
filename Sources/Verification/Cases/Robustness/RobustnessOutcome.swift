import Foundation

/// What became of one parameter set: one row of a table.
struct RobustnessOutcome: Codable, Equatable {
    /// How a set ends.
    enum Verdict: String, Codable {
        /// The beat was computed and its numbers are sound.
        case converged
        /// The solver gave up with an error that says where and why.
        case refused
        /// A number is not finite.
        case notFinite
        /// The beat took more than its share of time.
        case slow
    }

    /// Number of the set, from 0.
    var number: Int
    /// Values by dotted name, in the units of the cards.
    var values: [String: Double]
    var verdict: Verdict
    /// The error, for a refused set.
    var message: String
    /// Wall time [s].
    var seconds: Double
    /// Accepted steps, and steps that had to be repeated with half their length.
    var steps = 0
    var rejectedSteps = 0
    var iterations = 0
    var factorisations = 0
    /// Largest change of the blood volume, relative to it [1].
    var bloodChange = 0.0
    /// Stroke volume [mL] and largest pressure of the left ventricle [mmHg].
    var strokeVolumeML = 0.0
    var peakPressureMmHg = 0.0
}

/// The finished sets of a run, kept in a file that a later run goes on from.
struct RobustnessRecord {
    private let path: String?
    private(set) var outcomes: [RobustnessOutcome]

    /// Reads what is there; no folder, no file.
    ///
    /// - Throws: ``VerificationError/foreignCheckpoint(path:)`` for outcomes of other parameter sets.
    init(folder: String?, name: String, sets: [[String: Double]]) throws {
        path = folder.map { "\($0)/robustness-\(name).json" }
        outcomes = []
        guard let path, let data = FileManager.default.contents(atPath: path) else { return }
        guard let found = try? JSONDecoder().decode([RobustnessOutcome].self, from: data),
            found.allSatisfy({ sets.indices.contains($0.number) && sets[$0.number] == $0.values })
        else { throw VerificationError.foreignCheckpoint(path: path) }
        outcomes = found
    }

    /// Adds a finished set and writes the file anew, aside and renamed.
    mutating func add(_ outcome: RobustnessOutcome) throws {
        outcomes.append(outcome)
        guard let path else { return }
        let folder = (path as NSString).deletingLastPathComponent
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try encoder.encode(outcomes).write(to: URL(filePath: path), options: .atomic)
    }
}
