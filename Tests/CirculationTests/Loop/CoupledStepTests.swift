import Circulation
import Glibc
import Numerics
import Quantities
import Testing

/// Ventricles that prescribe smooth pressures, and the loops they drive.
enum PrescribedVentricles {
    static func left(_ time: Double) -> Double {
        Units.mmHg * (60 - 55 * cos(2 * .pi * time / 800))
    }

    static func right(_ time: Double) -> Double {
        Units.mmHg * (14 - 10 * cos(2 * .pi * time / 800))
    }

    /// The reference loop with valves soft enough (20 mmHg) to show orders of convergence.
    static var softLoop: ClosedLoop<ChamberElastance, ValveDiode> {
        var loop = RegazzoniLoop.loop
        let soft = ValveDiode(
            openResistance: 0.05 * Units.mmHgSecondPerML,
            closedResistance: 1 * Units.mmHgSecondPerML, steepness: 0.05 / Units.mmHg)
        loop.systemic.outlet = soft
        loop.systemic.inlet = soft
        loop.pulmonary.outlet = soft
        loop.pulmonary.inlet = soft
        return loop
    }

    static var orificeLoop: ClosedLoop<ChamberElastance, ValveOrifice> {
        let valve = ValveOrifice(
            openArea: 500, leakArea: 1, effectiveLength: 15, openingRate: 0.12,
            closingRate: 0.12, density: 1.06)
        let limb = { (limb: CirculationLimb<ChamberElastance, ValveDiode>) in
            CirculationLimb(
                outlet: valve, artery: limb.artery, vein: limb.vein, atrium: limb.atrium,
                inlet: valve)
        }
        var loop = ClosedLoop(
            systemic: limb(RegazzoniLoop.loop.systemic),
            pulmonary: limb(RegazzoniLoop.loop.pulmonary))
        loop.systemic.artery.characteristicResistance = 0.05 * Units.mmHgSecondPerML
        loop.pulmonary.artery.characteristicResistance = 0.02 * Units.mmHgSecondPerML
        return loop
    }
}

@Suite struct CoupledStepTests {
    let start = RegazzoniLoop.initialState

    private func run(
        _ loop: any CoupledCirculation, steps: Int, duration: Double, scheme: CouplingScheme,
        jitter: Double = 0
    ) throws -> LoopState {
        var memory = LoopMemory(start)
        let nominal = duration / Double(steps)
        var time = 0.0
        for k in 0..<steps {
            let end =
                k == steps - 1
                ? duration : Double(k + 1) * nominal + jitter * nominal * sin(Double(7 * k))
            memory = try loop.step(
                memory, time: time, dt: end - time,
                leftPressure: PrescribedVentricles.left(end),
                rightPressure: PrescribedVentricles.right(end), scheme: scheme
            ).memory
            time = end
        }
        return memory.state
    }

    /// Largest volume difference between two states [mm³].
    private func distance(_ a: LoopState, _ b: LoopState) -> Double {
        let d = a - b
        return max(
            (0..<4).map { d.systemic.volumes[$0].magnitude }.max() ?? 0,
            (0..<4).map { d.pulmonary.volumes[$0].magnitude }.max() ?? 0)
    }

    private func observedOrder(
        _ loop: any CoupledCirculation, scheme: CouplingScheme, jitter: Double = 0
    ) throws -> Double {
        let counts = [400, 800, 1600]
        let exact = try run(loop, steps: 51_200, duration: 400, scheme: .bdf2)
        let errors = try counts.map {
            distance(
                try run(loop, steps: $0, duration: 400, scheme: scheme, jitter: jitter), exact)
        }
        return log2(errors[1] / errors[2])
    }

    @Test func bdf2IsOfSecondOrderWithUnequalSteps() throws {
        let order = try observedOrder(PrescribedVentricles.softLoop, scheme: .bdf2, jitter: 0.2)
        #expect(abs(order - 2) < 0.1, "observed order \(order), expected 2 ± 0.1")
    }

    @Test func bloodIsConservedToRoundOff() throws {
        for scheme in CouplingScheme.allCases {
            let end = try run(
                PrescribedVentricles.orificeLoop, steps: 800, duration: 800, scheme: scheme)
            let change = (end.bloodVolume - start.bloodVolume) / start.bloodVolume
            #expect(abs(change) < 1e-12, "\(scheme): relative change \(change), allowed 1e-12")
        }
    }

    @Test func derivativeMatchesCentralDifferences() throws {
        let loops: [any CoupledCirculation] = [
            RegazzoniLoop.loop, PrescribedVentricles.softLoop, PrescribedVentricles.orificeLoop,
        ]
        for loop in loops {
            for (left, right) in [(12.0, 1.0), (16.0, 4.0), (1.0, 0.5), (-3.0, 30.0)] {
                try checkDerivative(loop, left: left, right: right)
            }
        }
    }

    private func checkDerivative(
        _ loop: any CoupledCirculation, left: Double, right: Double
    ) throws {
        var memory = LoopMemory(start)
        memory = try loop.step(
            memory, time: 300, dt: 1, leftPressure: 12, rightPressure: 3, scheme: .bdf2
        ).memory
        func volumes(_ l: Double, _ r: Double) throws -> SIMD2<Double> {
            let s = try loop.step(
                memory, time: 301, dt: 2, leftPressure: l, rightPressure: r, scheme: .bdf2)
            return SIMD2(s.leftVolume, s.rightVolume)
        }
        let exact = try loop.step(
            memory, time: 301, dt: 2, leftPressure: left, rightPressure: right, scheme: .bdf2
        ).derivative
        let e = 1e-4
        let byLeft = (try volumes(left + e, right) - volumes(left - e, right)) / (2 * e)
        let byRight = (try volumes(left, right + e) - volumes(left, right - e)) / (2 * e)
        let observed = SIMD4(byLeft[0], byRight[0], byLeft[1], byRight[1])
        for k in 0..<4 {
            let tolerance = 1e-5 * max(abs(exact[k]), 1)
            #expect(
                abs(observed[k] - exact[k]) < tolerance,
                "entry \(k) at (\(left), \(right)): differences \(observed[k]), exact \(exact[k])")
        }
    }

    @Test func anyTrialPressureIsSolved() throws {
        var generator = SplitMix64(seed: 7)
        let loops: [any CoupledCirculation] = [
            RegazzoniLoop.loop, PrescribedVentricles.orificeLoop,
        ]
        for loop in loops {
            var memory = LoopMemory(start)
            for k in 0..<4000 {
                let dt = 0.5 * pow(20, generator.nextDouble())
                let wild = k % 3 == 0 ? 400.0 : 20.0
                let step = try loop.step(
                    memory, time: Double(k), dt: dt,
                    leftPressure: wild * (generator.nextDouble() - 0.3),
                    rightPressure: wild * (generator.nextDouble() - 0.4), scheme: .bdf2)
                #expect(step.memory.state.isFinite)
                // Wild pressures are trials: only the others are accepted.
                if k % 3 != 0 { memory = step.memory }
            }
            let change = memory.state.bloodVolume / start.bloodVolume - 1
            #expect(abs(change) < 1e-11, "relative change \(change), allowed 1e-11")
        }
    }

    @Test func aPressureThatIsNotANumberIsRefused() {
        #expect(throws: CirculationError.self) {
            try RegazzoniLoop.loop.step(
                LoopMemory(start), time: 0, dt: 1, leftPressure: .nan, rightPressure: 1)
        }
        #expect(throws: CirculationError.self) {
            try RegazzoniLoop.loop.step(
                LoopMemory(start), time: 0, dt: 0, leftPressure: 1, rightPressure: 1)
        }
    }

    @Test func memorySurvivesStorage() throws {
        let memory = try RegazzoniLoop.loop.step(
            LoopMemory(start), time: 0, dt: 1, leftPressure: 2, rightPressure: 1
        ).memory
        #expect(try LoopMemory(values: memory.values) == memory)
        #expect(throws: CirculationError.self) { try LoopMemory(values: [1, 2]) }
    }
}
