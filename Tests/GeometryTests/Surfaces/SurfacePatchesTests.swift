import Geometry
import Testing

struct SurfacePatchesTests {
    /// A ring of triangles around node 0, each with its own outer neighbour node.
    func fan(_ count: Int32) -> [SIMD3<Int32>] {
        (1...count).map { SIMD3(0, $0, $0 % count + 1) }
    }

    @Test func trianglesOfOneTagFormOnePatch() {
        let patches = SurfacePatches(
            triangles: fan(6), tags: [.base, .base, .base, .epicardium, .epicardium, .base])
        #expect(patches.tags == [.base, .epicardium])
        #expect(patches.sizes == [4, 2])
        #expect(patches.patchOfTriangle == [0, 0, 0, 1, 1, 0])
    }

    @Test func aSpeckTakesTheTagAroundIt() {
        let triangles = fan(40)
        var tags = [SurfaceTag](repeating: .epicardium, count: 40)
        for k in 0..<12 { tags[k] = .base }
        tags[5] = .lvEndocardium
        tags[30] = .base
        let patches = SurfacePatches(triangles: triangles, tags: tags)
        let cleaned = patches.absorbingIslands(triangles: triangles, tags: tags, fraction: 0.2)
        // The single triangle of the LV endocardium is the largest patch of its tag and stays.
        #expect(cleaned[30] == .epicardium)
        #expect(cleaned[5] == .lvEndocardium)
        #expect(cleaned[..<5].allSatisfy { $0 == .base })
    }
}
