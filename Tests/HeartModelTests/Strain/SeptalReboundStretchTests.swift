import HeartModel
import Testing

/// Rebound stretch of made-up strain curves.
@Suite struct SeptalReboundStretchTests {
    private let times = [0.0, 50, 100, 150, 200, 250, 300, 350]

    private func stretch(_ strain: [Double], until closure: Double) -> Double {
        SeptalReboundStretch.value(strain: strain, times: times, until: closure)
    }

    /// Stretch before shortening does not count, every later one does, and what comes after the valve has closed does not.
    @Test func allSystolicStretchAfterTheFirstShorteningCounts() {
        let strain = [0, 0.02, -0.04, -0.01, -0.06, -0.04, -0.09, -0.02]
        let found = stretch(strain, until: 300)
        #expect(abs(found - 0.05) < 1e-12, "\(found), expected 0.03 + 0.02")
        // Half of the last piece.
        let later = stretch(strain, until: 325)
        #expect(abs(later - 0.085) < 1e-12, "\(later), expected 0.05 + 0.07/2")
    }

    @Test func aSeptumThatShortensToTheEndHasNone() {
        #expect(stretch([0, -0.02, -0.05, -0.09, -0.12, -0.14, -0.15, -0.1], until: 300) == 0)
        // One that is only stretched, neither: that is early systolic stretch.
        #expect(stretch([0, 0.01, 0.03, 0.05, 0.06, 0.06, 0.07, 0.08], until: 350) == 0)
    }

    /// A ripple of a twentieth of a percent is no shortening.
    @Test func ripplesDoNotBeginShortening() {
        #expect(stretch([0, -0.0005, 0.02, 0.03, 0.03, 0.02, 0.01, 0], until: 350) == 0)
    }
}
