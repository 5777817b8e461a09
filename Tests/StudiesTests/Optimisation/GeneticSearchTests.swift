import Foundation
import Studies
import Testing

@Suite struct GeneticSearchTests {
    /// ZDT1 (Zitzler et al. 2000): the front is f2 = 1 − √f1 with all other coordinates 0.
    @Test func findsTheFrontOfZDT1() {
        let search = GeneticSearch(
            coordinates: [GeneticSearch.Coordinate](repeating: .continuous, count: 6),
            populationSize: 40, generations: 80, seed: 2)
        let found = search.run { points in
            points.map { x in
                let g = 1 + 9 * x.dropFirst().reduce(0, +) / Double(x.count - 1)
                return SearchValue(objectives: [x[0], g * (1 - (x[0] / g).squareRoot())])
            }
        }
        let front = found.front.map { found.values[$0].objectives }
        let worst = front.map { $0[1] - (1 - $0[0].squareRoot()) }.max() ?? .infinity
        #expect(worst < 0.05, "\(worst) above the front")
        // From end to end, without wide gaps.
        let x = front.map { $0[0] }.sorted()
        let gaps = zip(x, x.dropFirst()).map { $1 - $0 }
        #expect((x.first ?? 1) < 0.02 && (x.last ?? 0) > 0.95)
        #expect((gaps.max() ?? 1) < 0.12, "a gap of \(gaps.max() ?? 1)")
    }

    /// min x + y with x·y ≥ ¼: x = y = ½.
    @Test func keepsConstraints() {
        let search = GeneticSearch(
            coordinates: [.continuous, .continuous], populationSize: 32, generations: 40, seed: 5)
        let found = search.run { points in
            points.map { x in
                SearchValue(
                    objectives: [x[0] + x[1]], violation: max(0, 0.25 - x[0] * x[1]))
            }
        }
        let best = found.front.map { found.values[$0] }
        #expect(best.count == 1 && best[0].violation == 0)
        #expect(abs(best[0].objectives[0] - 1) < 0.01, "\(best[0].objectives[0]) against 1")
    }

    /// A word and a number: the word decides where the number's optimum lies.
    @Test func mixesWordsAndNumbers() {
        let search = GeneticSearch(
            coordinates: [.discrete(5), .continuous], populationSize: 24, generations: 20, seed: 1)
        let found = search.run { points in
            points.map { x in
                let word = Int(x[0] * 5)
                let best = [0.1, 0.3, 0.5, 0.7, 0.9][word]
                let depth = [0.3, 0.2, 0, 0.4, 0.1][word]
                return SearchValue(objectives: [depth + (x[1] - best) * (x[1] - best)])
            }
        }
        let best = found.points[found.front[0]]
        #expect(Int(best[0] * 5) == 2 && abs(best[1] - 0.5) < 0.02)
    }

    @Test func allPointsAreComputedWhereTheyAreFew() {
        let search = GeneticSearch(
            coordinates: [.discrete(3), .discrete(4)], populationSize: 8, generations: 2)
        var asked: [[Double]] = []
        let found = search.run { points in
            asked += points
            return points.map { SearchValue(objectives: [$0[0] - $0[1]]) }
        }
        #expect(Set(asked).count == 12 && asked.count == 12)
        #expect(found.points[found.front[0]] == [0.5 / 3, 3.5 / 4])
    }

    @Test func sameSeedSameSearchAndNoPointTwice() {
        func run() -> [[Double]] {
            GeneticSearch(
                coordinates: [.continuous, .discrete(40)], populationSize: 12, generations: 9,
                seed: 11
            ).run { $0.map { SearchValue(objectives: [$0[0], 1 - $0[1]]) } }.points
        }
        let points = run()
        #expect(points == run())
        #expect(Set(points).count == points.count)
    }

    @Test func dominationKnowsConstraints() {
        let good = SearchValue(objectives: [1, 2])
        #expect(good.dominates(SearchValue(objectives: [1, 3])))
        #expect(!good.dominates(SearchValue(objectives: [0, 3])))
        #expect(!good.dominates(good))
        #expect(good.dominates(SearchValue(objectives: [0, 0], violation: 0.1)))
        #expect(
            SearchValue(objectives: [9, 9], violation: 0.1).dominates(
                SearchValue(objectives: [0, 0], violation: 0.2)))
    }
}
