import Fibres
import Geometry
import Ionics
import Monodomain
import Numerics
import Testing

/// Fronts that are given.
@Suite struct ArrivalTests {
    private func solver(
        spacing: Double, drive: (Vec3) -> Double, beats: [Double] = [0],
        settings: MonodomainSettings = MonodomainSettings(
            timeStep: 0.05, recordsRepolarisation: true)
    ) throws -> MonodomainSolver {
        let model = try #require(SlabRun.model)
        let mesh = try SlabMesh(
            size: Vec3(8, 2 * spacing, 2 * spacing), spacing: spacing, cut: .five
        ).mesh()
        let tissue = try Tissue(
            mesh, frames: [FibreFrame(fibre: Vec3(1, 0, 0), sheet: Vec3(0, 1, 0))],
            regions: [.niederer2011])
        return try MonodomainSolver(
            try TissueMatrices(tissue, mass: .directional), membrane: MembraneAssignment(model),
            stimuli: [], arrivals: ArrivalDrive(arrivals: mesh.points.map(drive), beats: beats),
            settings: settings)
    }

    @Test(arguments: [0.25, 1.0, 2.0]) func nodesFireWhenTheFrontArrives(_ spacing: Double) throws {
        // A little slower than the tissue's own front on fine elements. The last nodes of a strand fire
        // early: they have nobody to feed.
        let run = try solver(spacing: spacing) { 2 + $0.x / 0.6 }
        try run.advance(to: 25)
        for (node, time) in run.activation.enumerated() {
            let arrival = 2 + run.matrices.points[node].x / 0.6
            let delay = try #require(time) - arrival
            #expect((-1.5...1.5).contains(delay), "\(spacing) mm, node \(node): \(delay) ms")
        }
        #expect(run.nodesNotCaptured.isEmpty)
    }

    @Test func longStepsBetweenUpstrokesGiveTheSameBeat() throws {
        let fine = try solver(spacing: 1) { $0.x / 0.6 }
        let long = try solver(
            spacing: 1, drive: { $0.x / 0.6 },
            settings: MonodomainSettings(
                timeStep: 1, recordsRepolarisation: true, upstrokeSteps: 20))
        try fine.advance(to: 400)
        try long.advance(to: 400)
        for node in fine.activation.indices {
            let (a, b) = (fine.activation[node] ?? .nan, long.activation[node] ?? .nan)
            // Crossings of the threshold are read off steps of 1 ms.
            #expect(abs(a - b) < 2, "\(a) and \(b) ms")
            let (c, d) = (fine.repolarisation[node] ?? .nan, long.repolarisation[node] ?? .nan)
            #expect(abs(c - d) < 2, "\(c) and \(d) ms")
        }
    }

    @Test func singlePrecisionGivesTheSameBeat() throws {
        let settings = MonodomainSettings(
            timeStep: 1, recordsRepolarisation: true, precision: .single, upstrokeSteps: 10)
        let fine = try solver(spacing: 1) { $0.x / 0.6 }
        let single = try solver(spacing: 1, drive: { $0.x / 0.6 }, settings: settings)
        try fine.advance(to: 400)
        try single.advance(to: 400)
        for node in fine.activation.indices {
            let (c, d) = (fine.repolarisation[node] ?? .nan, single.repolarisation[node] ?? .nan)
            // One in a hundred: concentrations are of first order in steps of 1 ms.
            #expect(abs(c - d) < 4, "\(c) and \(d) ms")
        }
    }

    @Test func diffusionDrawsNeighboursOfDifferentKindsTogether() throws {
        let model = try #require(SlabRun.model)
        // Mid cells beside epicardial ones: 100 ms longer when alone.
        let cable = Cable(length: 10, elements: 20, conductivity: 0.13, capacitance: 1.4)
        let matrices = try TissueMatrices(cable, mass: .directional)
        let run = try MonodomainSolver(
            matrices,
            membrane: MembraneAssignment(
                model, cellTypes: [try model.cellType("epi"), try model.cellType("mid")],
                cellTypeOfNode: (0...20).map { $0 < 10 ? 0 : 1 },
                initialStates: [model.initialState, model.initialState]),
            stimuli: [],
            arrivals: ArrivalDrive(arrivals: (0...20).map { 0.5 * Double($0) / 0.6 }),
            settings: MonodomainSettings(
                timeStep: 0.1, recordsRepolarisation: true))
        try run.advance(to: 500)
        let durations = run.actionPotentialDuration.map { $0 ?? .nan }
        #expect(durations[20] - durations[0] > 20)
        // Without diffusion the whole difference would lie between nodes 9 and 10.
        #expect(durations[10] - durations[9] < 0.3 * (durations[20] - durations[0]))
    }

    @Test func nodesThatAnArrivalFindsRefractoryAreReported() throws {
        let run = try solver(
            spacing: 2, drive: { $0.x < 3 ? 0 : .infinity }, beats: [0, 150],
            settings: MonodomainSettings(timeStep: 0.1, recordsRepolarisation: true))
        try run.advance(to: 20)
        #expect(run.nodesNotCaptured.isEmpty)
        try run.advance(to: 160)
        // 150 ms after the first beat the tissue is refractory: its voltage is above the threshold, or it
        // does not reach it again.
        let driven = run.matrices.points.indices.filter { run.matrices.points[$0].x < 3 }
        #expect(run.nodesNotCaptured == driven)
    }

    @Test func theBitsOfAResumedBeatAreThoseOfOneThatNeverStopped() throws {
        let settings = MonodomainSettings(
            timeStep: 0.5, recordsRepolarisation: true, precision: .single, upstrokeSteps: 10)
        let whole = try solver(spacing: 1, drive: { $0.x / 0.6 }, settings: settings)
        try whole.advance(to: 7)
        let checkpoint = whole.checkpoint()
        try whole.advance(to: 20)
        let resumed = try solver(spacing: 1, drive: { $0.x / 0.6 }, settings: settings)
        try resumed.restore(checkpoint)
        try resumed.advance(to: 20)
        #expect(resumed.checkpoint() == whole.checkpoint())
    }

    @Test func badArrivalsAreRefused() throws {
        #expect(throws: MonodomainError.self) { try solver(spacing: 1) { _ in .nan } }
        #expect(throws: MonodomainError.self) { try solver(spacing: 1) { _ in -1 } }
        #expect(throws: MonodomainError.self) {
            try solver(spacing: 1, drive: { _ in 0 }, beats: [0, 0])
        }
        #expect(throws: MonodomainError.self) {
            try solver(
                spacing: 1, drive: { _ in 0 },
                settings: MonodomainSettings(timeStep: 0.5, upstrokeSteps: 3))
        }
        #expect(throws: MonodomainError.self) {
            try solver(
                spacing: 1, drive: { _ in 0 },
                settings: MonodomainSettings(timeStep: 0.5, upstrokeSteps: 2))
        }
    }
}
