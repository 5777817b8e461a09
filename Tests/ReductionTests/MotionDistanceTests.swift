import Numerics
import Reduction
import Testing

@Suite struct MotionDistanceTests {
    private let points = [
        Vec3(0, 0, 0), Vec3(30, 0, 0), Vec3(0, 40, 0), Vec3(0, 0, 50), Vec3(10, 10, 10),
    ]

    private func frames(_ move: (Vec3) -> Vec3) -> [Double] {
        points.flatMap { x -> [Double] in
            let u = move(x)
            return [u.x, u.y, u.z]
        }
    }

    @Test func distancesAreRelativeToTheMotion() {
        let still = frames { _ in .zero }
        let moved = frames { _ in Vec3(4, 0, 0) }
        let off = frames { _ in Vec3(4, 0.1, 0) }
        let distance = MotionDistance(of: [still, off], from: [still, moved])
        #expect(abs(distance.relative - 0.1 / 4) <= 1e-12, "\(distance.relative)")
        #expect(abs(distance.largest - 0.1) <= 1e-12, "\(distance.largest)")
    }

    @Test func rigidPartsAreTakenAway() {
        let still = frames { _ in .zero }
        let moved = frames { 0.1 * $0 }
        let swung = frames { 0.1 * $0 + Vec3(0.2, 0, 0) + Vec3(0.01, 0.02, 0).cross($0) }
        let all = MotionDistance(of: [still, swung], from: [still, moved])
        let shape = MotionDistance(of: [still, swung], from: [still, moved], besides: points)
        #expect(all.relative > 0.05, "\(all.relative)")
        #expect(shape.relative <= 1e-10, "\(shape.relative)")
    }
}
