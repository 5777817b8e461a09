import Numerics
import Testing

import Pictures

@Suite struct ClippingTests {
    private static let triangle: [(Vec3, Double)] = [
        (Vec3(0, 0, 0), 0), (Vec3(4, 0, 0), 40), (Vec3(0, 3, 0), 25),
    ]

    private func area(_ polygon: [Vec3]) -> Double {
        guard polygon.count > 2 else { return 0 }
        return (1..<polygon.count - 1).reduce(0) { sum, place in
            let normal = (polygon[place] - polygon[0]).cross(polygon[place + 1] - polygon[0])
            return sum + normal.z / 2
        }
    }

    /// The bands cover a triangle once, whatever its values.
    @Test func bandsShareTheTriangle() {
        let bands = IsochroneBands(from: 0, to: 40)
        let parts = bands.bands(from: 0, to: 40).map {
            WallSurface.clip(Self.triangle, bands.borders[$0]...bands.borders[$0 + 1])
        }
        #expect(parts.count == bands.count)
        #expect(abs(parts.reduce(0) { $0 + area($1) } - 6) < 1e-12)
        #expect(parts.allSatisfy { area($0) > 0 })
    }

    /// Where the value is x/4 of 40, a band is the strip between two values of x.
    @Test func bordersLieOnTheirValues() {
        let linear: [(Vec3, Double)] = [
            (Vec3(0, 0, 0), 0), (Vec3(4, 0, 0), 40), (Vec3(0, 3, 0), 0),
        ]
        let strip = WallSurface.clip(linear, 10...20)
        #expect(strip.map(\.x).min() == 1)
        #expect(strip.map(\.x).max() == 2)
        #expect(abs(area(strip) - (6 * (9.0 / 16 - 4.0 / 16))) < 1e-12)
    }

    @Test func aRangeBesideTheTriangleLeavesNothing() {
        #expect(area(WallSurface.clip(Self.triangle, 50...60)) == 0)
    }

    @Test(arguments: [(0.0, 38.0), (0, 96), (-4, 180), (3, 3), (0, 1e-3)])
    func bandsAreRoundAndCoverTheTimes(earliest: Double, latest: Double) {
        let bands = IsochroneBands(from: earliest, to: latest)
        #expect(bands.count >= 1 && bands.count <= 13)
        #expect(bands.borders[0] <= earliest && bands.borders[bands.count] >= latest)
        let steps = zip(bands.borders.dropFirst(), bands.borders).map { $0 - $1 }
        #expect(steps.allSatisfy { abs($0 - steps[0]) < 1e-9 })
    }
}
