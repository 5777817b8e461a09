import Circuits
import Circulation
import Glibc
import Numerics
import Quantities
import Testing

@Suite struct OrificeShuntTests {
    private func parameters(_ given: [String: Double]) throws -> [Double] {
        try LawProbe.parameters(OrificeShunt.card, given)
    }

    @Test func bernoulliGivesTheSteadyJet() throws {
        // 5 mmHg through 0.5 cm²: A·√(2Δp/ρ) = 56.07 mL/s.
        let set = try parameters(["area": 0.5])
        var flow = 0.0
        for _ in 0..<2000 {
            let drop = 5 * Units.mmHg
            flow = LawProbe.advance(OrificeShunt.self, set, flow: flow, by: 1, drop: drop).end.flow
        }
        let expected = 50 * sqrt(2 * 5 * Units.mmHg / 1.06)
        #expect(abs(flow - expected) < 1e-9 * expected, "\(flow) against \(expected) mm³/ms")
        #expect(abs(flow - 56.07) < 0.01, "\(flow) mL/s against 56.07")
    }

    @Test func flowIsTheSameBothWays() throws {
        for area in [0.01, 0.5, 3] {
            let set = try parameters(["area": area])
            for (flow, drop) in [(0.0, 0.3), (40, 2), (-40, 0.1), (10, -1)] {
                let there = LawProbe.advance(OrificeShunt.self, set, flow: flow, by: 1, drop: drop)
                let back = LawProbe.advance(OrificeShunt.self, set, flow: -flow, by: 1, drop: -drop)
                #expect(there.end.flow == -back.end.flow)
                #expect(there.conductance == back.conductance)
            }
        }
    }

    @Test func noAreaIsNoFlow() throws {
        for (flow, drop) in [(0.0, 0.0), (0, 5), (30, -5), (30, 0)] {
            let shut = LawProbe.advance(
                OrificeShunt.self, try parameters([:]), flow: flow, by: 1, drop: drop)
            #expect(shut.end.flow == 0 && shut.conductance == 0)
        }
    }

    @Test func theFirstHoleOpensWithTheSpeedOfItsJet() throws {
        var seeded = try parameters([:]).map { Dual8(filling: $0) }
        seeded[0] = LawProbe.seeded(0)
        let shut = LawProbe.advance(OrificeShunt.self, seeded, by: 1, drop: 0.7)
        let expected = sqrt(2 * 0.7 / 1.06)
        let observed = shut.end.flow.tangent[0]
        #expect(abs(observed - expected) < 1e-14, "\(observed) against \(expected) mm/ms")
    }
}
