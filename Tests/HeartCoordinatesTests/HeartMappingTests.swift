import Geometry
import HeartCoordinates
import Numerics
import Testing

struct HeartMappingTests {
    /// Positions carried from one mesh of a heart to another, compared with where they should be.
    private func errors(
        from source: VentricularAnatomy, to target: VentricularAnatomy, expected: (Vec3) -> Vec3
    ) throws -> [Double] {
        let mapping = try HeartMapping(
            from: source, UniversalCoordinates(source), to: UniversalCoordinates(target))
        let carried = mapping.values(
            of: source.mesh.points.flatMap { [$0.x, $0.y, $0.z] }, components: 3)
        return target.mesh.points.indices.map { node in
            let place = Vec3(carried[3 * node], carried[3 * node + 1], carried[3 * node + 2])
            return (place - expected(target.mesh.points[node])).norm
        }.sorted()
    }

    @Test func aHeartMapsOntoItself() throws {
        let heart = try UniversalCoordinatesTests.heart(size: 6)
        let errors = try errors(from: heart, to: heart) { $0 }
        let share = Double(errors.count { $0 < 1e-6 }) / Double(errors.count)
        // Nodes of the apex set have one place in common.
        #expect(share > 0.95, "\(share) of the nodes come back to themselves")
    }

    @Test func aMeshOfTheSameHeartMapsWithinAnElement() throws {
        let (coarse, fine) = (
            try UniversalCoordinatesTests.heart(size: 6),
            try UniversalCoordinatesTests.heart(size: 4)
        )
        let errors = try errors(from: coarse, to: fine) { $0 }
        let (half, most) = (errors[errors.count / 2], errors[errors.count * 95 / 100])
        // More than half an element: the junctions' angles are those of the outermost nodes, which
        // another mesh has elsewhere.
        #expect(half < 4, "half of the nodes are within \(half) mm")
        #expect(most < 6, "95 % of the nodes are within \(most) mm, the size of an element")
    }

    @Test func anEnlargedAndTurnedHeartMapsOntoTheOriginal() throws {
        let heart = try UniversalCoordinatesTests.heart(size: 6)
        var other = heart
        func moved(_ p: Vec3) -> Vec3 { Vec3(-1.2 * p.y + 30, 1.2 * p.x - 4, 1.2 * p.z) }
        other.mesh.points = heart.mesh.points.map(moved)
        other.coordinates = nil
        var place: [Vec3: Vec3] = [:]
        for p in heart.mesh.points { place[moved(p)] = p }
        let errors = try errors(from: heart, to: other) { place[$0] ?? .zero }
        let most = errors[errors.count * 95 / 100]
        #expect(most < 1e-3, "95 % of the nodes are within \(most) mm")
    }
}
