import Geometry
import HeartModel
import Numerics
import Testing

struct SegmentedWallTests {
    let mesh: QuadraticTetMesh

    init() throws {
        mesh = try IdealBiventricle.adult.quadraticMesh(
            elementSize: 10, leftLayers: 1, rightLayers: 1)
    }

    @Test func segmentsCoverTheLeftVentricleOnly() throws {
        let wall = try #require(try SegmentedWall(mesh))
        for (region, segment) in zip(mesh.regions, wall.tets) {
            #expect((segment == nil) == (region == .rightVentricle))
        }
        #expect(Set(wall.tets.compactMap { $0 }).count == 17)
    }

    /// Most of the septum is in septal segments, and nothing of it in lateral ones.
    @Test func septalSegmentsAreTheSeptum() throws {
        let wall = try #require(try SegmentedWall(mesh))
        let septal: Set<AHASegment> = [
            .basalAnteroseptal, .basalInferoseptal, .midAnteroseptal, .midInferoseptal,
            .apicalSeptal,
        ]
        let lateral: Set<AHASegment> = [
            .basalAnterolateral, .basalInferolateral, .midAnterolateral, .midInferolateral,
            .apicalLateral,
        ]
        let septum = zip(mesh.regions, wall.tets).compactMap { $0 == .septum ? $1 : nil }
        #expect(septum.filter(septal.contains).count > septum.count * 2 / 3)
        #expect(!septum.contains(where: lateral.contains))
    }

    /// Seen from the apex, septum, anterior, lateral and inferior wall follow one another clockwise.
    @Test func anteriorFollowsTheSeptumClockwise() throws {
        let wall = try #require(try SegmentedWall(mesh))
        func centre(_ segment: AHASegment) -> Vec3 {
            let tets = wall.tets.indices.filter { wall.tets[$0] == segment }
            return tets.reduce(Vec3.zero) {
                $0 + mesh.points[Int(mesh.tets[10 * $1])] / Double(tets.count)
            }
        }
        let up = (centre(.basalAnterior) - centre(.apicalAnterior)).normalized
        let (septal, anterior) = (centre(.apicalSeptal), centre(.apicalAnterior))
        let (lateral, inferior) = (centre(.apicalLateral), centre(.apicalInferior))
        #expect((lateral - septal).cross(inferior - anterior).dot(up) > 0)
    }

    @Test func aWallWithoutSeptumHasNoDirections() throws {
        var left = mesh
        left.regions = left.regions.map { $0 == .septum ? .leftVentricle : $0 }
        #expect(try SegmentedWall(left) == nil)
    }
}
