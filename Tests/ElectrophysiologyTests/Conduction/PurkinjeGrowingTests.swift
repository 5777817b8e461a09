import Electrophysiology
import Geometry
import Numerics
import Testing

struct PurkinjeGrowingTests {
    private let flat = FlatVentricles()

    @Test func grownTreesReachEveryPlaceOfTheirEndocardium() throws {
        for (side, surface) in [
            (BundleSide.left, SurfaceTag.lvEndocardium), (.right, .rvEndocardium),
        ] {
            let tree = try PurkinjeTree(growingOn: flat.anatomy, side: side, spacing: 5)
            let roots = Set(tree.entries.map(\.node)).count
            #expect(
                tree.edges.count == tree.nodes.count - roots,
                "one tree without loops from each entry")
            let terminals = tree.terminals.map { tree.nodes[Int($0)] }
            let triangles = zip(flat.anatomy.triangles, flat.anatomy.triangleTags)
                .filter { $0.1 == surface }.map(\.0)
            var farthest = 0.0
            for triangle in triangles {
                for corner in 0..<3 {
                    let p = flat.anatomy.mesh.points[Int(triangle[corner])]
                    farthest = max(farthest, terminals.map { ($0 - p).norm }.min() ?? .infinity)
                }
            }
            // An entry needs no terminal: its surroundings are within reach of it.
            #expect(farthest <= 10, "\(farthest) mm from a terminal, expected up to 2 × 5 mm")
        }
    }

    @Test func pathsFollowTheSurfaceFromTheNearestEntry() throws {
        let tree = try PurkinjeTree(growingOn: flat.anatomy, side: .left, spacing: 4)
        let entries = tree.entries.map { tree.nodes[Int($0.node)] }
        for (node, length) in zip(tree.nodes, tree.pathLengths) {
            let straight = entries.map { (node - $0).norm }.min() ?? .infinity
            // Edges of the mesh run along x, y and one diagonal: at worst √2 longer than straight.
            #expect(length >= straight - 1e-12 && length <= 1.42 * straight + 1e-12)
        }
    }

    @Test func grownTreesActivateBothVentricles() throws {
        let conduction = ConductionSystem(
            left: .tree(try PurkinjeTree(growingOn: flat.anatomy, side: .left)),
            right: .tree(try PurkinjeTree(growingOn: flat.anatomy, side: .right)))
        let map = try flat.activation(conduction).map(ActivationProtocols.normal)
        // 23 mm of fibre, the junction, half the spacing of surface and 8 mm of wall across.
        let bound = 23.0 / 3 + 3.4 + 5 + 8 / 0.17
        #expect(map.total < bound, "total \(map.total) ms, expected below \(bound) ms")
    }

    @Test func growingNeedsCoordinatesASurfaceAndASpacing() {
        var anatomy = flat.anatomy
        #expect(throws: ElectrophysiologyError.self) {
            try PurkinjeTree(growingOn: anatomy, side: .left, spacing: 0)
        }
        anatomy.triangleTags = anatomy.triangleTags.map { $0 == .rvEndocardium ? .base : $0 }
        #expect(throws: ElectrophysiologyError.self) {
            try PurkinjeTree(growingOn: anatomy, side: .right)
        }
        anatomy.coordinates = nil
        #expect(
            throws: ElectrophysiologyError.missingCoordinates(purpose: "growing a Purkinje tree")
        ) { try PurkinjeTree(growingOn: anatomy, side: .left) }
    }
}
