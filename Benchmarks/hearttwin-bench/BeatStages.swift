import Circulation
import HeartModel
import Mechanics
import Quantities

/// One beat of the coupled heart by stage, and the loop with fast ventricles.
struct BeatStages {
    let model: HeartModel

    /// Steps a beat of the stand-alone loop: one per millisecond.
    private static let loopSteps = 857

    func beat(_ bench: Bench) throws -> (seconds: Double, effort: MechanicsEffort) {
        var wall: [MechanicsStage: Double] = [:]
        var cpu: [MechanicsStage: Double] = [:]
        var present = MechanicsStage.other
        var since = (Clocks.wall, Clocks.cpu)
        func begin(_ stage: MechanicsStage) {
            let now = (Clocks.wall, Clocks.cpu)
            wall[present, default: 0] += now.0 - since.0
            cpu[present, default: 0] += now.1 - since.1
            (present, since) = (stage, now)
        }
        let start = (Clocks.wall, Clocks.cpu)
        let simulation = try HeartSimulation(model, state: model.endDiastole) { begin($0) }
        let run = HeartRun(simulation)
        _ = try run.beat { _, _ in true }
        begin(.other)
        let (seconds, processor) = (Clocks.wall - start.0, Clocks.cpu - start.1)
        let effort = simulation.effort
        let cycle = model.cycleLength / Units.second
        bench.take(
            "one beat", wall: [seconds], cpu: [processor],
            context: "\(Figures.rate(cycle / seconds)) × real time; \(effort.steps) steps, "
                + "\(effort.iterations) iterations, \(effort.factorisations) factorisations")
        for stage in MechanicsStage.allCases {
            bench.take(
                "one beat: \(stage)", wall: [wall[stage] ?? 0], cpu: [cpu[stage] ?? 0],
                context: "\(Figures.rate(100 * (wall[stage] ?? 0) / seconds)) % of the beat")
        }
        return (seconds, effort)
    }

    func loop(_ bench: Bench) throws {
        let parameters = LoopParameters.healthyAdult
        let standalone = parameters.standalone
        let start = parameters.initialState()
        let heartSeconds = parameters.period / Units.second
        let traces = try bench.measure(
            "0D loop: one beat, \(Self.loopSteps) implicit steps",
            context: { "\(Figures.rate(heartSeconds / $0)) × real time" }
        ) {
            try standalone.traces(from: start, period: parameters.period, steps: Self.loopSteps)
        }
        func inflation(_ ventricle: ChamberExponential, _ low: Int, _ high: Int) -> [PassiveSample]
        {
            stride(from: low, through: high, by: 5).map { millilitres in
                let volume = Double(millilitres) * Units.mL
                return PassiveSample(
                    volume: volume, pressure: ventricle.pressure(volume: volume, phase: 0).value)
            }
        }
        let emulator = try bench.measure("emulator: fit to one beat") {
            try HeartEmulator.fit(
                beats: [traces], leftEdpvr: inflation(parameters.leftVentricle, 40, 140),
                rightEdpvr: inflation(parameters.rightVentricle, 80, 220))
        }
        let emulated = emulator.standalone(parameters.loop)
        try bench.measure(
            "emulator: one beat, \(Self.loopSteps) implicit steps",
            context: { "\(Figures.rate(heartSeconds / $0)) × real time" }
        ) { try emulated.traces(from: start, period: parameters.period, steps: Self.loopSteps) }
    }
}
