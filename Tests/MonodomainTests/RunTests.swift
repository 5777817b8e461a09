import Fibres
import Foundation
import Geometry
import Ionics
import Numerics
import Quantities
import Testing

import Monodomain

/// A small slab of ventricular muscle with a stimulus in one corner.
struct SlabRun {
    static let model = IonicModels.all.first { $0.card.identifier == "ten-tusscher-panfilov-2006" }

    static func solver(
        _ settings: MonodomainSettings = MonodomainSettings(timeStep: 0.05),
        pulses: PulseTrain = .single(duration: 2), size: Vec3 = Vec3(3, 1, 1)
    ) throws -> MonodomainSolver {
        let model = try #require(model)
        let slab = SlabMesh(size: size, spacing: 0.25, cut: .five)
        let tissue = try Tissue(
            try slab.mesh(), frames: [FibreFrame(fibre: Vec3(1, 0, 0), sheet: Vec3(0, 1, 0))],
            regions: [.niederer2011])
        return try MonodomainSolver(
            try TissueMatrices(tissue, mass: .directional), membrane: MembraneAssignment(model),
            stimuli: [
                Stimulus(
                    "corner", region: .box(low: .zero, high: Vec3(0.5, 0.5, 0.5)),
                    strength: .volumetric(50), pulses: pulses)
            ], settings: settings)
    }
}

@Suite struct RunTests {
    @Test func theFrontReachesTheFarEndAndTheOrderIsThatOfDistance() throws {
        let run = try SlabRun.solver()
        try run.advance(to: 12)
        let times = run.activation
        #expect(times.allSatisfy { $0 != nil })
        let along = run.matrices.points.indices.filter {
            run.matrices.points[$0].y == 0 && run.matrices.points[$0].z == 0
                && run.matrices.points[$0].x > 0.6
        }.sorted { run.matrices.points[$0].x < run.matrices.points[$1].x }
        for (a, b) in zip(along, along.dropFirst()) {
            #expect((times[a] ?? .nan) < (times[b] ?? .nan))
        }
    }

    @Test func repolarisationFollowsActivationByTheDurationOfTheActionPotential() throws {
        let run = try SlabRun.solver(
            MonodomainSettings(timeStep: 0.05, recordsRepolarisation: true), size: Vec3(1, 0.5, 0.5)
        )
        try run.advance(to: 360)
        let durations = run.actionPotentialDuration
        // The published cell has an APD90 of 303 ms at 1 Hz; the first beat from its initial state in a
        // small piece of tissue is near it.
        for duration in durations {
            let duration = try #require(duration)
            #expect((280...320).contains(duration), "\(duration) ms")
        }
        let middle = run.matrices.count / 2
        let up = try #require(run.latestActivation[middle])
        let down = try #require(run.repolarisation[middle])
        #expect(durations[middle] == down - up)
    }

    @Test func aPrematureStimulusInTheRefractoryPeriodDoesNotPropagateAndALaterOneDoes() throws {
        func latest(_ coupling: Double) throws -> Double {
            let run = try SlabRun.solver(
                MonodomainSettings(timeStep: 0.05, recordsRepolarisation: true),
                pulses: .extrastimuli(drive: 1, interval: 0, couplings: [coupling], duration: 2),
                size: Vec3(3, 0.5, 0.5))
            try run.advance(to: coupling + 25)
            return run.latestActivation.compactMap { $0 }.max() ?? .nan
        }
        #expect(try latest(200) < 200)
        #expect(try latest(360) > 360)
    }

    @Test func tablesAndEquationsGiveTheSameActivation() throws {
        let tables = try SlabRun.solver(MonodomainSettings(timeStep: 0.05))
        let equations = try SlabRun.solver(
            MonodomainSettings(timeStep: 0.05, membraneScheme: .equations))
        try tables.advance(to: 12)
        try equations.advance(to: 12)
        for (a, b) in zip(tables.activation, equations.activation) {
            #expect(abs(try #require(a) - (try #require(b))) < 1e-3)
        }
    }

    @Test func aResumedRunHasTheBitsOfOneThatNeverStopped() throws {
        let settings = MonodomainSettings(timeStep: 0.05, recordsRepolarisation: true)
        // The checkpoint lies inside the pulse.
        let whole = try SlabRun.solver(settings)
        try whole.advance(to: 1.5)
        let checkpoint = whole.checkpoint()
        try whole.advance(to: 6)
        let resumed = try SlabRun.solver(settings)
        try resumed.restore(checkpoint)
        #expect(resumed.time == checkpoint.timeStep * Double(checkpoint.steps))
        try resumed.advance(to: 6)
        #expect(resumed.checkpoint() == whole.checkpoint())
        #expect(resumed.activation == whole.activation)
    }

    @Test func aCheckpointOfAnotherRunIsRefused() throws {
        let checkpoint = try SlabRun.solver().checkpoint()
        let other = try SlabRun.solver(MonodomainSettings(timeStep: 0.02))
        #expect(throws: MonodomainError.self) { try other.restore(checkpoint) }
        let larger = try SlabRun.solver(size: Vec3(4, 1, 1))
        #expect(throws: MonodomainError.self) { try larger.restore(checkpoint) }
    }

    @Test func theBitsDoNotDependOnTheNumberOfThreads() throws {
        // Inside a concurrent region the threads of the pool are taken: these runs have fewer than the
        // one outside, and share them differently. The whole program on one core and on two is compared
        // in Tests/Python/test_tissue.py.
        let voltages = Parallel.map(count: 3) { _ -> [Double]? in
            let other = try? SlabRun.solver(size: Vec3(6, 3, 3))
            try? other?.advance(to: 2)
            return other?.voltage
        }
        let run = try SlabRun.solver(size: Vec3(6, 3, 3))
        try run.advance(to: 2)
        #expect(voltages.count == 3)
        for voltage in voltages { #expect(voltage == run.voltage) }
    }
}
