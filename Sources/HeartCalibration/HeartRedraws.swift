/// How often hearts of an ensemble had to be drawn again.
///
/// A draw that leaves the range of a parameter, or whose beat does not run or is not found, is no heart that the file can
/// hold. The set is drawn anew, so that the ensemble is the distribution within these limits; how much of it they cut
/// off is told here.
public struct HeartRedraws: Sendable, Equatable {
    /// Sets of the ensemble.
    public var sets: Int
    /// Sets whose first draw was not taken.
    public var redrawnSets = 0
    /// Draws that were not taken for a parameter outside its range, by its name.
    public var outside: [String: Int] = [:]
    /// Draws that were not taken because no beat was found for them.
    public var withoutBeat = 0

    /// Nothing yet.
    package init(sets: Int) { self.sets = sets }

    /// Draws that were not taken.
    public var draws: Int { outside.values.reduce(withoutBeat, +) }

    /// For people; nil where every first draw was taken.
    public var sentence: String? {
        guard redrawnSets > 0 else { return nil }
        let reasons =
            outside.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
                "\($0.value) left the range of \($0.key)"
            } + (withoutBeat > 0 ? ["\(withoutBeat) had no beat"] : [])
        return
            "ensemble: \(redrawnSets) of \(sets) hearts were drawn again, \(draws) draws in all "
            + "(\(reasons.joined(separator: ", "))): it is the distribution within these limits"
    }
}
