/// What is known of one point of a search.
public struct SearchValue: Sendable, Equatable {
    /// Numbers to make small.
    public var objectives: [Double]
    /// How far constraints are from being kept, 0 where all are; infinite where there is nothing to judge.
    public var violation: Double

    /// Makes a value.
    public init(objectives: [Double], violation: Double = 0) {
        self.objectives = objectives
        self.violation = violation
    }

    /// Whether this point is better: it keeps constraints that the other one breaks, or breaks them less, or is as
    /// good in everything and better in something.
    public func dominates(_ other: SearchValue) -> Bool {
        if violation != other.violation { return violation < other.violation }
        guard violation == 0 else { return false }
        var isBetter = false
        for (mine, theirs) in zip(objectives, other.objectives) {
            if mine > theirs { return false }
            if mine < theirs { isBetter = true }
        }
        return isBetter
    }
}

/// Points of a search by fronts that do not dominate one another, and how alone each stands in its front.
///
/// Source: Deb et al., *IEEE Trans. Evol. Comput.* 6 (2002) 182–197, doi:10.1109/4235.996017, sections III.A, III.B
/// and VI (constraints).
struct ParetoRanking {
    /// Place of each point's front, from 0.
    let ranks: [Int]
    /// Sum of the relative distances to the neighbours in its front; infinite at its ends.
    let distances: [Double]

    /// - Complexity: O(points² · objectives).
    init(_ values: [SearchValue]) {
        var ranks = [Int](repeating: -1, count: values.count)
        var distances = [Double](repeating: 0, count: values.count)
        var open = Array(values.indices)
        var rank = 0
        while !open.isEmpty {
            let front = open.filter { point in
                !open.contains { values[$0].dominates(values[point]) }
            }
            for point in front { ranks[point] = rank }
            Self.spread(front, values, &distances)
            open.removeAll { ranks[$0] == rank }
            rank += 1
        }
        (self.ranks, self.distances) = (ranks, distances)
    }

    private static func spread(
        _ front: [Int], _ values: [SearchValue], _ distances: inout [Double]
    ) {
        guard let first = front.first else { return }
        for objective in values[first].objectives.indices {
            func value(_ point: Int) -> Double { values[point].objectives[objective] }
            let sorted = front.sorted { (value($0), $0) < (value($1), $1) }
            guard let low = sorted.first, let high = sorted.last else { continue }
            let span = value(high) - value(low)
            distances[low] = .infinity
            distances[high] = .infinity
            guard span > 0, sorted.count > 2 else { continue }
            for place in 1..<sorted.count - 1 {
                distances[sorted[place]] +=
                    (value(sorted[place + 1]) - value(sorted[place - 1])) / span
            }
        }
    }

    /// Whether a point is to be kept before another one: by front, then the one that stands more alone, then the
    /// first.
    func precedes(_ first: Int, _ second: Int) -> Bool {
        if ranks[first] != ranks[second] { return ranks[first] < ranks[second] }
        if distances[first] != distances[second] { return distances[first] > distances[second] }
        return first < second
    }
}
