extension ValidatedPopulation {
    /// People of whom a number must be known for its mean and spread to say something of a group: with two, the spread
    /// is one difference.
    private static let fewest = 3

    /// Describes a group by the numbers of its members.
    ///
    /// Mean and spread of a number are those of the members who have it. Correlations are taken over the numbers that
    /// every member has, so that mean, spread and correlation are of the same people and the matrix is one of covariances.
    ///
    /// - Parameters:
    ///   - members: numbers by name, a dictionary for each.
    ///   - units: unit of each number; those without are left out.
    public init(
        _ name: String, members: [[String: Double]], units: [String: String]
    ) {
        var coordinates: [Coordinate] = []
        for (number, unit) in units {
            let values = members.compactMap { $0[number] }
            guard values.count >= Self.fewest else { continue }
            let (mean, spread) = Self.moments(values)
            guard spread > 0 else { continue }
            coordinates.append(Coordinate(number, unit: unit, mean: mean, spread: spread))
        }
        self.init(
            name, coordinates,
            correlation: Self.correlation(of: coordinates, in: members))
    }

    private static func moments(_ values: [Double]) -> (mean: Double, spread: Double) {
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (mean, (squares / (count - 1)).squareRoot())
    }

    private static func correlation(
        of coordinates: [Coordinate], in members: [[String: Double]]
    ) -> Correlation? {
        let whole = coordinates.filter { number in
            members.allSatisfy { $0[number.name] != nil }
        }.sorted { $0.name < $1.name }
        guard whole.count > 1 else { return nil }
        let scores = whole.map { number in
            members.map { (($0[number.name] ?? .nan) - number.mean) / number.spread }
        }
        let count = Double(members.count)
        let matrix = scores.indices.flatMap { row in
            scores.indices.map { column in
                // Exactly one on the diagonal, and the same bits on both sides of it.
                row == column
                    ? 1
                    : zip(scores[row], scores[column]).reduce(0) { $0 + $1.0 * $1.1 } / (count - 1)
            }
        }
        return Correlation(names: whole.map(\.name), matrix: matrix, people: members.count)
    }
}
