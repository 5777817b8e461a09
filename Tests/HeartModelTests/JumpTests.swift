import HeartModel
import Testing

@Suite struct JumpTests {
    /// Jumps that leave a beat as open as the one before end for good; those that help go on.
    @Test func jumpsEndWhereTheyNoLongerHelp() {
        #expect(!HeartRun.jumpsAreOver(after: []))
        #expect(!HeartRun.jumpsAreOver(after: [4000, 1500, 600]))
        #expect(HeartRun.jumpsAreOver(after: [4000, 1500, 600, 590]))
        #expect(HeartRun.jumpsAreOver(after: [4000, 1500, 600, 590, 20]))
    }
}
