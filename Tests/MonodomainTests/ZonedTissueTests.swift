import Fibres
import Geometry
import Ionics
import Monodomain
import Numerics
import Testing

/// A strip of muscle with a wall of scar across it, a channel through the wall, and lesions.
@Suite struct ZonedTissueTests {
    private static let size = Vec3(10, 4, 0.5)

    /// The wall from x = 4.5 to 5.5 mm leaves a channel between y = 1.5 and 2.5 mm and a way around above
    /// y = 3.5 mm where `open`.
    private func strip(
        channel: TissueZone = TissueZone("channel"), open: Bool = true,
        ablations: [AblationLine] = []
    ) throws -> ZonedTissue {
        let mesh = try SlabMesh(size: Self.size, spacing: 0.25, cut: .five).mesh()
        let zones: [UInt16] = mesh.tets.map { t in
            let sum = (0..<4).reduce(Vec3.zero) { $0 + mesh.points[Int(t[$1])] }
            let centre = 0.25 * sum
            guard abs(centre.x - 5) < 0.5 else { return 0 }
            if abs(centre.y - 2) < 0.5 { return 2 }
            return open && centre.y > 3.5 ? 0 : 1
        }
        return try ZonedTissue(
            mesh, frames: [FibreFrame(fibre: Vec3(1, 0, 0), sheet: Vec3(0, 1, 0))],
            zones: [.healthy, .scar, channel], zoneOfTet: zones, ablations: ablations)
    }

    /// Arrival of a front from the end at x = 0 at the far end of the channel's axis [ms].
    private func arrival(_ strip: ZonedTissue, several: Bool = false) throws -> Double? {
        let model = try #require(SlabRun.model)
        let solver = try MonodomainSolver(
            TissueMatrices(strip.tissue(.niederer2011), mass: .directional),
            membrane: strip.membrane(Membrane(model), cells: [model.cellTypes[0]]),
            stimuli: [
                Stimulus(
                    "end", region: .box(low: .zero, high: Vec3(0.75, 4, 1)),
                    strength: .volumetric(50), pulses: .single(duration: 2))
            ],
            settings: MonodomainSettings(
                timeStep: 0.05, allowsSeveralParts: several, precision: .single))
        let far = try #require(
            strip.mesh.points.indices.first {
                (strip.mesh.points[$0] - Vec3(7, 2, 0.25)).norm < 1e-9
            })
        try solver.advance(to: 60) { $0.activation(node: far) == nil }
        return solver.activation(node: far)
    }

    @Test func scarIsAnObstacleAndTheChannelAWayThroughUntilItIsAblated() throws {
        let line = AblationLine(corners: [Vec3(5, 1, 0.25), Vec3(5, 3, 0.25)], radius: 0.6)
        let through = try #require(try arrival(strip()))
        let around = try #require(try arrival(strip(ablations: [line])))
        #expect(around > through + 2, "\(through) ms through, \(around) ms around")
        // Without the way around nothing arrives.
        #expect(try arrival(strip(open: false, ablations: [line]), several: true) == nil)
        // And the solver says so before it starts.
        #expect(throws: MonodomainError.self) {
            _ = try arrival(strip(open: false, ablations: [line]))
        }
    }

    @Test func aBorderZoneDelaysTheFrontByConductionAndBySodium() throws {
        let healthy = try #require(try arrival(strip(open: false)))
        let slow = try #require(
            try arrival(
                strip(
                    channel: TissueZone("slow", conductivityScales: (0.25, 0.25, 0.25)),
                    open: false)))
        let remodelled = try #require(
            try arrival(strip(channel: TissueZone("poor", remodelling: ["gNa": 0.38]), open: false))
        )
        #expect(slow > healthy + 0.5, "\(healthy), \(slow) ms")
        #expect(remodelled > healthy + 0.2, "\(healthy), \(remodelled) ms")
    }

    @Test func nodesKeepTheirNumbersAndZonesAndUnknownRemodellingIsRefused() throws {
        let tissue = try strip(channel: .borderZone)
        let whole = try SlabMesh(size: Self.size, spacing: 0.25, cut: .five).mesh()
        for (new, old) in tissue.oldNodes.enumerated() {
            #expect((tissue.mesh.points[new] - whole.points[old]).norm == 0)
        }
        #expect(tissue.oldTets.count == tissue.mesh.tets.count)
        #expect(!tissue.zoneOfTet.contains(1))
        let inside = try #require(
            tissue.mesh.points.indices.first {
                (tissue.mesh.points[$0] - Vec3(5, 2, 0.25)).norm < 1e-9
            })
        #expect(tissue.zoneOfNode[inside] == 2)
        let model = try #require(SlabRun.model)
        let membrane = try tissue.membrane(Membrane(model), cells: [model.cellTypes[0]])
        #expect(membrane.cellTypes[2].parameters["gNa"] == 0.38 * 14.838)
        #expect(throws: MonodomainError.self) {
            _ = try strip(channel: TissueZone("bad", remodelling: ["gMissing": 2]))
                .membrane(Membrane(model), cells: [model.cellTypes[0]])
        }
        #expect(throws: MonodomainError.self) {
            _ = try strip(ablations: [AblationLine(corners: [], radius: 1)])
        }
        #expect(throws: MonodomainError.self) {
            _ = try strip(ablations: [AblationLine(corners: [Vec3(5, 2, 0)], radius: 100)])
        }
    }

    @Test func distanceFromALineIsThatFromItsNearestPart() {
        let line = AblationLine(
            corners: [Vec3(0, 0, 0), Vec3(4, 0, 0), Vec3(4, 3, 0)], radius: 1)
        #expect(line.distance(Vec3(2, 1, 0)) == 1)
        #expect(line.distance(Vec3(4, 5, 0)) == 2)
        #expect(line.distance(Vec3(-3, 4, 0)) == 5)
        #expect(AblationLine(corners: [Vec3(1, 0, 0)], radius: 1).distance(.zero) == 1)
    }
}
