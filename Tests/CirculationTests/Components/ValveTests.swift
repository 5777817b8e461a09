import Circulation
import Glibc
import Quantities
import Testing

@Suite struct ValveTests {
    private let valve = ValveOrifice(
        openArea: 400, leakArea: 0, effectiveLength: 10, openingRate: 0.12, closingRate: 0.12,
        density: 1.06)

    @Test func leafletsOpenAndCloseWithTheirTimeConstants() {
        // Constant drop: ζ = 1 − exp(−K·Δp·t), then ζ = exp(K·Δp·t).
        let (drop, dt) = (1 * Units.mmHg, 0.01)
        var state = ValveOrifice.closed
        for _ in 0..<6000 {
            let step = valve.advance(state, by: dt, drop: drop, series: 0)
            state = BranchState(flow: step.flow, opening: step.opening)
        }
        let opened = 1 - exp(-0.12 * drop * 60)
        #expect(abs(state.opening - opened) < 1e-3, "\(state.opening) against \(opened)")
        for _ in 0..<6000 {
            let step = valve.advance(state, by: dt, drop: -drop, series: 0)
            state = BranchState(flow: step.flow, opening: step.opening)
        }
        let closed = opened * exp(-0.12 * drop * 60)
        #expect(abs(state.opening - closed) < 1e-3, "\(state.opening) against \(closed)")
    }

    @Test func steadyFlowObeysBernoulli() {
        let drop = 5 * Units.mmHg
        var state = BranchState(flow: 0, opening: 1)
        for _ in 0..<2000 {
            let step = valve.advance(state, by: 1, drop: drop, series: 0)
            state = BranchState(flow: step.flow, opening: step.opening)
        }
        let expected = 400 * (2 * drop / 1.06).squareRoot()
        #expect(abs(state.flow / expected - 1) < 1e-9, "\(state.flow) against \(expected)")
    }

    @Test func stenosisFollowsTheClinicalGradientFormula() {
        // Δp [mmHg] = 4·v² with v in m/s, the simplified Bernoulli equation at the bedside
        // (Hatle, Brubakk, Tromsdal & Angelsen, Br. Heart J. 40 (1978) 131, doi:10.1136/hrt.40.2.131).
        let stenosis = ValveOrifice(
            openArea: 80, leakArea: 0, effectiveLength: 10, openingRate: 0.12, closingRate: 0.12,
            density: 1.06)
        let flow = 80 * 4.0
        let drop = 1.06 * 4 * 4 / 2
        let rates = stenosis.rates(BranchState(flow: flow, opening: 1), drop: drop, series: 0)
        #expect(abs(rates.flow) < 1e-12, "flow of 4 m/s is steady at \(drop / Units.mmHg) mmHg")
        #expect(abs(drop / Units.mmHg - 64) < 1, "64 mmHg by the bedside formula")
    }

    @Test func closedValveWithoutLeakPassesNothing() {
        let end = valve.advance(
            BranchState(flow: 0, opening: 0), by: 1, drop: -16, series: 0)
        #expect(end == BranchStep(flow: 0, opening: 0, conductance: 0))
        let slowly = valve.advance(
            BranchState(flow: -20, opening: 1e-29), by: 10, drop: -16, series: 0)
        #expect(slowly.flow == 0 && slowly.opening == 0)
    }

    @Test func leakLetsBloodBack() {
        let leaking = ValveOrifice(
            openArea: 400, leakArea: 20, effectiveLength: 10, openingRate: 0.12,
            closingRate: 0.12, density: 1.06)
        var state = BranchState(flow: 0, opening: 0)
        for _ in 0..<200 {
            let step = leaking.advance(state, by: 1, drop: -10, series: 0)
            state = BranchState(flow: step.flow, opening: step.opening)
        }
        let expected = -20 * (2 * 10 / 1.06).squareRoot()
        #expect(abs(state.flow / expected - 1) < 1e-6, "\(state.flow) against \(expected)")
    }

    @Test func openingStaysInsideItsBoundsForBasesOutside() {
        for base in [-3.0, -0.1, 1.2, 4] {
            for drop in [-10.0, 0, 10] {
                let end = valve.advance(
                    BranchState(flow: 0, opening: base), by: 1, drop: drop, series: 0)
                #expect((0...1).contains(end.opening), "opening \(end.opening) from \(base)")
            }
        }
    }

    @Test func diodeMatchesItsResistances() {
        let diode = ValveDiode(
            openResistance: 1e-6, closedResistance: 10, steepness: 1e4 / Units.mmHg)
        let forward = diode.flow(.init(flow: 0, opening: 1), drop: 1, series: 0)
        #expect(abs(forward * 1e-6 - 1) < 1e-4, "forward flow \(forward)")
        let backward = diode.flow(.init(flow: 0, opening: 1), drop: -10, series: 0)
        #expect(abs(backward + 1) < 1e-4, "backward flow \(backward)")
    }
}
