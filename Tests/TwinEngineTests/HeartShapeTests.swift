import Foundation
import Numerics
import Testing
import TwinEngine

@Suite struct HeartShapeTests {
    @Test func aMotionThatFollowsVolumesAndPressuresIsFoundAgain() throws {
        var noise = SplitMix64(seed: 5)
        func vector() -> Vec3 { Vec3(noise.nextNormal(), noise.nextNormal(), noise.nextNormal()) }
        let basis = (0..<5).map { _ in (0..<7).map { _ in vector() } }
        func place(_ f: HeartShape.Features, _ v: Int) -> Vec3 {
            var sum = basis[0][v]
            for k in 0..<4 { sum += 0.1 * f[k] * basis[k + 1][v] }
            return sum
        }
        let features = (0..<40).map { k -> HeartShape.Features in
            let phase = 2 * Double.pi * Double(k) / 40
            return HeartShape.Features(
                90 + 30 * cos(phase), 120 + 35 * cos(phase + 0.2) + 4 * cos(3 * phase),
                60 - 50 * sin(phase),
                14 - 9 * sin(phase + 0.4) + 2 * cos(2 * phase))
        }
        let frames = features.map { f in (0..<7).map { place(f, $0) } }
        let shape = try HeartShape(
            frames: frames, features: features, triangles: [SIMD3(0, 1, 2)])
        #expect(shape.error < 1e-9 && shape.motion > 0.1)
        // Also where the beat never was.
        let elsewhere = HeartShape.Features(70, 150, 20, 9)
        for (v, found) in shape.positions(elsewhere).enumerated() {
            #expect((found - place(elsewhere, v)).norm < 1e-8)
        }
        #expect(abs(shape.low.x - 60) < 1e-9 && abs(shape.high.x - 120) < 1e-9)
    }

    @Test func framesThatTellNothingApartAreRefused() {
        let frames = [[Vec3(0, 0, 0)], [Vec3(1, 0, 0)], [Vec3(2, 0, 0)]]
        let features = (0..<3).map { HeartShape.Features(Double($0), Double($0), 1, Double($0)) }
        #expect(throws: (any Error).self) {
            _ = try HeartShape(frames: frames, features: features, triangles: [])
        }
    }
}
