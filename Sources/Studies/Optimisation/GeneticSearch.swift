import Glibc
import Numerics

/// Search for points of a unit cube that make several numbers small within constraints: NSGA-II.
///
/// A population is crossed (simulated binary crossover, index 15) and mutated (polynomial, index 20, once a point on
/// average); of parents and children the best fronts survive, of the last front those that stand most alone. A
/// coordinate that has a few values only is not crossed in between but taken from either parent, and mutates to any value.
///
/// The number of evaluations is populationSize·(generations + 1) at most: points met before are not asked for again. Same
/// seed, same search.
///
/// Source: Deb et al. 2002, doi:10.1109/4235.996017; operators: Deb & Agrawal, *Complex Systems* 9 (1995) 115–148, from
/// memory. Differs from the paper: crossover index 15 (there 20; our choice, wider steps for few generations), and a pair that
/// is crossed is crossed in every coordinate.
public struct GeneticSearch: Sendable {
    /// A coordinate of the cube.
    public enum Coordinate: Sendable, Equatable {
        /// Any value.
        case continuous
        /// One of so many, at the middles of equal parts.
        case discrete(Int)
    }

    /// The coordinates.
    public var coordinates: [Coordinate]
    /// Points in a generation, even.
    public var populationSize: Int
    /// Generations after the first.
    public var generations: Int
    /// Start of the random numbers.
    public var seed: UInt64

    /// Points and what is known of them.
    public struct Found: Sendable {
        /// Every point that was computed, in the order of asking.
        public var points: [[Double]]
        /// Their values.
        public var values: [SearchValue]

        /// Places of the points that no other one dominates, sorted by the first objective.
        public var front: [Int] {
            let ranking = ParetoRanking(values)
            return values.indices.filter { ranking.ranks[$0] == 0 }.sorted {
                (values[$0].objectives.first ?? 0, $0) < (values[$1].objectives.first ?? 0, $1)
            }
        }
    }

    /// Describes a search.
    public init(
        coordinates: [Coordinate], populationSize: Int = 32, generations: Int = 12,
        seed: UInt64 = 1
    ) {
        precondition(!coordinates.isEmpty, "something to search")
        precondition(populationSize >= 4 && populationSize % 2 == 0, "four points or more, even")
        self.coordinates = coordinates
        self.populationSize = populationSize
        self.generations = generations
        self.seed = seed
    }

    /// All points there are, where all coordinates are discrete and the points no more than the search would compute.
    public var allPoints: [[Double]]? {
        var points: [[Double]] = [[]]
        for coordinate in coordinates {
            guard case .discrete(let count) = coordinate,
                points.count * count <= populationSize * (generations + 1)
            else { return nil }
            points = points.flatMap { point in
                (0..<count).map { point + [(Double($0) + 0.5) / Double(count)] }
            }
        }
        return points
    }

    /// Searches; computes all points instead where those are no more.
    ///
    /// - Parameter evaluate: the values of some points, in their order.
    /// - Throws: what `evaluate` throws.
    public func run(_ evaluate: ([[Double]]) throws -> [SearchValue]) rethrows -> Found {
        if let all = allPoints { return Found(points: all, values: try evaluate(all)) }
        var generator = SplitMix64(seed: seed)
        var memory = Memory()
        // An even start: the sequence fills the cube better than random points.
        var population = SobolSequence.points(
            count: populationSize, dimensions: coordinates.count, seed: seed
        ).map(snapped)
        try memory.add(population, evaluate)
        for _ in 0..<generations {
            let ranking = ParetoRanking(population.map { memory.value(of: $0) })
            var children: [[Double]] = []
            while children.count < populationSize {
                let parents = (0..<2).map { _ in
                    population[tournament(ranking, &generator)]
                }
                children += cross(parents[0], parents[1], &generator).map {
                    snapped(mutated($0, &generator))
                }
            }
            try memory.add(children, evaluate)
            // A point that is met again would crowd the front with copies.
            var all: [[Double]] = []
            for point in population + children where !all.contains(point) { all.append(point) }
            let joint = ParetoRanking(all.map { memory.value(of: $0) })
            population = all.indices.sorted(by: joint.precedes).prefix(populationSize).map {
                all[$0]
            }
        }
        return Found(points: memory.points, values: memory.values)
    }

    private func tournament(_ ranking: ParetoRanking, _ generator: inout SplitMix64) -> Int {
        let count = ranking.ranks.count
        func any() -> Int { min(Int(generator.nextDouble() * Double(count)), count - 1) }
        let (first, second) = (any(), any())
        return ranking.precedes(first, second) ? first : second
    }

    private static let crossoverShare = 0.9
    private static let crossoverIndex = 15.0
    private static let mutationIndex = 20.0

    private func cross(
        _ first: [Double], _ second: [Double], _ generator: inout SplitMix64
    ) -> [[Double]] {
        guard generator.nextDouble() < Self.crossoverShare else { return [first, second] }
        var (one, two) = (first, second)
        for place in coordinates.indices {
            let isSwapped = generator.nextDouble() < 0.5
            guard case .continuous = coordinates[place] else {
                if isSwapped { (one[place], two[place]) = (two[place], one[place]) }
                continue
            }
            let u = generator.nextDouble()
            let power = 1 / (Self.crossoverIndex + 1)
            let beta = u <= 0.5 ? pow(2 * u, power) : pow(1 / (2 * (1 - u)), power)
            let (a, b) = (first[place], second[place])
            let middle = 0.5 * (a + b)
            let half = 0.5 * beta * (b - a)
            (one[place], two[place]) =
                isSwapped ? (middle + half, middle - half) : (middle - half, middle + half)
        }
        return [one, two]
    }

    private func mutated(_ point: [Double], _ generator: inout SplitMix64) -> [Double] {
        var point = point
        for place in coordinates.indices {
            guard generator.nextDouble() < 1 / Double(coordinates.count) else { continue }
            let u = generator.nextDouble()
            if case .discrete = coordinates[place] {
                point[place] = u
                continue
            }
            let power = 1 / (Self.mutationIndex + 1)
            point[place] += u < 0.5 ? pow(2 * u, power) - 1 : 1 - pow(2 * (1 - u), power)
        }
        return point
    }

    /// The point of the cube that is meant: ends are mirrors, discrete coordinates at the middles of their parts.
    private func snapped(_ point: [Double]) -> [Double] {
        zip(point, coordinates).map { value, coordinate in
            var inside = abs(value)
            if inside > 1 { inside = max(0, 2 - inside) }
            guard case .discrete(let count) = coordinate else { return inside }
            let place = min(Int(inside * Double(count)), count - 1)
            return (Double(place) + 0.5) / Double(count)
        }
    }

    /// Points that were computed.
    private struct Memory {
        var points: [[Double]] = []
        var values: [SearchValue] = []
        private var places: [[Double]: Int] = [:]

        mutating func add(
            _ asked: [[Double]], _ evaluate: ([[Double]]) throws -> [SearchValue]
        ) rethrows {
            var new: [[Double]] = []
            for point in asked where places[point] == nil {
                places[point] = points.count + new.count
                new.append(point)
            }
            guard !new.isEmpty else { return }
            let found = try evaluate(new)
            precondition(found.count == new.count, "a value for each point")
            points += new
            values += found
        }

        func value(of point: [Double]) -> SearchValue {
            guard let place = places[point] else { preconditionFailure("not computed") }
            return values[place]
        }
    }
}
