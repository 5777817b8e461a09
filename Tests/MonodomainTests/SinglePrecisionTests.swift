import Geometry
import Ionics
import Monodomain
import Numerics
import Quantities
import Testing

/// Single precision against double: the same tissue, the same steps.
@Suite struct SinglePrecisionTests {
    private func settings(
        _ precision: MonodomainSettings.Precision, timeStep: Double = 0.05
    ) -> MonodomainSettings {
        MonodomainSettings(
            timeStep: timeStep, recordsRepolarisation: true, precision: precision)
    }

    @Test func activationIsThatOfDoublePrecisionWithinAPercent() throws {
        let double = try SlabRun.solver(settings(.double), size: Vec3(6, 1, 1))
        let single = try SlabRun.solver(settings(.single), size: Vec3(6, 1, 1))
        try double.advance(to: 20)
        try single.advance(to: 20)
        let latest = double.activation.compactMap { $0 }.max() ?? .nan
        for (a, b) in zip(double.activation, single.activation) {
            // The schemes differ by terms of second order as well: 0.05 ms steps.
            #expect(abs(try #require(a) - (try #require(b))) < 0.01 * latest)
        }
    }

    @Test func shorterStepsBringBothPrecisionsTogether() throws {
        func difference(_ step: Double) throws -> Double {
            let double = try SlabRun.solver(
                settings(.double, timeStep: step), size: Vec3(4, 0.5, 0.5))
            let single = try SlabRun.solver(
                settings(.single, timeStep: step), size: Vec3(4, 0.5, 0.5))
            try double.advance(to: 14)
            try single.advance(to: 14)
            return zip(double.activation, single.activation).map {
                abs(($0 ?? .nan) - ($1 ?? .nan))
            }.max() ?? .nan
        }
        let (coarse, fine) = (try difference(0.05), try difference(0.0125))
        // Not round-off, which would stay. Second order would be a sixteenth, first order a quarter.
        #expect(fine < 0.15 * coarse, "\(coarse) ms, then \(fine) ms")
        #expect(fine < 0.01)
    }

    @Test func actionPotentialsLastAsLong() throws {
        let small = Vec3(0.5, 0.5, 0.5)
        let double = try SlabRun.solver(settings(.double), size: small)
        let single = try SlabRun.solver(settings(.single), size: small)
        try double.advance(to: 360)
        try single.advance(to: 360)
        for (a, b) in zip(double.actionPotentialDuration, single.actionPotentialDuration) {
            #expect(abs(try #require(a) - (try #require(b))) < 0.3)
        }
    }

    @Test func twentyBeatsDriftNoFurtherThanDoublePrecision() throws {
        func durations(_ precision: MonodomainSettings.Precision) throws -> (Double, [Double]) {
            let run = try SlabRun.solver(
                settings(precision), pulses: .regular(count: 20, interval: 500, duration: 2),
                size: Vec3(0.5, 0.25, 0.25))
            try run.advance(to: 9999)
            let ions = [4, 5].map { run.state($0)[0] }
            return (run.actionPotentialDuration[0] ?? .nan, ions)
        }
        let (double, ions) = try durations(.double)
        let (single, singleIons) = try durations(.single)
        #expect(abs(single - double) < 0.3, "\(single) ms, double \(double) ms")
        // Sodium and potassium move by less than their last digit in a step.
        #expect(abs(singleIons[0] - ions[0]) < 0.01, "\(singleIons), double \(ions)")
        #expect(abs(singleIons[1] - ions[1]) < 0.01, "\(singleIons), double \(ions)")
    }

    @Test func aResumedRunHasTheBitsOfOneThatNeverStopped() throws {
        let whole = try SlabRun.solver(settings(.single))
        try whole.advance(to: 1.5)
        let checkpoint = whole.checkpoint()
        try whole.advance(to: 6)
        let resumed = try SlabRun.solver(settings(.single))
        try resumed.restore(checkpoint)
        try resumed.advance(to: 6)
        #expect(resumed.checkpoint() == whole.checkpoint())
        let other = try SlabRun.solver(settings(.double))
        #expect(throws: MonodomainError.self) { try other.restore(checkpoint) }
    }

    @Test func cellsOfSeveralKindsInOneBlockKeepTheirKinds() throws {
        let model = try #require(SlabRun.model)
        let cable = Cable(length: 1, elements: 19, conductivity: 1e-9, capacitance: 1)
        let matrices = try TissueMatrices(cable, mass: .lumped)
        func final(_ kinds: [UInt16]) throws -> [Double] {
            let solver = try MonodomainSolver(
                matrices,
                membrane: MembraneAssignment(
                    model, cellTypes: [try model.cellType("endo"), try model.cellType("mid")],
                    cellTypeOfNode: kinds, initialStates: [model.initialState, model.initialState]),
                stimuli: [
                    Stimulus(
                        "all", region: .nodes(Array(0..<20)), strength: .transmembrane(50),
                        pulses: .single(duration: 1))
                ], settings: settings(.single))
            try solver.advance(to: 250)
            return solver.voltage
        }
        let (endo, mid) = (
            try final(Array(repeating: 0, count: 20)), try final(Array(repeating: 1, count: 20))
        )
        let mixed = try final((0..<20).map { UInt16($0 % 2) })
        for node in 0..<20 {
            #expect(abs(mixed[node] - (node % 2 == 0 ? endo : mid)[node]) < 1e-3)
        }
        #expect(abs(endo[0] - mid[0]) > 1)
    }

    @Test func aCellHasTheSameBitsWhateverItsNeighboursInTheBlockDo() throws {
        // Hardly any conduction: sixteen resting cells are looked up in one row, fifteen beside an excited one are not.
        let model = try #require(SlabRun.model)
        let cable = Cable(length: 1, elements: 31, conductivity: 1e-12, capacitance: 1)
        let matrices = try TissueMatrices(cable, mass: .lumped)
        func final(_ stimulated: [Int]) throws -> [Double] {
            let solver = try MonodomainSolver(
                matrices, membrane: MembraneAssignment(model),
                stimuli: [
                    Stimulus(
                        "some", region: .nodes(stimulated), strength: .transmembrane(50),
                        pulses: .single(duration: 1))
                ], settings: settings(.single))
            try solver.advance(to: 40)
            return solver.voltage
        }
        let (one, all) = (try final([5]), try final(Array(0..<16)))
        #expect(one[5] > 0 && one[5].bitPattern == all[5].bitPattern)
        for node in [0, 3, 15] {
            #expect(one[node] < -80 && one[node].bitPattern == one[20].bitPattern)
        }
    }

    @Test func modelsWithoutTablesAndOtherSchemesAreRefused() throws {
        let other = try #require(IonicModels.all.first { $0.card.identifier.hasPrefix("tor-ord") })
        let cable = Cable(length: 1, elements: 4, conductivity: 0.1, capacitance: 1)
        let matrices = try TissueMatrices(cable, mass: .lumped)
        #expect(throws: MonodomainError.self) {
            _ = try MonodomainSolver(
                matrices, membrane: MembraneAssignment(other), stimuli: [],
                settings: settings(.single))
        }
        #expect(throws: MonodomainError.self) {
            _ = try SlabRun.solver(
                MonodomainSettings(membraneScheme: .equations, precision: .single))
        }
    }

    @Test func aVoltageOutsideTheTablesIsNamed() throws {
        let model = try #require(SlabRun.model)
        let cable = Cable(length: 1, elements: 20, conductivity: 1e-6, capacitance: 1)
        let solver = try MonodomainSolver(
            try TissueMatrices(cable, mass: .lumped), membrane: MembraneAssignment(model),
            stimuli: [
                Stimulus(
                    "one", region: .nodes([17]), strength: .transmembrane(2000),
                    pulses: .single(duration: 5))
            ], settings: settings(.single))
        let error = #expect(throws: MonodomainError.self) { try solver.advance(to: 5) }
        guard case .cellFailed(let node, _, _, let state, let value, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(node == 17)
        #expect(state == "v" && value > 50)
    }
}
