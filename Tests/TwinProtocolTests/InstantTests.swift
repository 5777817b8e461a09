import Foundation
import Testing
import TwinProtocol

@Suite struct InstantTests {
    /// Foundation reads the same moments.
    @Test func momentsAreThoseOfFoundation() throws {
        let formatter = ISO8601DateFormatter()
        for year in [1970, 1972, 1999, 2000, 2023, 2024, 2100, 2199] {
            for month in 1...12 {
                for (day, zone) in [(1, "Z"), (28, "+05:30"), (15, "-08:00")] {
                    let text = String(
                        format: "%d-%02d-%02dT%02d:59:07%@", year, month, day, 2 * month - 1, zone)
                    let date = try #require(formatter.date(from: text))
                    let expected = Int64(date.timeIntervalSince1970 * 1000)
                    #expect(
                        Instant.milliseconds(text) == (expected < 0 ? nil : expected), "\(text)")
                }
            }
        }
    }

    @Test(arguments: [
        "2023-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2023-04-31T00:00:00Z",
        "1969-12-31T00:00:00Z",
        "2023-01-01T24:00:00Z", "2023-01-01T00:60:00Z", "2023-01-01T00:00:60Z",
        "2023-01-01T00:00:00",
        "2023-01-01", "2023-01-01T00:00:00+15:00", "2023-01-01T00:00:00.Z", "2023-13-01T00:00:00Z",
        "2023-01-01T00:00:00Zx", "", "2023-00-01T00:00:00Z", "2023-01-00T00:00:00Z",
    ])
    func whatIsNoMomentIsNone(_ text: String) { #expect(Instant.milliseconds(text) == nil) }

    @Test func fractionsAreMilliseconds() {
        #expect(Instant.milliseconds("1970-01-01T00:00:01.2Z") == 1200)
        #expect(Instant.milliseconds("1970-01-01T00:00:01.23456Z") == 1234)
    }
}
