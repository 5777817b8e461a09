import Documents

/// Gathers what is wrong, so that all of it is told at once.
final class ProblemList {
    private(set) var problems: [BatchProblem] = []
    /// What the reader should know, without being wrong.
    private(set) var notes: [String] = []

    /// Adds a problem.
    func add(_ place: String, _ reason: String) {
        problems.append(BatchProblem(place, reason))
    }

    /// Adds a note.
    func note(_ text: String) { notes.append(text) }

    /// The value of a computation; what it throws becomes a problem.
    func value<Value>(_ place: String, _ compute: () throws -> Value) -> Value? {
        do {
            return try compute()
        } catch let error as DocumentError {
            let (place, reason) = Self.split("\(error)", place)
            add(place, reason)
        } catch {
            add(place, "\(error)")
        }
        return nil
    }

    /// Errors of documents begin with their place.
    private static func split(_ text: String, _ place: String) -> (String, String) {
        guard text.hasPrefix(place + ": ") else {
            guard let colon = text.firstRange(of: ": ") else { return (place, text) }
            return (String(text[..<colon.lowerBound]), String(text[colon.upperBound...]))
        }
        return (place, String(text.dropFirst(place.count + 2)))
    }
}
