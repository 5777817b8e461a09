/// Predicts a number of everybody in a group by a straight line on one other number, found without the one who is predicted.
///
/// ```
/// ŷᵢ = a + b·x      least squares over all but i; of several x the one whose line fits these best
/// ```
///
/// What a group's own numbers say about a withheld one, without any physiology: a model that does worse has not used
/// what it was given; where the line does no better than the mean, there was nothing to use (or not on a line).
package enum OthersLine {
    /// Predictions, in the order of the people.
    ///
    /// - Parameters:
    ///   - wanted: the number, person by person; at least four.
    ///   - known: candidates, each person by person.
    package static func predictions(of wanted: [Double], by known: [[Double]]) -> [Double] {
        precondition(wanted.count >= 4, "a line through three people tells nothing of a fourth")
        return wanted.indices.map { place in
            let others = wanted.indices.filter { $0 != place }
            let lines = known.map { values in
                line(others.map { values[$0] }, others.map { wanted[$0] })
            }
            guard let best = lines.indices.min(by: { lines[$0].squares < lines[$1].squares })
            else { return others.reduce(0) { $0 + wanted[$1] } / Double(others.count) }
            return lines[best].start + lines[best].slope * known[best][place]
        }
    }

    /// The line through some points, and the sum of squares it leaves.
    private static func line(
        _ x: [Double], _ y: [Double]
    ) -> (start: Double, slope: Double, squares: Double) {
        let count = Double(x.count)
        let (mx, my) = (x.reduce(0, +) / count, y.reduce(0, +) / count)
        let xx = x.reduce(0) { $0 + ($1 - mx) * ($1 - mx) }
        let xy = zip(x, y).reduce(0) { $0 + ($1.0 - mx) * ($1.1 - my) }
        // Everybody alike: the mean.
        let slope = xx > 0 ? xy / xx : 0
        let squares = zip(x, y).reduce(0.0) {
            let error = $1.1 - my - slope * ($1.0 - mx)
            return $0 + error * error
        }
        return (my - slope * mx, slope, squares)
    }
}
