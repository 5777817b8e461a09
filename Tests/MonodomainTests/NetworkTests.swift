import Fibres
import Geometry
import Ionics
import Monodomain
import Numerics
import Testing

/// Purkinje fibres and muscle together.
@Suite struct NetworkTests {
    /// A strand of muscle 12 mm long and a fibre from its one end over its middle to the other.
    private func network(
        stimuli: [ConductionNetwork.Stimulus] = [], edges: [SIMD2<Int32>] = [[0, 1], [1, 2]],
        retrograde: Double? = 3.4
    ) -> ConductionNetwork {
        ConductionNetwork(
            nodes: [Vec3(0, 0.25, 0.25), Vec3(6, 3, 0.25), Vec3(12, 0.25, 0.25)], edges: edges,
            terminals: [0, 2], stimuli: stimuli, reach: 0.6, retrogradeDelay: retrograde)
    }

    private func solver(
        _ network: ConductionNetwork, paced: Bool = false,
        precision: MonodomainSettings.Precision = .single
    ) throws -> MonodomainSolver {
        let model = try #require(SlabRun.model)
        let mesh = try SlabMesh(size: Vec3(12, 0.5, 0.5), spacing: 0.25, cut: .five).mesh()
        let tissue = try Tissue(
            mesh, frames: [FibreFrame(fibre: Vec3(1, 0, 0), sheet: Vec3(0, 1, 0))],
            regions: [.niederer2011])
        return try MonodomainSolver(
            try TissueMatrices(tissue, mass: .directional), membrane: MembraneAssignment(model),
            stimuli: paced
                ? [
                    Stimulus(
                        "end", region: .box(low: .zero, high: Vec3(0.6, 1, 1)),
                        strength: .transmembrane(50), pulses: .single(duration: 2))
                ] : [], network: network,
            settings: MonodomainSettings(timeStep: 0.05, precision: precision))
    }

    /// Activation of the muscle at a place along the strand [ms].
    private func time(_ run: MonodomainSolver, at x: Double) -> Double {
        let node = run.matrices.points.indices.first {
            (run.matrices.points[$0] - Vec3(x, 0.25, 0.25)).norm < 1e-9
        }
        return node.flatMap { run.activation[$0] } ?? .nan
    }

    /// From the middle of the fibre to its end at 3 m/s [ms].
    private let path = (36 + 2.75 * 2.75).squareRoot() / 3

    @Test func theNetworkStartsTheMuscleAtBothEndsAfterTheDelay() throws {
        let run = try solver(network(stimuli: [.init(node: 1, times: [1])]))
        try run.advance(to: 25)
        let terminal = try #require(run.networkActivation[0])
        #expect(abs(terminal - (1 + path)) < 1e-9)
        for end in [0.0, 12] {
            let latency = time(run, at: end) - (terminal + 3.4)
            #expect((0...2).contains(latency), "\(latency) ms")
        }
        // The fronts meet in the middle.
        #expect(abs(time(run, at: 4) - time(run, at: 8)) < 0.2)
        #expect(time(run, at: 6) > time(run, at: 4))
    }

    @Test func aPacedBeatEntersTheNetworkAndOvertakesTheMuscle() throws {
        let (with, without) = (
            try solver(network(), paced: true),
            try solver(network(retrograde: nil), paced: true)
        )
        try with.advance(to: 35)
        try without.advance(to: 35)
        #expect(without.networkActivation.allSatisfy { $0 == nil })
        let entered = try #require(with.networkActivation[0])
        let first = with.activation.compactMap { $0 }.min() ?? .nan
        #expect(abs(entered - (first + 3.4)) < 0.06)
        let far = try #require(with.networkActivation[2])
        #expect(abs(far - (entered + 2 * path)) < 1e-9)
        // 12 mm of muscle take 20 ms, the way over the network 12 ms.
        #expect((0...2).contains(time(with, at: 12) - (far + 3.4)))
        #expect(time(without, at: 12) - time(with, at: 12) > 4)
        // The far muscle's answer finds the fibre refractory.
        #expect(with.latestNetworkActivation == with.networkActivation)
    }

    @Test func anInterruptedFibreLeavesTheFarEndToTheMuscle() throws {
        let whole = try solver(network(stimuli: [.init(node: 1, times: [0])]))
        let block = try solver(
            network(stimuli: [.init(node: 1, times: [0])], edges: [[0, 1]], retrograde: nil))
        try whole.advance(to: 40)
        try block.advance(to: 40)
        // What the far end does is felt here through the solver's tolerance alone.
        #expect(abs(time(block, at: 0) - time(whole, at: 0)) < 1e-6)
        #expect(time(block, at: 12) - time(whole, at: 12) > 12)
        #expect(block.networkActivation[2] == nil)
    }

    @Test func aSecondBeatPassesAfterTheRefractoryPeriodOnly() throws {
        let run = try solver(network(stimuli: [.init(node: 1, times: [0, 100, 400])]))
        try run.advance(to: 150)
        #expect(run.latestNetworkActivation[1] == 0)
        try run.advance(to: 410)
        #expect(run.latestNetworkActivation[1] == 400)
    }

    @Test(arguments: [MonodomainSettings.Precision.single, .double])
    func theBitsOfAResumedRunAreThoseOfOneThatNeverStopped(
        _ precision: MonodomainSettings.Precision
    ) throws {
        let stimuli = [ConductionNetwork.Stimulus(node: 1, times: [0])]
        let whole = try solver(network(stimuli: stimuli), precision: precision)
        // Between the terminal's activation and the end of its current.
        try whole.advance(to: 6)
        let checkpoint = whole.checkpoint()
        try whole.advance(to: 12)
        let resumed = try solver(network(stimuli: stimuli), precision: precision)
        try resumed.restore(checkpoint)
        try resumed.advance(to: 12)
        #expect(resumed.checkpoint() == whole.checkpoint())
    }

    @Test func badNetworksAreRefused() throws {
        var far = network()
        far.nodes[2] = Vec3(20, 0, 0)
        #expect(throws: MonodomainError.self) { try solver(far) }
        #expect(throws: MonodomainError.self) { try solver(network(edges: [[0, 7]])) }
        var still = network()
        still.velocity = 0
        #expect(throws: MonodomainError.self) { try solver(still) }
        #expect(throws: MonodomainError.self) {
            try solver(network(stimuli: [.init(node: 1, times: [-1])]))
        }
    }
}
