import Numerics
import Testing

@Suite struct FixedPointAcceleratorTests {
    /// x ← M·x + b with a slow mode of 0.98 and the invariant x₀ + x₁ + x₂.
    private func image(_ x: [Double]) -> [Double] {
        let flow01 = 0.01 * (x[0] - 2 * x[1])
        let flow12 = 0.2 * (x[1] - 0.5 * x[2])
        return [x[0] - flow01, x[1] + flow01 - flow12, x[2] + flow12]
    }

    @Test func aLinearMapIsSolvedInAsManyStepsAsUnknowns() {
        var accelerator = FixedPointAccelerator()
        var x = [10.0, 1, 4]
        for _ in 0..<5 { x = accelerator.next(iterate: x, image: image(x)) }
        let change = zip(image(x), x).map { abs($0 - $1) }.max() ?? .nan
        #expect(change < 1e-10, "still changing by \(change)")
        #expect(abs(x[0] + x[1] + x[2] - 15) < 1e-12, "the sum \(x.reduce(0, +)) is invariant")
        #expect(abs(x[0] - 2 * x[1]) < 1e-8 && abs(x[1] - 0.5 * x[2]) < 1e-8, "\(x)")
    }

    @Test func withoutHistoryTheIterationIsPlain() {
        var accelerator = FixedPointAccelerator()
        #expect(accelerator.next(iterate: [1, 2], image: [3, 4]) == [3, 4])
        accelerator.reset()
        #expect(accelerator.next(iterate: [5, 6], image: [7, 8]) == [7, 8])
    }

    @Test func repeatedIteratesDoNotBreakIt() {
        var accelerator = FixedPointAccelerator(depth: 3)
        var x = [1.0, 1]
        for _ in 0..<10 { x = accelerator.next(iterate: x, image: [2, 3]) }
        #expect(x == [2, 3])
    }
}
