import Ionics
import MembraneModels
import Monodomain
import Quantities
import Testing

import MembraneImport

/// What imported membranes do in pacing, with drugs and in tissue.
@Suite struct ImportedMembraneTests {
    private static var builtIn: any IonicModel.Type {
        get throws {
            try #require(
                MembraneModels.all.first { model in
                    model.card.identifier == "mitchell-schaeffer-2003"
                })
        }
    }

    @Test func pacingGivesWhatTheBuiltInModelGives() throws {
        let (membrane, _) = try SampleModels.imported("mitchell-schaeffer-2003.mmt").membrane()
        #expect(membrane.pacingRefinement == 10, "few states with conditions")
        let model = try Self.builtIn
        let ours = try PacedSteadyState.run(
            membrane, cells: membrane.cellTypes, cycleLength: 600, beats: 3)[0].actionPotential
        let theirs = try PacedSteadyState.run(
            model, cells: [model.cellTypes[0]], cycleLength: 600, beats: 3)[0].actionPotential
        #expect(abs(ours.apd90 - theirs.apd90) < 0.05, "\(ours.apd90), \(theirs.apd90) ms")
        #expect(abs(ours.peak - theirs.peak) < 0.05)
    }

    @Test func aFrontInTissueHasTheVelocityOfTheBuiltInModel() throws {
        let (membrane, _) = try SampleModels.imported("mitchell-schaeffer-2003.mmt").membrane()
        func velocity(_ assignment: MembraneAssignment, _ scheme: MonodomainSettings.MembraneScheme)
            throws -> Double
        {
            try ConductionVelocity(
                membrane: assignment, capacitance: 1.4, spacing: 0.2,
                settings: MonodomainSettings(timeStep: 0.02, membraneScheme: scheme)
            ).velocity(conductivity: 0.15)
        }
        let builtIn = try velocity(MembraneAssignment(try Self.builtIn), .equations)
        for scheme in [MonodomainSettings.MembraneScheme.equations, .tables] {
            let found = try velocity(MembraneAssignment(membrane), scheme)
            let difference = abs(found / builtIn - 1)
            #expect(difference < 2e-3, "\(scheme): \(found), built in \(builtIn) m/s")
        }
    }

    @Test func aDrugActsThroughTheFactorOfACurrent() throws {
        let (membrane, _) = try SampleModels.imported("hodgkin-huxley-1952.mmt").membrane()
        let names = membrane.card.parameters.map(\.name)
        #expect(names.contains("scaleINa") && !names.contains("scaleIKr"))
        let drug = Drug("half", cmax: 1, blocks: [.sodium: HillBlock(1, 1)])
        let cell = try drug.cell(membrane.cellTypes[0], of: membrane.card, concentration: 1)
        #expect(cell.parameters["scaleINa"] == 0.5)
        let pair = try PacedSteadyState.run(
            membrane, cells: [membrane.cellTypes[0], cell], cycleLength: 100, beats: 2)
        #expect(pair[1].actionPotential.peak < pair[0].actionPotential.peak - 10)
    }

    @Test func currentsSumToTheRateOfTheVoltage() throws {
        let (membrane, _) = try SampleModels.imported("hodgkin-huxley-1952.cellml").membrane()
        #expect(membrane.kernel.currentNames == ["i_Na", "i_K", "i_L"])
        let record = try RecordedCells(
            membrane, cells: membrane.cellTypes, states: [membrane.initialState], cycleLength: 30)
        // After the stimulus dV/dt = −ΣI; compared in the middle of a fine step.
        let k = try #require(record.time.firstIndex { $0 > 1.2 })
        let slope =
            (record.voltage[0][k + 1] - record.voltage[0][k - 1])
            / (record.time[k + 1] - record.time[k - 1])
        let sum = membrane.kernel.currentNames.reduce(0.0) {
            $0 + (record.currents[0][$1]?[k] ?? .nan)
        }
        #expect(abs(slope + sum) < 1e-3 * abs(slope), "dV/dt \(slope), currents \(sum)")
    }

    @Test func theSameFileGivesTheSameBits() throws {
        func final() throws -> [Double] {
            let (membrane, _) = try SampleModels.imported("hodgkin-huxley-1952.ode").membrane()
            let cells = (0..<11).map { _ in membrane.cellTypes[0] }
            return try PacedSteadyState.settle(
                membrane, cells: cells, cycleLength: 50, beats: 3
            ).flatMap { $0 }
        }
        #expect(try final() == final())
    }

    @Test func aStateThatDivergesIsNamedWithItsTime() throws {
        // x' = x², infinite 2 ms after x = 1/2.
        let text = SampleModels.myokit("dot(x) = x^2 * 1 [1/ms]")
            .replacing("[engine]", with: "membrane.x = 0.5\n[engine]")
        let (membrane, _) = try ImportedMembrane(text: text, file: "bad.mmt").membrane()
        #expect {
            try PacedSteadyState.settle(
                membrane, cells: membrane.cellTypes, cycleLength: 100, beats: 2)
        } throws: { error in
            guard case IonicsError.notFinite(_, let state, let time) = error else { return false }
            return state == "x" && (2...60).contains(time)
        }
    }

    @Test func slowBuffersMakeTheStepsFiner() throws {
        let (membrane, _) = try SampleModels.imported("hodgkin-huxley-1952.mmt").membrane()
        let refined = RefinementSearch.refined(membrane)
        #expect(refined.pacingRefinement == membrane.pacingRefinement)
        // A fast exchange between two states that steer the voltage: each relaxes within 0.01 ms, the two
        // together over 50 ms.
        let text = """
            [[model]]
            name: stiff
            membrane.V = -80
            membrane.a = 0
            membrane.b = 0
            [engine]
            time = 0 [ms] in [ms] bind time
            pace = 0 bind pace
            [membrane]
            dot(V) = engine.pace * 40 [mV/ms] + (80 [mV] * a + E - V) / 5 [ms]
                in [mV]
            E = -80 [mV] in [mV]
            dot(a) = 100 [1/ms] * (b - a) + 0.2 [1/ms] / (1 + exp(-(V + 20 [mV]) / 2 [mV]))
            dot(b) = 100 [1/ms] * (a - b) - b / 25 [ms]
            [[protocol]]
            1 0 2 1000 0
            """
        let (stiff, _) = try ImportedMembrane(text: text, file: "stiff.mmt").membrane()
        #expect(RefinementSearch.refined(stiff).pacingRefinement >= 4)
    }
}
