import Fibres
import Geometry
import HeartCoordinates
import HeartModel
import Numerics
import Testing

struct UniversalCoordinatesTests {
    static func heart(size: Double) throws -> VentricularAnatomy {
        try IdealBiventricle.adult.anatomy(elementSize: size, leftLayers: 2, rightLayers: 1)
    }

    @Test func theyStayInTheirRangesAndMeetTheJunctionsAtRightAngles() throws {
        let anatomy = try Self.heart(size: 6)
        let universal = try UniversalCoordinates(anatomy)
        #expect(universal.apicobasal.allSatisfy { (0...1).contains($0) })
        #expect(universal.transmural.allSatisfy { (0...1).contains($0) })
        #expect(universal.rotational.allSatisfy { abs($0) <= .pi + 1e-12 })
        #expect(Set(universal.transventricular) == [-1, 1])
        var isLeft = [Bool](repeating: false, count: anatomy.mesh.points.count)
        var isRight = isLeft
        for (tet, region) in zip(anatomy.mesh.tets, anatomy.regions) {
            for k in 0..<4 {
                if region == .rightVentricle {
                    isRight[Int(tet[k])] = true
                } else {
                    isLeft[Int(tet[k])] = true
                }
            }
        }
        // The outermost shared nodes of the middle third lie at a right angle from the septum.
        let middle = universal.rotational.indices.filter {
            isLeft[$0] && isRight[$0] && (0.45...0.75).contains(universal.apicobasal[$0])
        }.map { universal.rotational[$0] }
        let (most, least) = (try #require(middle.max()), try #require(middle.min()))
        #expect(abs(most - .pi / 2) < 0.15 && abs(least + .pi / 2) < 0.15, "\(least) … \(most)")
    }

    @Test func theSeptumIsFoundAgainWhereItWasMergedWithTheLeftVentricle() throws {
        let anatomy = try Self.heart(size: 5)
        var merged = anatomy
        merged.regions = anatomy.regions.map { $0 == .septum ? .leftVentricle : $0 }
        let found = try merged.withSeptum()
        func volume(_ wall: VentricularAnatomy, where inside: (Int) -> Bool) -> Double {
            wall.mesh.tets.indices.filter(inside).reduce(0) { $0 + wall.mesh.volume($1) }
        }
        let expected = volume(anatomy) { anatomy.regions[$0] == .septum }
        let both = volume(anatomy) {
            anatomy.regions[$0] == .septum && found.regions[$0] == .septum
        }
        let either = volume(anatomy) {
            anatomy.regions[$0] == .septum || found.regions[$0] == .septum
        }
        #expect(expected > 0)
        // Where exactly the septum ends is a matter of definition: two thirds must agree.
        #expect(both / either > 0.66, "overlap \(both / either) of \(expected) mm3")
    }

    @Test func everySegmentOfTheLeftVentricleIsThere() throws {
        let anatomy = try Self.heart(size: 5)
        let segments = try #require(try AnatomySegments.segments(of: anatomy))
        #expect(Set(segments.compactMap { $0 }) == Set(AHASegment.allCases))
        for (segment, region) in zip(segments, anatomy.regions) {
            #expect((segment == nil) == (region == .rightVentricle))
        }
    }
}
