import Fibres
import Geometry
import Ionics
import Numerics
import Quantities
import Testing
import Verification

import Monodomain

/// A membrane that fails in one node.
enum FailingMembrane: IonicModel {
    static let card = ModelCard(
        identifier: "failing", summary: "Fails", source: "test", states: ["v", "w"],
        parameters: [])
    static let cellTypes = [CellType("failing")]
    static let initialState = [0.0, 0.0]
    static let voltageIndex = 0
    static let calciumIndex: Int? = 1
    static let calciumScale = 1.0
    static let stimulus = StimulusPulse(amplitude: 0, duration: 1)
    static func advance(_ cells: CellBlocks<Double8>, dt: Double) {
        for block in 0..<cells.count {
            cells.states[2 * block] =
                cells.states[2 * block] + Double8(filling: dt) * cells.stimulus[block]
            for lane in 0..<8 where cells.states[2 * block][lane] > 10 {
                cells.states[2 * block][lane] = .nan
                cells.states[2 * block + 1][lane] = .nan
            }
        }
    }
    static func advance(_ cells: CellBlocks<Double>, dt: Double) {}
}

@Suite struct ErrorTests {
    private let frame = [FibreFrame(fibre: Vec3(1, 0, 0), sheet: Vec3(0, 1, 0))]

    private func tissue(_ mesh: TetMesh? = nil) throws -> Tissue {
        try Tissue(
            mesh ?? SlabMesh(size: Vec3(1, 1, 1), cells: SIMD3(2, 2, 2)).mesh(), frames: frame,
            regions: [.niederer2011])
    }

    private func run(
        _ stimuli: [Stimulus] = [], settings: MonodomainSettings = MonodomainSettings(),
        model: any IonicModel.Type = PassiveMembrane.self, mesh: TetMesh? = nil
    ) throws -> MonodomainSolver {
        try MonodomainSolver(
            try TissueMatrices(tissue(mesh), mass: .consistent),
            membrane: MembraneAssignment(model), stimuli: stimuli, settings: settings)
    }

    private func message(_ body: () throws -> Void) throws -> String {
        let error = try #require(#expect(throws: MonodomainError.self) { try body() })
        return error.description
    }

    @Test func aStimulusOutsideTheTissueSaysHowFar() throws {
        let far = Stimulus(
            "S1", region: .ball(centre: Vec3(3, 0, 0), radius: 0.5), strength: .transmembrane(50),
            pulses: .single(duration: 1))
        #expect(try message { _ = try run([far]) }.contains("1.5 mm away"))
    }

    @Test func timeStepsThatAreTooLongOrNoneAreRefused() throws {
        for step in [0.2, 0, -0.01, .nan] {
            let text = try message {
                _ = try run(settings: MonodomainSettings(timeStep: step))
            }
            #expect(text.contains("at most 0.1 ms"))
        }
    }

    @Test func tissueInPartsIsRefusedUnlessAllowed() throws {
        let one = try SlabMesh(size: Vec3(1, 1, 1), cells: SIMD3(1, 1, 1)).mesh()
        let shift = Int32(one.points.count)
        let two = TetMesh(
            points: one.points + one.points.map { $0 + Vec3(5, 0, 0) },
            tets: one.tets + one.tets.map { $0 &+ SIMD4(repeating: shift) })
        #expect(try message { _ = try run(mesh: two) }.contains("2 parts"))
        _ = try run(settings: MonodomainSettings(allowsSeveralParts: true), mesh: two)
    }

    @Test func conductivitiesThatAreNotPositiveAreRefused() throws {
        let mesh = try SlabMesh(size: Vec3(1, 1, 1), cells: SIMD3(1, 1, 1)).mesh()
        var dead = TissueProperties.niederer2011
        dead.transverse = 0
        #expect(
            try message { _ = try Tissue(mesh, frames: frame, regions: [dead]) }
                .contains("across the fibre of region 0 is 0.0 mS/mm"))
        let flat = Mat3(rows: Vec3(1, 0, 0), Vec3(0, 1, 0), Vec3(0, 0, -1))
        #expect(
            try message { _ = try Tissue(mesh, conductivities: [flat], capacitances: [1.4]) }
                .contains("element 0"))
    }

    @Test func aNodeThatFailsIsNamedWithTimeAndState() throws {
        let push = Stimulus(
            "push", region: .nodes([5]), strength: .transmembrane(500),
            pulses: .single(at: 0.1, duration: 1))
        let failing = try run([push], model: FailingMembrane.self)
        let error = try #require(
            #expect(throws: MonodomainError.self) { try failing.advance(to: 5) })
        guard case .cellFailed(let node, let place, let time, let state, let value, _) = error
        else {
            Issue.record("\(error)")
            return
        }
        #expect(node == 5 && state == "v" && value.isNaN)
        #expect(place == failing.matrices.points[5])
        #expect(time > 0.1 && time < 0.3)
    }

    @Test func aDiffusionStepThatDoesNotConvergeSaysSo() throws {
        let push = Stimulus(
            "push", region: .nodes([0]), strength: .transmembrane(5000),
            pulses: .single(duration: 0.05))
        let hasty = try run(
            [push],
            settings: MonodomainSettings(
                timeStep: 0.1, voltageTolerance: 1e-10, maximumIterations: 2))
        let text = try message { try hasty.advance(to: 1) }
        #expect(text.contains("did not converge in 2 iterations"))
    }

    @Test func pulsesThatOverlapAreRefused() throws {
        let stimulus = Stimulus(
            "S1", region: .nodes([0]), strength: .transmembrane(1),
            pulses: PulseTrain(starts: [0, 1], duration: 2))
        #expect(try message { _ = try run([stimulus]) }.contains("after the pulse before"))
    }

    @Test func arraysOfTheWrongLengthAreRefused() throws {
        let mesh = try SlabMesh(size: Vec3(1, 1, 1), cells: SIMD3(1, 1, 1)).mesh()
        #expect(
            try message {
                _ = try Tissue(mesh, frames: frame + frame, regions: [.niederer2011])
            }.contains("fibre frames: 2 values where 6 are needed"))
        #expect(
            try message { _ = try TissueMatrices(tissue(), mass: .weight(1.5)) }
                .contains("0 to 1"))
    }
}
