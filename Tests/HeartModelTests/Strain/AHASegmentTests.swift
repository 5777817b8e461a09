import HeartModel
import Testing

struct AHASegmentTests {
    @Test func anglesAndLevelsFindTheirSegments() {
        for segment in AHASegment.allCases {
            let middle = segment.angle ?? 123
            for offset in [-0.49, 0, 0.49] {
                let angle = middle + offset * segment.width
                #expect(AHASegment(segment.level, angle: angle) == segment)
                #expect(AHASegment(segment.level, angle: angle - 360) == segment)
            }
        }
    }

    @Test func numbersAndNamesAreThoseOfTheStandard() {
        #expect(AHASegment.allCases.map(\.rawValue) == Array(1...17))
        #expect(AHASegment.basalAnterior.name == "basal anterior")
        #expect(AHASegment(rawValue: 9)?.name == "mid inferoseptal")
        #expect(AHASegment(rawValue: 16)?.name == "apical lateral")
        #expect(AHASegment(rawValue: 17)?.name == "apex")
    }
}
