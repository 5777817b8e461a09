import Circulation
import Circuits
import Electrophysiology
import HeartModel
import LoopLevel
import Testing

/// Ventricles of walls, activated by protocols.
@Suite struct WallsTests {
    private func response(
        from before: ActivationProtocol, to after: ActivationProtocol,
        therapy: CircuitTherapy = .none
    ) throws -> LoopResponse {
        let heart = HeartParameters()
        return try LoopResponse(
            of: LoopMember(
                untreated: heart, treated: heart, therapy: therapy,
                ventricles: .walls(before: before, after: after)), reflex: false, duration: 8000)
    }

    private func change(_ response: LoopResponse, _ metric: String) -> Double {
        func value(_ metrics: [HeartMetric]) -> Double {
            metrics.first { $0.identifier == metric }?.value ?? .nan
        }
        return value(response.after) / value(response.before) - 1
    }

    /// Signs and order of size. Block misses its published band of −20 to −8 % by less than a percent
    /// (docs/interventions.md): that is judged by `validate interventions`, not here.
    @Test func blockSlowsThePressureAndResynchronisationRestoresIt() throws {
        let (normal, block) = (
            ActivationProtocols.normal, ActivationProtocols.leftBundleBranchBlock
        )
        let blocked = change(try response(from: normal, to: block), "lvDPdtMaxMmHgPerS")
        #expect(blocked < -0.02 && blocked > -0.3, "\(blocked)")
        let paced = change(
            try response(from: block, to: ActivationProtocols.biventricularPacing),
            "lvDPdtMaxMmHgPerS")
        #expect(paced > 0.02 && paced < 0.3, "\(paced)")
    }

    @Test func scarCostsEjectionFractionByItsExtent() throws {
        let normal = ActivationProtocols.normal
        let changes = try [0.25, 0.5].map { share in
            change(
                try response(
                    from: normal, to: normal,
                    therapy: CircuitTherapy(scars: [.anterior: share, .anteroseptal: share])),
                "lvEFPercent")
        }
        #expect(changes[1] < changes[0] - 0.02 && changes[0] < -0.02, "\(changes)")
    }

    @Test func whatWallsDoNotKnowIsRefused() throws {
        let heart = HeartParameters()
        #expect(throws: LoopVentriclesError.scarNeedsWalls) {
            try LoopResponse(
                of: LoopMember(
                    untreated: heart, treated: heart,
                    therapy: CircuitTherapy(scars: [.anterior: 0.5])), reflex: false, duration: 1000
            )
        }
        let elsewhere = ActivationProtocol(
            identifier: "vertex", summary: "A vertex", pacing: [PacingStimulus(.vertex(3))])
        #expect(throws: LoopVentriclesError.self) {
            try response(from: ActivationProtocols.normal, to: elsewhere)
        }
    }
}
