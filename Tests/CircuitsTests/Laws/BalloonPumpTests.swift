import Circuits
import Circulation
import Numerics
import Quantities
import Testing

@Suite struct BalloonPumpTests {
    /// A failing heart: a third of the contractility.
    private static func beat(balloon: Double) throws -> (CircuitPlan, CircuitBeat<Double>) {
        let weak = try LoopParameters.healthyAdult.replacing([
            "circulation.leftVentricularActiveElastance": 0.9,
            "circulation.bloodVolume": 5600,
        ])
        let device = CircuitDevice(
            "balloon",
            enclosures: [
                .init(
                    "balloon", BalloonPump.self, members: ["systemicArteries"],
                    ["volume": balloon, "compliance": weak["systemicArterialCompliance"]])
            ])
        let plan = try CircuitPlan(weak.circuit.connected(to: [device]))
        let solver = try CircuitSolver(plan, state: weak.circuitState(plan))
        return (plan, try solver.settle(steps: 430).beat)
    }

    /// Published: 0.5 to 1 L/min more output, less work against the arteries (Parissis et al. 2016,
    /// doi:10.1186/s13019-016-0513-0). In one windkessel, without reflex, less is gained; the gate is for the direction,
    /// and for no more than published.
    @Test func aBalloonHelpsAFailingHeart() throws {
        let (plan, alone) = try Self.beat(balloon: 0)
        let (_, helped) = try Self.beat(balloon: 40)
        let aortic = try plan.branch("aorticValve")
        let left = try plan.compartment("leftVentricle")
        func output(_ beat: CircuitBeat<Double>) -> Double {
            (beat.branches[aortic].forward - beat.branches[aortic].backward) / beat.cycle
                / Units.litrePerMinute
        }
        let gain = output(helped) - output(alone)
        #expect(gain > 0 && gain <= 1, "\(gain) L/min more")
        #expect(
            helped.compartments[left].largestPressure < alone.compartments[left].largestPressure)
        #expect(helped.compartments[left].onsetPressure < alone.compartments[left].onsetPressure)
        #expect(helped.branches[aortic].meanPressure > alone.branches[aortic].meanPressure)
    }

    /// In an elastic vessel it is as if the balloon were blood.
    @Test func aFullBalloonPressesAsItsVolumeOfBlood() throws {
        func pressure(_ blood: Double, balloon: Double) throws -> Double {
            let plan = try CircuitPlan(
                CircuitDescription(
                    compartments: [
                        .init("a", ElasticCompartment.self, ["compliance": 1.2]),
                        .init("b", ElasticCompartment.self),
                    ], branches: [.init("tube", VesselLumen.self, from: "a", to: "b")],
                    enclosures: [
                        .init(
                            "balloon", BalloonPump.self, members: ["a"],
                            ["volume": balloon, "compliance": 1.2])
                    ]))
            return try CircuitSolver<Double>(
                plan, state: CircuitState(volumes: [blood, 1e5], branchCount: 1, cycle: 800)
            ).pressure(try plan.compartment("a"))
        }
        let a = try pressure(140e3, balloon: 0)
        let b = try pressure(100e3, balloon: 40)
        #expect(abs(a - b) < 1e-12 * a, "\(a) and \(b) kPa")
    }
}
