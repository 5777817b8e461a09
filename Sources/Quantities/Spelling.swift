/// Finds the name someone probably meant, for error messages.
public enum Spelling {
    /// The known name nearest to a misspelt one, or `nil` when none is near enough to suggest.
    ///
    /// Nearest by restricted Damerau–Levenshtein distance, ignoring case; a suggestion may differ in
    /// at most a third of its letters (and always in one). Ties go to the first of `known`.
    /// Cost: O(known · length²).
    ///
    /// Source: Damerau, *Communications of the ACM* 7 (1964) 171–176, doi:10.1145/363958.363994.
    public static func nearest(to name: String, among known: some Sequence<String>) -> String? {
        let wanted = Array(name.lowercased().utf8)
        // A name of kilobytes is no misspelling, and the distance is quadratic in it.
        guard wanted.count <= 128 else { return nil }
        var best: (name: String, distance: Int)?
        for candidate in known {
            let letters = Array(candidate.lowercased().utf8)
            let allowed = max(1, max(wanted.count, letters.count) / 3)
            guard abs(letters.count - wanted.count) <= allowed else { continue }
            let distance = distance(wanted, letters)
            if distance <= allowed, distance < best?.distance ?? .max {
                best = (candidate, distance)
            }
        }
        return best?.name
    }

    /// The ending of an error message that offers the nearest name, or all when they are few.
    ///
    /// - Returns: `; did you mean "x"?`, `; known: a, b`, or nothing when there is nothing to offer.
    public static func suggestion(for name: String, among known: [String]) -> String {
        if let nearest = nearest(to: name, among: known) { return "; did you mean \"\(nearest)\"?" }
        let listed = 12
        guard !known.isEmpty else { return "" }
        let rest = known.count > listed ? ", … (\(known.count) in all)" : ""
        return "; known: " + known.prefix(listed).joined(separator: ", ") + rest
    }

    /// Number of insertions, deletions, replacements and neighbour swaps between two words.
    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            row.reserveCapacity(b.count + 1)
            for j in b.indices {
                var value = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    value = min(value, beforeLast[j - 1] + 1)
                }
                row.append(value)
            }
            (beforeLast, last) = (last, row)
        }
        return last[b.count]
    }
}
