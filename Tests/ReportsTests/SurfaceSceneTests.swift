import Foundation
import Numerics
import Reports
import Testing

@Suite struct SurfaceSceneTests {
    /// What the viewer's script reads.
    private struct Packed: Decodable {
        var vertexCount: Int
        var quantum: Double
        var points: String
        var values: String
        var diverging: Bool
    }

    private let points = [
        Vec3(10, -3, 7), Vec3(60, 40, -20), Vec3(-30, 11, 5), Vec3(0.25, 0.5, 99),
    ]

    private func packed(_ values: [Double], _ range: ClosedRange<Double>) throws -> Packed {
        let scene = SurfaceScene(
            frames: [points], times: [0], triangles: [SIMD3(0, 1, 2), SIMD3(0, 2, 3)],
            values: [values], valueRange: range, contourStep: 0, view: .identity)
        return try JSONDecoder().decode(Packed.self, from: Data(scene.json().utf8))
    }

    /// Differences of positions survive the packing into 16 bits to one step along each axis.
    @Test func positionsSurvive() throws {
        let packed = try packed([0, 1, 2, 3], 0...3)
        let data = try #require(Data(base64Encoded: packed.points))
        let steps = data.withUnsafeBytes { Array($0.bindMemory(to: Int16.self)) }
        #expect(steps.count == 12 && packed.vertexCount == 4)
        for a in 0..<4 {
            for b in 0..<4 {
                let exact = points[a] - points[b]
                for (axis, value) in [exact.x, exact.y, exact.z].enumerated() {
                    let seen = Double(steps[3 * a + axis]) - Double(steps[3 * b + axis])
                    #expect(abs(packed.quantum * seen - value) <= packed.quantum)
                }
            }
        }
        #expect(packed.quantum < 0.002)
        #expect(!packed.diverging)
    }

    @Test func valuesEndAtTheEndsOfTheScale() throws {
        let data = try #require(
            Data(base64Encoded: try packed([-10, 0, 5, 20], 0...10).values))
        #expect(Array(data) == [0, 0, 127, 254])
    }

    @Test func whereThereIsNoValueThereIsNoColourOfTheScale() throws {
        let data = try #require(
            Data(base64Encoded: try packed([.nan, .infinity, 10, 0], 0...10).values))
        #expect(Array(data) == [255, 255, 254, 0])
    }

    /// Base up, right ventricle at the viewer's left, the viewer in front.
    @Test func anteriorViewIsThatOfAnatomy() {
        let up = Vec3(0.2, 0.3, 0.9).normalized
        let toRight = Vec3(1, 0.1, 0.4)
        let view = SurfaceScene.anteriorView(apexToBase: up, leftToRight: toRight)
        #expect(view.row0.dot(toRight) < 0)
        #expect(abs(view.row1.dot(up) - 1) < 1e-12)
        #expect(abs(view.row0.dot(view.row1)) < 1e-12)
        #expect((view.row0.cross(view.row1) - view.row2).norm < 1e-12)
    }

    @Test func surfacesAreRenumberedWithoutGaps() {
        let surface = CompactSurface(
            triangles: [SIMD3(7, 2, 9), SIMD3(9, 2, 4)], vertexCount: 12)
        #expect(surface.vertices == [7, 2, 9, 4])
        #expect(surface.triangles == [SIMD3(0, 1, 2), SIMD3(2, 1, 3)])
    }
}
