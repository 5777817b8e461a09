import Circuits
import Circulation
import Glibc
import Numerics
import Quantities
import Testing

/// Units of every registered law: a law is an equation between quantities, so that it holds in any system of units.
///
/// Pressure, volume and time are measured in other units than the internal ones; parameters are converted by what the
/// units of their cards measure. A hidden constant with a dimension, or a parameter whose card has another unit than
/// the formula, gives another answer.
@Suite struct LawUnitsTests {
    /// Internal units of pressure, volume and time by the other ones.
    private static let (p, v, t) = (3.7, 0.6, 1.9)

    /// Powers of pressure, volume and time in what a unit measures.
    private static let powers: [Dimension: (Double, Double, Double)] = {
        let third = 1.0 / 3
        let known: [(String, (Double, Double, Double))] = [
            ("1", (0, 0, 0)), ("mmHg", (1, 0, 0)), ("mL", (0, 1, 0)), ("ms", (0, 0, 1)),
            ("1/min", (0, 0, -1)), ("cm", (0, third, 0)), ("cm2", (0, 2 * third, 0)),
            ("L/min", (0, 1, -1)), ("mmHg.s/mL", (1, -1, 1)), ("mmHg.s2/mL", (1, -1, 2)),
            ("mL/mmHg", (-1, 1, 0)), ("mmHg/mL", (1, -1, 0)), ("1/mL", (0, -1, 0)),
            ("1/mmHg", (-1, 0, 0)), ("1/(kPa.s)", (-1, 0, -1)),
            // mass = pressure · time² · length
            ("g/mL", (1, -2 * third, 2)), ("mmHg.min2", (1, 0, 2)),
            ("mmHg.min2/L", (1, -1, 2)), ("mmHg.min2/L2", (1, -2, 2)),
        ]
        return known.reduce(into: [:]) { table, entry in
            if let unit = try? Unit(entry.0) { table[unit.dimension] = entry.1 }
        }
    }()

    private static func factor(_ powers: (Double, Double, Double)) -> Double {
        pow(p, powers.0) * pow(v, powers.1) * pow(t, powers.2)
    }

    /// Parameters in internal units, in the other units.
    private func converted(_ card: ModelCard, _ set: [Double]) throws -> [Double] {
        try zip(card.parameters, set).map { parameter, value in
            let dimension = try Unit(parameter.unit).dimension
            let powers = try #require(
                Self.powers[dimension], "\(card.identifier).\(parameter.name): \(parameter.unit)")
            return value * Self.factor(powers)
        }
    }

    private func expect(_ other: Double, _ own: Double, _ unit: Double, _ place: String) {
        #expect(
            abs(other - own * unit) <= 1e-9 * max(abs(other), abs(own * unit)) + 1e-12 * unit,
            "\(place): \(other) in other units, \(own * unit) converted")
    }

    @Test func compartmentsHoldInAnyUnits() throws {
        for law in CircuitLaws.compartments {
            for set in LawProbe.parameterSets(law.card) {
                let other = try converted(law.card, set)
                for volume in [2e4, 8e4, 15e4] {
                    for activation in [0, 0.3, 1] {
                        let own = LawProbe.pressure(
                            law, set, volume: volume, activation: activation)
                        let found = LawProbe.pressure(
                            law, other, volume: Self.v * volume, activation: activation)
                        let name = "\(law.card.identifier) at \(volume) mm³"
                        expect(found.value, own.value, Self.p, name)
                        expect(found.slope, own.slope, Self.p / Self.v, name)
                    }
                }
            }
        }
    }

    @Test func branchesHoldInAnyUnits() throws {
        for law in CircuitLaws.branches {
            for set in LawProbe.parameterSets(law.card) {
                let other = try converted(law.card, set)
                for (flow, opening) in [(0.0, 0.0), (100, 0.4), (-50, 0.2), (400, 1)] {
                    for drop in [-12, -0.3, 0.05, 0.4, 3.0] {
                        let own = LawProbe.advance(
                            law, set, flow: flow, opening: opening, by: 0.6, drop: drop)
                        let found = LawProbe.advance(
                            law, other, flow: Self.v / Self.t * flow, opening: opening,
                            by: 0.6 * Self.t, drop: drop * Self.p)
                        let name = "\(law.card.identifier) from \(flow) mm³/ms at \(drop) kPa"
                        expect(found.end.flow, own.end.flow, Self.v / Self.t, name)
                        expect(found.end.opening, own.end.opening, 1, name)
                        expect(
                            found.conductance, own.conductance, Self.v / Self.t / Self.p, name)
                    }
                }
            }
        }
    }

    @Test func enclosuresHoldInAnyUnits() throws {
        for law in CircuitLaws.enclosures {
            for set in LawProbe.parameterSets(law.card) {
                let other = try converted(law.card, set)
                for content in [3e5, 4.2e5, 5e5] {
                    for time in [3, 300, 1100, 2900.0] {
                        let own = LawProbe.pressure(law, set, content: content, time: time)
                        let found = LawProbe.pressure(
                            law, other, content: Self.v * content, time: Self.t * time)
                        let name = "\(law.card.identifier) with \(content) mm³ at \(time) ms"
                        expect(found.value, own.value, Self.p, name)
                        expect(found.slope, own.slope, Self.p / Self.v, name)
                    }
                }
            }
        }
    }
}
