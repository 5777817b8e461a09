import Foundation
import Reports
import Testing

@Suite struct BullsEyeTests {
    private let before = Dictionary(uniqueKeysWithValues: (1...17).map { ($0, 20.0) })

    @Test func changesAreDifferencesWithTheirSign() {
        var after = before
        after[1] = 32.4
        after[4] = 15.2
        after[17] = nil
        let eyes = BullsEye.beforeAndAfter(
            "Activation", pale: 0, dark: 50, unit: "ms", before, after)
        #expect(eyes.count == 3)
        let change = eyes[2].svg()
        #expect(change.contains("basal anterior: +12 ms"))
        #expect(change.contains("basal inferior: -5 ms"))
        #expect(change.contains("mid anterior: 0 ms"))
        #expect(change.contains("apex: no value"))
    }

    /// No change is drawn in the middle colour; equal changes of either sign differ in hue.
    @Test func noChangeIsNeitherBlueNorVermilion() throws {
        func fill(_ change: Double) throws -> [Int] {
            var after = before
            after[1] = 20 + change
            let svg = BullsEye.beforeAndAfter(
                "x", pale: 0, dark: 50, unit: "ms", before, after)[2].svg()
            let title = try #require(svg.range(of: "<title>basal anterior:"))
            let match = try #require(
                svg[..<title.lowerBound].matches(of: /fill="#([0-9a-f]{6})"/).last)
            let value = try #require(Int(match.1, radix: 16))
            return [value >> 16, (value >> 8) & 255, value & 255]
        }
        let (none, more, less) = (try fill(0), try fill(10), try fill(-10))
        #expect(none[0] == none[1] && none[1] == none[2])
        #expect(more[0] > more[2] && less[2] > less[0])
    }
}
