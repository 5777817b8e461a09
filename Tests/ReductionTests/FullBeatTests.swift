import Reduction
import Testing

@Suite struct FullBeatTests {
    /// A beat whose wall ends 0.3 mm from where it began, of a motion by 6 mm.
    @Test func aBeatThatEndsElsewhereIsOpen() {
        let frames = [[0.0, 0, 0], [6, 0, 0], [2, 0, 0]]
        #expect(abs(FullBeat.opening(frames, end: [0.3, 0, 0]) - 0.05) <= 1e-12)
        #expect(FullBeat.opening(frames, end: [0, 0, 0]) == 0)
    }
}
