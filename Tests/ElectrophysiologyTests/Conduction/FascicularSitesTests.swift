import Electrophysiology
import Geometry
import Numerics
import Testing

struct FascicularSitesTests {
    private let anatomy: VentricularAnatomy

    init() throws {
        anatomy = try IdealBiventricle.adult.anatomy(
            elementSize: 6, leftLayers: 2, rightLayers: 1)
    }

    @Test func theRightVentricleFollowsTheLeft() throws {
        let left = try FascicularSites.sites(.left, on: anatomy)
        let right = try FascicularSites.sites(.right, on: anatomy)
        #expect(left.count == 3 && left.allSatisfy { $0.delay == 0 })
        #expect(right.count == 3 && right.allSatisfy { (5...10).contains($0.delay) })
    }

    /// The idealised ventricle has its long axis along z, base up, and its right ventricle at −x or +x.
    @Test func anteriorIsWhereLongAxisAndRightVentricleSay() throws {
        let coordinates = try #require(anatomy.coordinates)
        let points = anatomy.mesh.points
        func mean(_ region: WallRegion) -> Vec3 {
            let tets = zip(anatomy.mesh.tets, anatomy.regions).filter { $0.1 == region }.map(\.0)
            return tets.reduce(Vec3.zero) { $0 + points[Int($1[0])] } / Double(tets.count)
        }
        let apex = points[
            try #require(
                points.indices.min { coordinates.apicobasal[$0] < coordinates.apicobasal[$1] })]
        let base = points[
            try #require(
                points.indices.max { coordinates.apicobasal[$0] < coordinates.apicobasal[$1] })]
        let anterior = (base - apex).cross(mean(.rightVentricle) - mean(.leftVentricle))
        let sites = try FascicularSites.sites(.left, on: anatomy).map { anterior.dot($0.point) }
        #expect(sites[1] > sites[0] && sites[0] > sites[2], "anterior, septal, posterior: \(sites)")
    }

    @Test func aTreeIsEnteredAtItsNearestNodes() throws {
        let tree = try PurkinjeTree(
            nodes: [.zero, Vec3(10, 0, 0), Vec3(20, 0, 0)], edges: [SIMD2(0, 1), SIMD2(1, 2)]
        ).entered(at: [
            BreakthroughSite(point: Vec3(11, 1, 0), delay: 2), BreakthroughSite(point: .zero),
        ])
        #expect(tree.entries == [PurkinjeEntry(node: 1, delay: 2), PurkinjeEntry(node: 0)])
        #expect(tree.pathLengths == [0, 0, 10])
        #expect(tree.terminals == [2])
    }

    @Test func entriesThatAreNotNodesOrNotTimesAreRefused() {
        #expect(throws: ElectrophysiologyError.self) {
            try PurkinjeTree(nodes: [.zero], edges: [], entries: [PurkinjeEntry(node: 1)])
        }
        #expect(throws: ElectrophysiologyError.self) {
            try PurkinjeTree(
                nodes: [.zero], edges: [], entries: [PurkinjeEntry(node: 0, delay: -1)])
        }
    }
}
