import Reduction
import Testing

@Suite struct FullBeatTests {
    /// A beat whose wall ends 0.3 mm from where it began, of a motion by 6 mm.
    @Test func aBeatThatEndsElsewhereIsOpen() {
        let frames = [[0.0, 0, 0], [6, 0, 0], [2, 0, 0]]
        #expect(abs(FullBeat.opening(frames, end: [0.3, 0, 0]) - 0.05) <= 1e-12)
        #expect(FullBeat.opening(frames, end: [0, 0, 0]) == 0)
    }

    /// Jumps that leave every beat as open as the one before end; those that help go on.
    @Test func jumpsEndWhereTheyNoLongerHelp() {
        var jumps = JumpSchedule()
        for openness in [4000.0, 1500, 600] {
            jumps.take(openness: openness)
            #expect(jumps.mayJump, "after \(openness) mm³")
        }
        jumps.take(openness: 590)
        #expect(!jumps.mayJump)
        // Once over, a beat that closes well does not bring them back.
        jumps.take(openness: 20)
        #expect(!jumps.mayJump)
    }
}
