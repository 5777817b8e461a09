import Electrophysiology
import Numerics
import Testing

struct PurkinjeTreeTests {
    @Test func pathLengthsFollowTheShortestWayAlongTheEdges() throws {
        // A square with a tail: two ways to node 2, the shorter one through node 3.
        let tree = try PurkinjeTree(
            nodes: [
                Vec3(0, 0, 0), Vec3(0, 5, 0), Vec3(3, 5, 0), Vec3(3, 0, 0), Vec3(3, 7, 0),
            ],
            edges: [SIMD2(0, 1), SIMD2(1, 2), SIMD2(3, 2), SIMD2(3, 0), SIMD2(2, 4)])
        #expect(tree.pathLengths == [0, 5, 8, 3, 10])
        #expect(tree.terminals == [4])
    }

    @Test func theRootIsNoTerminal() throws {
        #expect(try FlatVentricles.leftTree().terminals == [2, 3])
        #expect(try FlatVentricles.rightTree().terminals == [1])
    }

    @Test func aTreeInPiecesIsRefused() {
        let nodes = [Vec3(0, 0, 0), Vec3(1, 0, 0), Vec3(2, 0, 0), Vec3(3, 0, 0)]
        #expect(throws: ElectrophysiologyError.disconnectedTree(nodes: 2, of: 4, first: 2)) {
            try PurkinjeTree(nodes: nodes, edges: [SIMD2(0, 1), SIMD2(2, 3)])
        }
    }

    @Test func nodeNumbersOutOfRangeAreRefused() {
        #expect(
            throws: ElectrophysiologyError.vertexOutOfRange(
                what: "Purkinje edge", index: 0, vertex: 2, vertices: 2)
        ) {
            try PurkinjeTree(nodes: [.zero, Vec3(1, 0, 0)], edges: [SIMD2(0, 2)])
        }
        #expect(
            throws: ElectrophysiologyError.vertexOutOfRange(
                what: "Purkinje entry", index: 0, vertex: 3, vertices: 1)
        ) {
            try PurkinjeTree(nodes: [.zero], edges: [], entries: [PurkinjeEntry(node: 3)])
        }
    }
}
