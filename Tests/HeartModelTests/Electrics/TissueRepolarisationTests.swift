import Geometry
import HeartModel
import Numerics
import Testing

/// Durations of action potentials over a wall of two tetrahedra.
@Suite struct TissueRepolarisationTests {
    @Test func meansAreWeightedWithVolume() throws {
        // The second is twice as high as the first.
        let points = [
            Vec3(0, 0, -1), Vec3(0, 0, 0), Vec3(1, 0, 0), Vec3(0, 1, 0), Vec3(0, 0, 2),
        ]
        let anatomy = VentricularAnatomy(
            mesh: TetMesh(points: points, tets: [SIMD4(1, 3, 2, 0), SIMD4(1, 2, 3, 4)]),
            regions: [.leftVentricle, .rightVentricle], triangles: [], triangleTags: [],
            coordinates: nil)
        let found = TissueRepolarisation(
            anatomy, durations: [250, 300], cellOfVertex: [0, 0, 0, 0, 1],
            activation: [0, 10, 20, 30, 40])
        let right = (3 * 250.0 + 300) / 4
        for (region, expected) in [(WallRegion.leftVentricle, 250), (.rightVentricle, right)] {
            let mean = try #require(found.means[region])
            #expect(abs(mean - expected) < 1e-9, "\(mean), expected \(expected)")
        }
        #expect(found.means.count == 2)
        let mean = (1 * 250.0 + 2 * right) / 3
        #expect(abs(found.mean - mean) < 1e-9, "\(found.mean), expected \(mean)")
        #expect(found.durationSpread == 50)
        #expect(found.timeSpread == 90)
    }

    @Test func theQTIntervalIsCorrectedWithTheCubeRoot() {
        #expect(abs(HeartMetrics.corrected(400, cycle: 1000) - 400) < 1e-12)
        #expect(abs(HeartMetrics.corrected(400, cycle: 512) - 500) < 1e-9)
    }
}
