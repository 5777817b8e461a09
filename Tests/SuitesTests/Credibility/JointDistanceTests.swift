import Numerics
import Testing
import Verification

import Suites

@Suite struct JointDistanceTests {
    private let pair = ValidatedPopulation.Correlation(
        names: ["a", "b"], matrix: [1, 0.8, 0.8, 1], people: 40)

    /// D² = (z₁² − 2ρz₁z₂ + z₂²)/(1 − ρ²).
    @Test(arguments: [(1.0, 1.0), (1, -1), (2, 1.5), (0, 2)])
    func twoNumbersHaveAClosedForm(_ first: Double, _ second: Double) throws {
        let found = try #require(JointDistance([("b", second), ("a", first)], pair))
        let square =
            (first * first - 1.6 * first * second + second * second) / (1 - 0.8 * 0.8)
        #expect(abs(found.distance * found.distance - square) < 1e-12)
        #expect(found.names == ["a", "b"] && found.people == 40)
    }

    /// New members of a group are among its 5 % farthest in 5 % of all draws, however small the group.
    @Test(arguments: [5, 8, 25])
    func newMembersAreRareAsOftenAsTheyShouldBe(_ people: Int) throws {
        var generator = SplitMix64(seed: UInt64(people))
        func person() -> [String: Double] {
            let (x, y, z) = (
                generator.nextNormal(), generator.nextNormal(), generator.nextNormal()
            )
            return ["a": 3 + x, "b": 10 + 2 * x + 0.5 * y, "c": x - y + z]
        }
        let draws = 4000
        var rare = 0
        for _ in 0..<draws {
            let group = ValidatedPopulation(
                "drawn", members: (0..<people).map { _ in person() },
                units: ["a": "1", "b": "1", "c": "1"])
            let new = person()
            let scores = group.coordinates.map {
                (name: $0.name, z: ((new[$0.name] ?? .nan) - $0.mean) / $0.spread)
            }
            let correlation = try #require(group.correlation)
            let joint = try #require(JointDistance(scores, correlation))
            if joint.farther < 0.05 { rare += 1 }
        }
        let share = Double(rare) / Double(draws)
        // Three standard errors of a share of 0.05 in 4000 draws.
        #expect(abs(share - 0.05) < 3 * 0.00345, "\(share)")
    }

    @Test func withoutEnoughThereIsNone() {
        #expect(JointDistance([("a", 1)], pair) == nil)
        #expect(JointDistance([("x", 1), ("y", 2)], pair) == nil)
        let few = ValidatedPopulation.Correlation(
            names: ["a", "b"], matrix: [1, 0.5, 0.5, 1], people: 2)
        #expect(JointDistance([("a", 1), ("b", 1)], few) == nil)
        // A number that follows from another.
        let dependent = ValidatedPopulation.Correlation(
            names: ["a", "b"], matrix: [1, 1, 1, 1], people: 40)
        #expect(JointDistance([("a", 1), ("b", 1)], dependent) == nil)
    }

    @Test func groupsOfMembersKeepWhatGoesTogether() throws {
        let members: [[String: Double]] = [
            ["x": 1, "y": 2, "seldom": 5], ["x": 2, "y": 4.5], ["x": 3, "y": 5.5, "seldom": 6],
            ["x": 4, "y": 8, "seldom": 9],
        ]
        let group = ValidatedPopulation(
            "four", members: members, units: ["x": "1", "y": "mL", "seldom": "1", "never": "1"])
        #expect(group.coordinates.map(\.name) == ["seldom", "x", "y"])
        #expect(group.coordinates[1].mean == 2.5)
        // A number that one of them lacks has a mean, and no part in the correlations.
        let correlation = try #require(group.correlation)
        #expect(correlation.names == ["x", "y"] && correlation.people == 4)
        // Σ(x − x̄)(y − ȳ)/√(Σ(x − x̄)² Σ(y − ȳ)²) by hand: 9.5/√(5 · 18.5).
        let expected = 9.5 / (5.0 * 18.5).squareRoot()
        #expect(abs(correlation.matrix[1] - expected) < 1e-12, "\(correlation.matrix)")
        #expect(correlation.matrix[0] == 1 && correlation.matrix[1] == correlation.matrix[2])
    }
}
