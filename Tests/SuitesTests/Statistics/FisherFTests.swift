import Glibc
import Testing

import Suites

@Suite struct FisherFTests {
    /// With two degrees of freedom above, P(F > f) = (1 + 2f/ν)^(−ν/2).
    @Test(arguments: [(0.3, 5.0), (1, 19), (4.2, 7), (30, 60)])
    func twoDegreesOfFreedomHaveAClosedForm(_ f: Double, _ freedom: Double) {
        let expected = pow(1 + 2 * f / freedom, -freedom / 2)
        let found = FisherF.upperTail(f, 2, freedom)
        #expect(abs(found / expected - 1) < 1e-12, "\(found), \(expected)")
    }

    /// One degree above: the square of Student's t.
    @Test(arguments: [(0.5, 3.0), (2.1, 12), (7, 40)])
    func oneDegreeOfFreedomIsStudentsSquare(_ t: Double, _ freedom: Double) {
        let found = FisherF.upperTail(t * t, 1, freedom)
        let expected = 2 * StudentT.upperTail(t, freedom: freedom)
        #expect(abs(found / expected - 1) < 1e-12, "\(found), \(expected)")
    }

    @Test func endsAreCertain() {
        #expect(FisherF.upperTail(0, 3, 9) == 1)
        #expect(FisherF.upperTail(.infinity, 3, 9) == 0)
        #expect(FisherF.upperTail(.nan, 3, 9).isNaN)
        #expect(FisherF.upperTail(1, 3, 0).isNaN)
    }
}
