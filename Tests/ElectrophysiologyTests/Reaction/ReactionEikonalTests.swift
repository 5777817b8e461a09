import Electrophysiology
import Ionics
import Testing

struct ReactionEikonalTests {
    /// Up in 2 ms from −80 to +20 mV, then down to −80 mV in a straight line until `end` [ms].
    private static func triangle(end: Int) -> MembraneTemplate {
        let voltage = (0..<500).map { t -> Double in
            switch t {
            case 0...2: -80 + 50 * Double(t)
            case 3...end: 20 - 100 * Double(t - 2) / Double(end - 2)
            default: -80
            }
        }
        return MembraneTemplate(
            cycleLength: 500, sampleStep: 1, voltage: voltage,
            calcium: (0..<500).map { $0 < 250 ? 0.1 + 0.002 * Double($0) : 0.1 })
    }

    private static func heart() throws -> ReactionEikonal {
        try ReactionEikonal(
            activation: [0, 10.5, 40], templates: [triangle(end: 302), triangle(end: 202)],
            templateOfVertex: [0, 0, 1])
    }

    @Test func everyVertexPlaysItsTemplateFromItsActivationOn() throws {
        let heart = try Self.heart()
        let at52 = heart.voltage(at: 52)
        let expected = [20 - 50.0 / 3, 20 - 39.5 / 3, 20 - 10.0 / 2]
        for (observed, expected) in zip(at52, expected) {
            #expect(abs(observed - expected) < 1e-12, "\(observed) mV, expected \(expected) mV")
        }
        #expect(heart.voltage(at: 0)[2] == -80, "not yet activated: the end of the last beat")
        #expect(heart.voltage(at: 552) == at52, "periodic with the cycle")
        let calcium = heart.calcium(at: 100)
        #expect(abs(calcium[1] - (0.1 + 0.002 * 89.5)) < 1e-12)
    }

    @Test func durationsAndRepolarisationTimesAreThoseOfTheTemplates() throws {
        let heart = try Self.heart()
        // −70 mV is crossed 0.2 ms after activation and 270 (180) ms after the peak at 2 ms.
        let durations = try heart.actionPotentialDuration()
        let times = try heart.repolarisation()
        for (observed, expected) in zip(durations, [271.8, 271.8, 181.8]) {
            #expect(abs(observed - expected) < 1e-9, "\(observed) ms, expected \(expected) ms")
        }
        for (observed, expected) in zip(times, [272, 282.5, 222]) {
            #expect(abs(observed - expected) < 1e-9, "\(observed) ms, expected \(expected) ms")
        }
        let half = try heart.actionPotentialDuration(share: 0.5)
        #expect(abs(half[0] - (152 - 1)) < 1e-9, "\(half[0]) ms, expected 151 ms")
    }

    @Test func malformedInputIsRefused() throws {
        let template = Self.triangle(end: 302)
        #expect(
            throws: ElectrophysiologyError.countMismatch(
                what: "template numbers", count: 1, expected: 2)
        ) {
            try ReactionEikonal(
                activation: [0, 1], templates: [template], templateOfVertex: [0])
        }
        #expect(
            throws: ElectrophysiologyError.vertexOutOfRange(
                what: "template of vertex", index: 0, vertex: 1, vertices: 1)
        ) {
            try ReactionEikonal(activation: [0], templates: [template], templateOfVertex: [1])
        }
        #expect(
            throws: ElectrophysiologyError.timeNotValid(
                what: "the activation of vertex 0", value: .infinity)
        ) {
            try ReactionEikonal(
                activation: [.infinity], templates: [template], templateOfVertex: [0])
        }
        let slower = MembraneTemplate(
            cycleLength: 600, sampleStep: 1, voltage: template.voltage, calcium: template.calcium)
        #expect(throws: ElectrophysiologyError.self) {
            try ReactionEikonal(
                activation: [0], templates: [template, slower], templateOfVertex: [0])
        }
        let flat = MembraneTemplate(
            cycleLength: 500, sampleStep: 1, voltage: [Double](repeating: -80, count: 500),
            calcium: template.calcium)
        let dead = try ReactionEikonal(
            activation: [0], templates: [flat], templateOfVertex: [0])
        #expect(throws: ElectrophysiologyError.noRepolarisation(template: 0, share: 0.9)) {
            try dead.repolarisation()
        }
    }
}
