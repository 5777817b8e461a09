import Geometry
import Numerics
import Testing

struct SurfaceLoopsTests {
    /// A strip of eight triangles around a square tube of unit height.
    let tube: [Int32] = (0..<4).flatMap { (k: Int32) -> [Int32] in
        let next = (k + 1) % 4
        return [k, next, k + 4, next, next + 4, k + 4]
    }

    @Test func aTubeHasTwoRimsInTheDirectionOfItsTriangles() throws {
        let loops = try SurfaceLoops.find(triangles: tube, nodesPerTriangle: 3)
        #expect(loops.map(\.vertices) == [[0, 1, 2, 3], [4, 7, 6, 5]])
    }

    @Test func aClosedSurfaceHasNoRim() throws {
        let tetrahedron: [Int32] = [0, 2, 1, 0, 1, 3, 1, 2, 3, 0, 3, 2]
        #expect(try SurfaceLoops.find(triangles: tetrahedron, nodesPerTriangle: 3).isEmpty)
    }

    @Test func quadraticLoopsCarryTheirMiddleNodes() throws {
        // Two triangles on the square 0 1 2 3; 4 is the middle of the diagonal.
        let square: [Int32] = [0, 1, 2, 10, 11, 4, 0, 2, 3, 4, 12, 13]
        let loops = try SurfaceLoops.find(triangles: square, nodesPerTriangle: 6)
        #expect(loops.count == 1)
        #expect(loops.first?.nodes == [0, 10, 1, 11, 2, 12, 3, 13])
    }

    @Test func loopsThatTouchInAVertexAreSeparate() throws {
        // Two triangles share node 2 only.
        let loops = try SurfaceLoops.find(triangles: [0, 1, 2, 2, 3, 4], nodesPerTriangle: 3)
        #expect(loops.map(\.vertices) == [[0, 1, 2], [2, 3, 4]])
    }

    @Test func loopsDoNotDependOnTheOrderOfTheTriangles() throws {
        let reversed = stride(from: tube.count - 3, through: 0, by: -3).flatMap {
            tube[$0..<$0 + 3]
        }
        #expect(
            try SurfaceLoops.find(triangles: reversed, nodesPerTriangle: 3)
                == SurfaceLoops.find(triangles: tube, nodesPerTriangle: 3))
    }

    @Test func anEdgeOfThreeTrianglesIsReported() {
        #expect(throws: GeometryError.nonManifoldEdge(first: 0, second: 1, triangles: 3)) {
            try SurfaceLoops.find(
                triangles: [0, 1, 2, 1, 0, 3, 0, 1, 4], nodesPerTriangle: 3)
        }
    }

    @Test func trianglesOrientedAgainstEachOtherAreReported() {
        #expect(throws: GeometryError.inconsistentOrientation(first: 0, second: 1)) {
            try SurfaceLoops.find(triangles: [0, 1, 2, 0, 1, 3], nodesPerTriangle: 3)
        }
    }

    @Test func aSquareLoopKnowsItsLengthAndArea() {
        let points = [Vec3(5, 5, 1), Vec3(7, 5, 1), Vec3(7, 7, 1), Vec3(5, 7, 1)]
        let loop = SurfaceLoop(vertices: [0, 1, 2, 3])
        #expect(loop.perimeter(points) == 8)
        #expect(loop.areaVector(points) == Vec3(0, 0, 4))
        #expect(loop.centroid(points) == Vec3(6, 6, 1))
    }
}
