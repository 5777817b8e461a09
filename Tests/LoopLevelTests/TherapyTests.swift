import Circuits
import Circulation
import HeartModel
import LoopLevel
import Scenarios
import Testing

/// Devices and nerves on the level of the loop.
@Suite struct TherapyTests {
    private func response(
        _ therapy: CircuitTherapy, reflex: Bool = true, duration: Double = 60_000
    ) throws -> LoopResponse {
        try LoopResponse(
            of: LoopMember(
                untreated: HeartParameters(), treated: HeartParameters(), therapy: therapy),
            reflex: reflex, duration: duration)
    }

    private func value(_ identifier: String, _ metrics: [HeartMetric]) throws -> Double {
        try #require(metrics.first { $0.identifier == identifier }).value
    }

    private let ecmo = CircuitDevice(
        "ECMO",
        branches: [
            .init(
                "ecmo", PrescribedFlow.self, from: "rightAtrium", to: "systemicArteries",
                ["flow": 2])
        ])

    @Test func extracorporealFlowIsSystemicFlowThatTheLungDoesNotSee() throws {
        let after = try response(CircuitTherapy(devices: [ecmo])).after
        let systemic = try value("systemicFlowLPerMin", after)
        let lung = try value("cardiacOutputLPerMin", after)
        // The last beat still stores a little blood here and there.
        #expect(abs(systemic - lung - 2) < 0.05, "\(systemic) against \(lung) + 2 L/min")
        #expect(abs(try value("qpOverQs", after) - lung / systemic) < 0.01)
    }

    /// Holes from the left to the right: the lungs carry more than the body, and what the left ventricle pumps beyond
    /// the body's flow goes through a duct only.
    @Test(arguments: [
        "interatrial-shunt", "ventricular-septal-defect", "patent-ductus-arteriosus",
    ])
    func aHoleFromLeftToRightLoadsTheLungs(_ call: String) throws {
        let treatment = try PatientTreatment(of: HeartParameters(), calls: [call])
        let found = try LoopResponse(
            of: LoopMember(treatment, walls: false), reflex: true, duration: 60_000)
        let ratio = try value("qpOverQs", found.after)
        #expect(ratio > 1.1 && ratio < 3, "Qp/Qs \(ratio)")
        #expect(abs(try value("qpOverQs", found.before) - 1) < 0.01)
        #expect(try value("paMeanMmHg", found.after) > value("paMeanMmHg", found.before))
        let forward = try value("cardiacOutputLPerMin", found.after)
        let body = try value("systemicFlowLPerMin", found.after)
        if call == "patent-ductus-arteriosus" {
            #expect(forward > 1.1 * body, "\(forward) against \(body) L/min")
        } else {
            #expect(abs(forward - body) < 0.1, "\(forward) against \(body) L/min")
        }
    }

    @Test func aBlockWithoutReflexIsThatOfTheNervesAtRest() throws {
        let blocked = try response(
            CircuitTherapy(nerves: NerveAction(betaBlockade: 1)), reflex: false)
        let (before, after) = (blocked.before, blocked.after)
        #expect(try value("heartRatePerMin", after) < value("heartRatePerMin", before) - 5)
        #expect(try value("lvDPdtMaxMmHgPerS", after) < 0.9 * value("lvDPdtMaxMmHgPerS", before))
    }

    @Test func treatedHeartsAnswerSideBySideAsAlone() throws {
        let therapy = CircuitTherapy(devices: [ecmo], nerves: NerveAction(periodFactor: 0.95))
        let members = try (0..<8).map { place in
            var parameters = HeartParameters()
            try parameters.set(
                "circulation.systemicArterialResistance", 0.9 + 0.03 * Double(place))
            return LoopMember(untreated: parameters, treated: parameters, therapy: therapy)
        }
        let best = try LoopResponse(of: members[3], reflex: true, duration: 30_000)
        let all = EnsembleResponse(of: members, reflex: true, duration: 30_000)
        #expect(all.failed == 0)
        for metric in all.metrics {
            let alone = try value(metric.identifier, best.after)
            // A mean gradient ends where the valve closes and the drop falls by mmHg within a step of 4 ms.
            let last = metric.identifier.hasSuffix("GradientMmHg") ? 0.2 : 0.05
            let scale = 0.01 * abs(alone) + last
            #expect(
                abs(metric.treated[3] - alone) < scale,
                "\(metric.identifier): \(metric.treated[3]), alone \(alone)")
        }
    }
}
