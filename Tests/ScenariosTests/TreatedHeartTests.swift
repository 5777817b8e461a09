import Circulation
import Circuits
import Electrophysiology
import HeartModel
import Scenarios
import Testing

@Suite struct TreatedHeartTests {
    private func heart() -> TreatedHeart {
        TreatedHeart(parameters: HeartParameters(), activation: ActivationProtocols.normal)
    }

    private func scenario(_ calls: String...) throws -> Scenario {
        Scenario(
            name: "test", interventions: try calls.map { try InterventionCall(parsing: $0) })
    }

    @Test func interventionsActInOrder() throws {
        var treated = heart()
        try scenario(
            "set(target=wall.contractilityLeft, to=2)", "inotropy(factor=0.5)",
            "add(target=wall.contractilityLeft, amount=0.25)"
        ).apply(to: &treated)
        #expect(try treated.parameters.value("wall.contractilityLeft") == 1.25)
        #expect(try treated.parameters.value("wall.contractilityRight") == 0.5)
        #expect(treated.changes.map(\.by) == ["set", "inotropy", "inotropy", "add"])
    }

    @Test func twoValvesInOnePlaceAreAContradiction() throws {
        var treated = heart()
        #expect(
            throws: ScenarioError.contradiction(
                first: "aortic-stenosis", second: "aortic-valve-replacement",
                both: "the aortic valve")
        ) {
            try scenario(
                "haemorrhage", "aortic-stenosis(area=1 cm2)", "aortic-valve-replacement"
            ).apply(to: &treated)
        }
        #expect(treated.parameters == heart().parameters)
    }

    @Test func aParameterThatWouldLeaveItsRangeIsRefused() throws {
        var treated = heart()
        #expect(throws: HeartModelError.self) {
            try scenario(
                "haemorrhage(volume=2000 mL)", "haemorrhage(volume=2000 mL)"
            ).apply(to: &treated)
        }
        #expect(treated.changes.isEmpty)
    }

    @Test func delaysOfResynchronisationSayWhoComesFirst() throws {
        for (vv, left, right) in [("30 ms", 0.0, 30.0), ("-20 ms", 20.0, 0.0)] {
            var treated = heart()
            try scenario("crt(lead=inferolateral, right=lead, vv=\(vv))").apply(to: &treated)
            let times = treated.activation.pacing.map(\.time)
            #expect(times == [right, left])
            #expect(treated.activation.branches.isEmpty)
        }
        var fused = heart()
        try scenario("crt(right=bundle, vv=30 ms)").apply(to: &fused)
        #expect(fused.activation.branches == [.right: 30])
        #expect(fused.changes.isEmpty)
        var both = heart()
        try scenario("crt(av=110 ms)").apply(to: &both)
        #expect(both.activation.branches == [.right: 50])
        #expect(try both.parameters.value("circulation.leftAtrialOnset") == -50)
        var late = heart()
        try scenario("crt(av=200 ms)").apply(to: &late)
        #expect(late.activation.branches == [.right: 0])
        #expect(late.activation.pacing.map(\.time) == [40, 40])
        #expect(late.changes.isEmpty)
        var captured = heart()
        try scenario("crt(right=lead, av=200 ms)").apply(to: &captured)
        #expect(try captured.parameters.value("circulation.leftAtrialOnset") == -140)
        // A heart whose own interval is 200 ms.
        var slow = heart()
        try scenario("set(target=circulation.leftAtrialOnset, to=-140 ms)", "crt(av=140 ms)")
            .apply(to: &slow)
        #expect(slow.activation.branches == [.right: 60])
        #expect(try slow.parameters.value("circulation.leftAtrialOnset") == -80)
    }

    @Test func burntTissueStaysBurntWhateverStartsTheBeat() throws {
        var treated = heart()
        try scenario("ablation", "crt", "ablation(shape=line, surface=epicardium)")
            .apply(to: &treated)
        #expect(treated.activation.lesions.map(\.sites.count) == [1, 13])
        #expect(treated.activation.identifier == "crt-lateral-ablated")
    }

    @Test func fluidsWithoutCellsThinTheBlood() throws {
        func resistance(_ call: String) throws -> Double {
            var treated = heart()
            try scenario(call).apply(to: &treated)
            return try treated.parameters.value("circulation.systemicArterialResistance")
                / heart().parameters.value("circulation.systemicArterialResistance")
        }
        #expect(try resistance("volume-loading(volume=500 mL)") == 1)
        // 774 mL in 5300 mL: haematocrit 45 to 39.3 %.
        let thinned = try resistance("volume-loading(volume=387 mL, fluid=dextran-40)")
        #expect(abs(thinned - 0.8605) < 0.001, "\(thinned)")
    }

    @Test func aSubstanceLeavesHalfOfACurrentAtItsIC50() throws {
        var treated = heart()
        try scenario("ion-channel-block(concentration=10, ikr=10, ina=30)").apply(to: &treated)
        let left = try treated.parameters.value("cells.rapidRectifier")
        #expect(abs(left - 0.5) < 1e-12)
        let speed =
            try treated.parameters.value("activation.fibreVelocity")
            / heart().parameters.value("activation.fibreVelocity")
        #expect(abs(speed - 0.75.squareRoot()) < 1e-12)
    }

    @Test func blocksAddUpAsSharesOfWhatIsLeft() throws {
        var treated = heart()
        try scenario("beta-blockade(share=0.5)", "beta-blockade(share=0.5)").apply(to: &treated)
        #expect(treated.therapy.nerves.betaBlockade == 0.75)
    }

    @Test func onePumpOfAVentricleIsEnough() throws {
        var treated = heart()
        #expect(throws: ScenarioError.self) {
            try scenario("lvad", "lvad(device=heartmate-3, speed=5000 1/min)").apply(to: &treated)
        }
        #expect(treated.therapy == .none)
    }

    /// An infarct is as large as asked for in the loop's walls, and lies in the segments of its artery.
    @Test(arguments: ["left-anterior", "circumflex", "right"])
    func aScarHasItsExtent(territory: String) throws {
        var treated = heart()
        try scenario("scar(territory=\(territory), extent=20 %, stage=healed)").apply(to: &treated)
        let patches = treated.parameters.scarredPatches
        let extent = patches.reduce(0) { $0 + $1.value * $1.key.shareOfLeftVentricle }
        #expect(abs(extent - 0.2) < 1e-12, "\(extent), expected 0.2")
        let segments = treated.parameters.scarShares.filter { $0.value > 0 }
        #expect(Set(segments.values).count == 1)
        #expect(segments.count == (territory == "left-anterior" ? 7 : 5))
        #expect(treated.parameters.scarStiffening == 10)
        #expect(treated.therapy == .none)
    }

    /// What is scar already cannot become scar once more.
    @Test func aSecondInfarctTakesOfTheMuscleThatIsLeft() throws {
        var treated = TreatedHeart(
            parameters: try HeartParameters(["scar.midInferior": 0.5]),
            activation: ActivationProtocols.normal)
        try scenario("scar(territory=right, extent=14 %)").apply(to: &treated)
        let shares = treated.parameters.scarShares
        let fresh = try #require(shares[.basalInferior])
        let both = try #require(shares[.midInferior])
        #expect(abs(both - (1 - 0.5 * (1 - fresh))) < 1e-12, "\(both)")
    }

    @Test func aScarCannotComeOverTime() throws {
        var treated = heart()
        #expect(throws: ScenarioError.cannotBeTimed(intervention: "scar", what: "the scar")) {
            try scenario("scar(extent=10 %, onset=10 s)").apply(to: &treated)
        }
    }
}
