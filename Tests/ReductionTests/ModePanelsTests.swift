import Numerics
import Reduction
import Testing

/// Products of panels against plain sums, with rows and modes that fill no panel.
@Suite struct ModePanelsTests {
    private static let count = 7
    private static let elements = 11
    private static let rows = 30 * elements

    private let modes: [Double]
    private let offset: [Double]
    private let panels: ModePanels

    init() {
        var generator = SplitMix64(seed: 7)
        // Numbers of single precision: nothing is rounded.
        modes = (0..<Self.rows * Self.count).map { _ in Double(Float(generator.nextDouble() - 0.5))
        }
        offset = (0..<Self.rows).map { _ in 20 * generator.nextDouble() }
        panels = ModePanels(modes, count: Self.count, offset: offset)
    }

    @Test func expandAddsTheModes() {
        let q = (0..<Self.count).map { 3 - Double($0) }
        var u = [Double](repeating: 0, count: Self.rows)
        u.withUnsafeMutableBufferPointer { u in
            if let base = u.baseAddress { panels.expand(q, into: base) }
        }
        for row in 0..<Self.rows {
            let expected = (0..<Self.count).reduce(offset[row]) {
                $0 + q[$1] * modes[$1 * Self.rows + row]
            }
            #expect(abs(u[row] - expected) <= 1e-13, "row \(row): \(u[row]), \(expected)")
        }
    }

    @Test func workIsTheTransposedProduct() {
        let force = (0..<Self.rows).map { Double($0 % 17) - 8 }
        var work = [Double](repeating: 1, count: Self.count)
        force.withUnsafeBufferPointer { force in
            if let base = force.baseAddress { panels.addWork(of: base, to: &work) }
        }
        for j in 0..<Self.count {
            let expected = (0..<Self.rows).reduce(1.0) {
                $0 + force[$1] * modes[j * Self.rows + $1]
            }
            #expect(abs(work[j] - expected) <= 1e-11, "mode \(j): \(work[j]), \(expected)")
        }
    }

    @Test func stiffnessIsProjectedInSinglePrecision() {
        var generator = SplitMix64(seed: 9)
        let blocks = (0..<Self.elements * 495).map { _ in generator.nextDouble() - 0.5 }
        var result = [Double](repeating: 0, count: Self.count * Self.count)
        blocks.withUnsafeBufferPointer { blocks in
            if let base = blocks.baseAddress { panels.addStiffness(base, to: &result) }
        }
        var expected = [Double](repeating: 0, count: Self.count * Self.count)
        for e in 0..<Self.elements {
            var place = 495 * e
            for a in 0..<10 {
                for b in 0...a {
                    for i in 0..<3 {
                        for k in 0..<3 {
                            add(
                                blocks[place], 30 * e + 3 * a + i, 30 * e + 3 * b + k, a == b,
                                &expected)
                            place += 1
                        }
                    }
                }
            }
        }
        let size = expected.map(abs).max() ?? 0
        for (x, y) in zip(result, expected) { #expect(abs(x - y) <= 1e-5 * size, "\(x), \(y)") }
    }

    /// Adds one entry of an element matrix, and its mirror image where the block is not on the diagonal.
    ///
    /// Blocks on the diagonal are read once for both halves: the last of two mirrored entries counts.
    private func add(
        _ value: Double, _ row: Int, _ column: Int, _ isDiagonal: Bool, _ K: inout [Double]
    ) {
        if isDiagonal && row < column { return }
        for p in 0..<Self.count {
            for q in 0..<Self.count {
                let (x, y) = (modes[p * Self.rows + row], modes[q * Self.rows + column])
                K[q * Self.count + p] += value * x * y
                if row != column {
                    let (x, y) = (modes[p * Self.rows + column], modes[q * Self.rows + row])
                    K[q * Self.count + p] += value * x * y
                }
            }
        }
    }
}
