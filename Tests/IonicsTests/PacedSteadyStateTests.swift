import Foundation
import Ionics
import Quantities
import Testing

/// Paced cells against an independent solver: myokit 1.39.2 with CVODES (tolerance 1e-8) on the
/// public definitions of the models (version 20240904), 100 beats at 1 Hz, 0.5 ms stimulus.
@Suite struct PacedSteadyStateTests {
    struct Expected: Sendable {
        var cell: String
        var resting: Double
        var peak: Double
        var velocity: Double
        var apd50: Double
        var apd90: Double
        var calcium: Double
    }

    static let toRORd = [
        Expected(
            cell: "endo", resting: -89.742, peak: 32.863, velocity: 314.2, apd50: 219.91,
            apd90: 272.42, calcium: 0.3858),
        Expected(
            cell: "epi", resting: -89.849, peak: 32.170, velocity: 312.0, apd50: 201.41,
            apd90: 241.38, calcium: 0.6798),
        Expected(
            cell: "mid", resting: -89.467, peak: 30.844, velocity: 297.6, apd50: 294.54,
            apd90: 355.22, calcium: 1.0712),
    ]
    static let tenTusscher = [
        Expected(
            cell: "epi", resting: -85.457, peak: 36.397, velocity: 340.0, apd50: 275.85,
            apd90: 303.06, calcium: 0.8684),
        Expected(
            cell: "endo", resting: -85.485, peak: 38.024, velocity: 341.8, apd50: 275.31,
            apd90: 302.97, calcium: 0.8170),
        Expected(
            cell: "mid", resting: -85.321, peak: 36.518, velocity: 340.0, apd50: 372.12,
            apd90: 402.67, calcium: 1.2946),
    ]

    @Test(arguments: [
        (0, PacedSteadyStateTests.tenTusscher), (1, PacedSteadyStateTests.toRORd),
    ])
    func hundredBeatsAgreeWithAnIndependentSolver(model: Int, expected: [Expected]) throws {
        let model = IonicModels.all[model]
        let cells = try expected.map { try model.cellType($0.cell) }
        let results = try PacedSteadyState.run(model, cells: cells, cycleLength: 1000)
        for (result, expected) in zip(results, expected) {
            let beat = result.actionPotential
            let name = "\(model.card.identifier) \(expected.cell)"
            // The requirement is 1 ms in duration; the step control is set for 0.5 ms.
            #expect(abs(beat.apd90 - expected.apd90) < 0.5, "\(name): \(beat), \(expected)")
            #expect(abs(beat.apd50 - expected.apd50) < 0.5, "\(name): \(beat), \(expected)")
            #expect(abs(beat.resting - expected.resting) < 0.05, "\(name): \(beat), \(expected)")
            #expect(abs(beat.peak - expected.peak) < 0.15, "\(name): \(beat), \(expected)")
            #expect(abs(beat.upstrokeVelocity / expected.velocity - 1) < 0.01, "\(name): \(beat)")
            #expect(abs(beat.calciumMaximum / expected.calcium - 1) < 0.02, "\(name): \(beat)")
        }
    }

    @Test(arguments: IonicModels.all)
    func stepControlIsFineEnough(model: any IonicModel.Type) throws {
        func run(_ control: PacingStepControl) throws -> [PacedSteadyState] {
            try PacedSteadyState.run(
                model, cells: model.cellTypes, cycleLength: 800, beats: 3, stimulus: nil,
                initialStates: nil, control: control)
        }
        let standard = try run(.standard)
        let fine = try run(.standard.refined(6))
        for (coarse, fine) in zip(standard, fine) {
            let difference = abs(coarse.actionPotential.apd90 - fine.actionPotential.apd90)
            #expect(difference < 0.3, "\(coarse.cell.name): APD90 differs by \(difference) ms")
            let calcium =
                coarse.actionPotential.calciumMaximum / fine.actionPotential.calciumMaximum - 1
            #expect(abs(calcium) < 0.01, "\(coarse.cell.name): calcium differs by \(calcium)")
        }
    }

    @Test func resultsHaveTheSameBitsEveryTime() throws {
        let model = IonicModels.ventricular
        let cells = try (0..<11).map { index in
            try model.cellTypes[index % 3].scaling(
                ["gKs": 0.5 + 0.1 * Double(index)], of: model.card, name: "\(index)")
        }
        func run() throws -> [PacedSteadyState] {
            try PacedSteadyState.run(model, cells: cells, cycleLength: 700, beats: 3)
        }
        let first = try run()
        let second = try run()
        #expect(first.map(\.cell.name) == cells.map(\.name))
        for (a, b) in zip(first, second) {
            #expect(a.template == b.template)
            #expect(a.finalState == b.finalState)
        }
    }

    @Test func aRunContinuesWhereAnotherEnded() throws {
        let model = try #require(IonicModels.model("ten-tusscher-panfilov-2006"))
        func run(_ beats: Int, from states: [[Double]]?) throws -> PacedSteadyState {
            try PacedSteadyState.run(
                model, cells: [model.cellTypes[0]], cycleLength: 800, beats: beats,
                initialStates: states)[0]
        }
        let whole = try run(5, from: nil)
        let half = try run(3, from: nil)
        let rest = try run(2, from: [half.finalState])
        #expect(rest.template == whole.template)
        #expect(rest.finalState == whole.finalState)
    }

    @Test func aBlockedChannelProlongsTheActionPotential() throws {
        let model = IonicModels.ventricular
        let endo = model.cellTypes[0]
        let blocked = try endo.scaling(["gKr": 0.5], of: model.card, name: "half IKr")
        let results = try PacedSteadyState.run(
            model, cells: [endo, blocked], cycleLength: 1000, beats: 5)
        let longer = results[1].actionPotential.apd90 - results[0].actionPotential.apd90
        #expect((30...150).contains(longer), "prolongation \(longer) ms")
    }

    @Test func settledAndUnsettledBeatsAreTold() throws {
        let model = IonicModels.ventricular
        let endo = try PacedSteadyState.run(
            model, cells: [model.cellTypes[0]], cycleLength: 1000, beats: 10)
        #expect(endo[0].change.isSettled, "\(endo[0].change)")
        let epi = try PacedSteadyState.run(
            model, cells: [model.cellTypes[1]], cycleLength: 1000, beats: 3)
        #expect(!epi[0].change.isSettled, "\(epi[0].change)")
    }

    @Test func mistakesAreRefusedWithTheirReason() throws {
        let model = IonicModels.ventricular
        func run(_ cell: CellType, cycleLength: Double = 1000, beats: Int = 2) throws {
            _ = try PacedSteadyState.run(
                model, cells: [cell], cycleLength: cycleLength, beats: beats)
        }
        #expect(throws: IonicsError.self) { try run(CellType("x", parameters: ["gXx": 1])) }
        #expect(throws: IonicsError.self) { try run(CellType("x", parameters: ["gKr": -1])) }
        #expect(throws: IonicsError.self) { try run(model.cellTypes[0], cycleLength: 0.4) }
        #expect(throws: IonicsError.self) { try run(model.cellTypes[0], beats: 1) }
        #expect(throws: IonicsError.self) { try model.cellType("purkinje") }
        // Without sodium current there is no action potential to measure at a short cycle.
        #expect(throws: IonicsError.self) {
            try run(CellType("x", parameters: ["gNa": 0, "PCa": 0]), cycleLength: 5)
        }
        let error = IonicsError.unknownCellType(name: "a", model: "b", known: ["c", "d"])
        #expect(error.description == "b has no cell type \"a\"; it has c, d")
    }
}
