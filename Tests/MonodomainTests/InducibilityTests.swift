import Fibres
import Geometry
import Ionics
import MembraneModels
import Monodomain
import Numerics
import Quantities
import Testing

/// A sheet with a scar and a slow channel through it, stimulated beside the channel's mouth.
///
/// The channel's action potentials are half as long again as those around it: a premature beat is blocked
/// there, goes around the scar, enters the channel from behind, and by the time it leaves it the muscle
/// around the site has recovered. (Mitchell–Schaeffer with short action potentials, so that the circuit fits on
/// a small sheet; all numbers are chosen here.)
@Suite struct InducibilityTests {
    private func outcome(ablated: Bool) throws -> InducibilityTrial.Outcome {
        let model = try #require(
            MembraneModels.all.first { $0.card.identifier == "mitchell-schaeffer-2003" })
        let mesh = try SlabMesh(size: Vec3(60, 36, 0.5), spacing: 0.5, cut: .five).mesh()
        let zones: [UInt16] = mesh.tets.map { t in
            let sum = (0..<4).reduce(Vec3.zero) { $0 + mesh.points[Int(t[$1])] }
            let centre = 0.25 * sum
            guard centre.x > 20, centre.x < 40, centre.y < 24 else { return 0 }
            return centre.y > 8 && centre.y < 12 ? 2 : 1
        }
        let channel = TissueZone(
            "channel", conductivityScales: (0.25, 0.25, 0.25), remodelling: ["tauClose": 1.5])
        let line = AblationLine(corners: [Vec3(30, 7, 0.25), Vec3(30, 13, 0.25)], radius: 1.2)
        let tissue = try ZonedTissue(
            mesh, frames: [FibreFrame(fibre: Vec3(1, 0, 0), sheet: Vec3(0, 1, 0))],
            zones: [.healthy, .scar, channel], zoneOfTet: zones,
            ablations: ablated ? [line] : [])
        let healthy = TissueProperties(
            longitudinal: 0.2, transverse: 0.2, surfaceToVolume: 100, capacitance: 0.01)
        let site = ProgrammedStimulation.Site("site", at: Vec3(4, 10, 0.25))
        let result = try ProgrammedStimulation(
            drive: (1, 0), couplings: [[180]], strength: .transmembrane(40), watch: 800
        ).run(
            site, TissueMatrices(tissue.tissue(healthy), mass: .directional), mesh: tissue.mesh,
            membrane: tissue.membrane(
                Membrane(model),
                cells: [CellType("short", parameters: ["tauClose": 70, "tauOpen": 60])]),
            settings: MonodomainSettings(timeStep: 0.1, voltageTolerance: 1e-2))
        #expect(result.tried == [[180]])
        #expect((result.stimulated - site.place).norm < 0.3)
        return result.outcome
    }

    @Test func aSiteIsStimulatedAtTheNearestNodeAllowedAndTrialsGoOnUntilOneInduces() throws {
        let model = try #require(
            MembraneModels.all.first { $0.card.identifier == "mitchell-schaeffer-2003" })
        let mesh = try SlabMesh(size: Vec3(6, 1, 1), spacing: 1, cut: .five).mesh()
        let matrices = try TissueMatrices(
            Tissue(
                mesh, frames: [FibreFrame(fibre: Vec3(1, 0, 0), sheet: Vec3(0, 1, 0))],
                regions: [
                    TissueProperties(
                        longitudinal: 0.4, transverse: 0.4, surfaceToVolume: 100, capacitance: 0.01)
                ]), mass: .directional)
        func run(_ couplings: [[Double]], _ isExcluded: (Int) -> Bool) throws
            -> ProgrammedStimulation.Result
        {
            try ProgrammedStimulation(
                drive: (1, 0), couplings: couplings, strength: .transmembrane(40), radius: 1.5,
                watch: 800
            ).run(
                .init("end", at: Vec3(-3, 0, 0)), matrices, mesh: mesh,
                membrane: MembraneAssignment(model),
                settings: MonodomainSettings(timeStep: 0.1, voltageTolerance: 1e-2),
                isExcluded: isExcluded)
        }
        // No circuit fits: both are tried.
        let result = try run([[600], [500, 450]]) { matrices.points[$0].x < 1.5 }
        #expect(result.tried == [[600], [500, 450]])
        #expect(!result.isInducible)
        #expect(result.stimulated == Vec3(2, 0, 0))
        #expect(throws: MonodomainError.self) { try run([]) { _ in false } }
        #expect(throws: MonodomainError.self) { try run([[600]]) { _ in true } }
    }

    @Test func aPrematureBeatBlockedInTheChannelReenters() throws {
        let outcome = try outcome(ablated: false)
        #expect(outcome.isSustained)
        let cycle = try #require(outcome.cycleLength)
        // Longer than the channel's action potential (170 ms), shorter than an early end of a wave.
        #expect((180...300).contains(cycle), "\(cycle) ms")
        // It turns around scar: there is no filament in the muscle.
        #expect(outcome.filaments.isEmpty)
    }

    @Test func withTheChannelAblatedWavesEnd() throws {
        let outcome = try outcome(ablated: true)
        #expect(!outcome.isSustained)
        // The premature beat itself was conducted.
        #expect((outcome.latestActivation ?? 0) > 200)
        #expect((outcome.latestActivation ?? .infinity) < 500)
        #expect(outcome.filaments.isEmpty)
    }
}
