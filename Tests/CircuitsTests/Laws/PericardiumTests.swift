import Circuits
import Circulation
import Quantities
import Testing

@Suite struct PericardiumTests {
    private func pressure(
        _ given: [String: Double] = [:], millilitres: Double
    ) throws -> Double {
        LawProbe.pressure(
            Pericardium.self, try LawProbe.parameters(Pericardium.card, given),
            content: 1000 * millilitres, time: 0
        ).value / Units.mmHg
    }

    @Test func pressureAtTheReferenceVolumeIsTheScale() throws {
        // 641 mL less 192 mL of wall and 30 mL of fluid.
        let observed = try pressure(millilitres: 419)
        #expect(abs(observed - 0.5) < 1e-12, "\(observed) mmHg against 0.5")
        let above = try pressure(millilitres: 459)
        #expect(abs(above - 0.5 * 2.718281828459045) < 1e-12, "40 mL more is e times as much")
    }

    @Test func smithsSetHasThePublishedValues() throws {
        // 0.5003·(exp(0.03·(V − 200)) − 1): 2.5263 mmHg at 260 mL, 9.5485 mmHg at 300 mL.
        let smith = [
            "pressureScale": 0.5003, "suctionLimit": 0.5003, "stiffness": 0.03,
            "referenceVolume": 200, "wallVolume": 0, "fluidVolume": 0,
        ]
        for (volume, expected) in [(200.0, 0), (260, 2.5263), (300, 9.5485)] {
            let observed = try pressure(smith, millilitres: volume)
            #expect(abs(observed - expected) < 1e-4, "\(observed) mmHg against \(expected)")
        }
    }

    @Test func effusionRaisesThePressureAsBloodDoes() throws {
        for fluid in [0, 30, 150, 400.0] {
            let effusion = try pressure(["fluidVolume": fluid + 50], millilitres: 400)
            let blood = try pressure(["fluidVolume": fluid], millilitres: 450)
            #expect(effusion == blood, "\(effusion) mmHg by fluid, \(blood) mmHg by blood")
            #expect(try effusion > pressure(["fluidVolume": fluid], millilitres: 400))
        }
    }

    @Test func suctionHasALimit() throws {
        for limit in [0, 0.5, 3] {
            for volume in [-1e6, 0, 100, 400.0] {
                let observed = try pressure(["suctionLimit": limit], millilitres: volume)
                #expect(observed >= -limit, "\(observed) mmHg at \(volume) mL")
            }
        }
    }

    @Test func tamponadeFillsTheHeartLess() throws {
        func heart(_ fluid: Double) throws -> (content: Double, pressure: Double) {
            var circuit = try LoopParameters(values: [:]).circuit
            let inside = ["leftVentricle", "rightVentricle", "leftAtrium", "rightAtrium"]
            circuit.enclosures = [
                .init("sac", Pericardium.self, members: inside, ["fluidVolume": fluid])
            ]
            let plan = try CircuitPlan(circuit)
            let solver = try CircuitSolver<Double>(
                plan, state: LoopParameters(values: [:]).circuitState(plan))
            let rooms = try inside.map { try plan.compartment($0) }
            let arteries = try plan.compartment("systemicArteries")
            var (content, pressure) = (0.0, 0.0)
            let steps = 1000
            for _ in 0..<12 * steps { try solver.step(1) }
            for _ in 0..<steps {
                try solver.step(1)
                content += rooms.map { solver.volume($0) }.reduce(0, +) / Double(steps)
                pressure += solver.pressure(arteries) / Double(steps)
            }
            return (content, pressure)
        }
        let (healthy, tamponade) = (try heart(30), try heart(330))
        #expect(tamponade.content < 0.8 * healthy.content, "\(tamponade) against \(healthy)")
        #expect(tamponade.pressure < 0.9 * healthy.pressure, "\(tamponade) against \(healthy)")
    }
}
