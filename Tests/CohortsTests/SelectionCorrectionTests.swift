import Cohorts
import Glibc
import Numerics
import Testing

@Suite struct SelectionCorrectionTests {
    /// Who is more than 1.8 standard deviations above the mean of the first number is turned away, and the second number
    /// goes with the first.
    @Test func whoIsLeftIsDistributedAsWanted() {
        let people = 20_000
        var generator = SplitMix64(seed: 3)
        let drawn = (0..<people).map { _ -> [Double] in
            let first = generator.nextNormal()
            return [first, 0.6 * first + 0.8 * generator.nextNormal()]
        }
        func left(_ correction: SelectionCorrection) -> [[Double]] {
            drawn.map { scores in
                (0..<2).map { correction.shifts[$0] + correction.scales[$0] * scores[$0] }
            }.filter { $0[0] < 1.8 }
        }
        func moments(_ people: [[Double]], _ aim: Int) -> (mean: Double, deviation: Double) {
            let count = Double(people.count)
            let mean = people.reduce(0) { $0 + $1[aim] } / count
            let squares = people.reduce(0) { $0 + ($1[aim] - mean) * ($1[aim] - mean) }
            return (mean, (squares / count).squareRoot())
        }
        let before = left(SelectionCorrection(aims: 2))
        let correction = SelectionCorrection(aims: 2, people: people, scores: left)
        let after = left(correction)
        // A normal distribution cut at 1.8: mean −φ(1.8)/Φ(1.8) = −0.082.
        #expect(abs(moments(before, 0).mean + 0.082) < 0.02)
        for aim in 0..<2 {
            let (mean, deviation) = moments(after, aim)
            #expect(abs(mean) < 1e-3, "aim \(aim): mean \(mean)")
            #expect(abs(deviation - 1) < 1e-3, "aim \(aim): deviation \(deviation)")
        }
        #expect(correction.shifts[0] > 0.05 && correction.shifts[1] > 0.02)
    }

    @Test func nobodyTurnedAwayNeedsNoCorrection() {
        var generator = SplitMix64(seed: 5)
        // Scores whose mean is 0 and whose deviation is 1 to the last digit but a few.
        let half = (0..<500).map { _ in generator.nextNormal() }
        let squares = half.reduce(0) { $0 + $1 * $1 }
        let scale = (999 / (2 * squares)).squareRoot()
        let drawn = (half + half.map { -$0 }).map { [scale * $0] }
        let correction = SelectionCorrection(aims: 1, people: 1000) { correction in
            drawn.map { [correction.shifts[0] + correction.scales[0] * $0[0]] }
        }
        #expect(abs(correction.shifts[0]) < 1e-12 && abs(correction.scales[0] - 1) < 1e-12)
    }

    @Test func aFilterThatNearlyNobodyPassesIsNotCorrected() {
        let correction = SelectionCorrection(aims: 1, people: 100) { _ in [[3], [4]] }
        #expect(correction.shifts == [0] && correction.scales == [1])
    }
}
