import Foundation
import Studies
import Testing

/// Estimates against exact indices of functions that have them.
@Suite struct SobolIndicesTests {
    /// sin x₁ + a·sin² x₂ + b·x₃⁴·sin x₁ on [−π, π]³, a = 7, b = 0.1 (Ishigami & Homma 1990).
    private func ishigami(_ u: [Double]) -> Double {
        let x = u.map { (2 * $0 - 1) * .pi }
        return sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * pow(x[2], 4) * sin(x[0])
    }

    /// ∏ (|4·u − 2| + c)/(1 + c) (Sobol' 1993).
    private func g(_ u: [Double], _ c: [Double]) -> Double {
        zip(u, c).reduce(1) { $0 * (abs(4 * $1.0 - 2) + $1.1) / (1 + $1.1) }
    }

    @Test func ishigami() throws {
        // Exact: V1 = ½(1 + bπ⁴/5)², V2 = a²/8, V13 = 8b²π⁸/225.
        let (a, b) = (7.0, 0.1)
        let v1 = 0.5 * pow(1 + b * pow(.pi, 4) / 5, 2)
        let v2 = a * a / 8
        let v13 = 8 * b * b * pow(.pi, 8) / 225
        let v = v1 + v2 + v13
        let design = SobolDesign(count: 4096, inputs: 3, seed: 1)
        let found = try #require(
            design.indices(design.points.map { ishigami($0) }, replicates: 100, seed: 2))
        let alone = [v1 / v, v2 / v, 0]
        let inAll = [(v1 + v13) / v, v2 / v, v13 / v]
        #expect(abs(found.mean - a / 2) < 0.02, "\(found.mean) against \(a / 2)")
        #expect(abs(found.variance / v - 1) < 0.02, "\(found.variance) against \(v)")
        for input in 0..<3 {
            #expect(abs(found.alone[input].value - alone[input]) < 0.02, "S\(input + 1)")
            #expect(abs(found.inAll[input].value - inAll[input]) < 0.02, "T\(input + 1)")
        }
    }

    @Test func theIntervalsHoldTheExactIndicesOfTheGFunction() throws {
        let c = [0, 1, 4.5, 9, 99, 99.0]
        let parts = c.map { 1 / (3 * (1 + $0) * (1 + $0)) }
        let v = parts.reduce(1) { $0 * (1 + $1) } - 1
        let design = SobolDesign(count: 2048, inputs: 6, seed: 3)
        let found = try #require(
            design.indices(design.points.map { g($0, c) }, replicates: 200, seed: 4))
        for input in c.indices {
            let alone = parts[input] / v
            let others = parts.indices.filter { $0 != input }.reduce(1) { $0 * (1 + parts[$1]) }
            let inAll = parts[input] * others / v
            #expect(abs(found.alone[input].value - alone) < 0.02, "S\(input + 1)")
            #expect(abs(found.inAll[input].value - inAll) < 0.02, "T\(input + 1)")
            // A 90 % interval of plain resampling is wider than the error of an even sequence.
            let wide = found.inAll[input]
            #expect(wide.low <= inAll + 0.01 && inAll <= wide.high + 0.01, "T\(input + 1)")
        }
    }

    /// The error of the even sequence falls faster than that of random points, as 1/√n.
    @Test func errorsFallWithThePoints() throws {
        let exact = 3.5
        let errors = try [256, 1024, 4096].map { count -> Double in
            let errors = try (1...8).map { seed -> Double in
                let design = SobolDesign(count: count, inputs: 3, seed: UInt64(seed))
                let found = try #require(
                    design.indices(design.points.map { ishigami($0) }, replicates: 0, seed: 0))
                return abs(found.mean - exact)
            }
            return errors.reduce(0, +) / 8
        }
        let order = log(errors[0] / errors[2]) / log(16)
        #expect(order > 0.7, "observed order \(order), errors \(errors)")
    }

    @Test func rowsWithoutAValueAreLeftOut() throws {
        let design = SobolDesign(count: 64, inputs: 2, seed: 1)
        var values = design.points.map { Double?($0[0] + 2 * $0[1]) }
        values[3] = nil
        values[64 + 5] = .nan
        let found = try #require(design.indices(values, replicates: 10, seed: 1))
        #expect(found.rows == 62)
        #expect(abs(found.alone[0].value - 0.2) < 0.05 && abs(found.alone[1].value - 0.8) < 0.05)
        #expect(design.indices(values.map { _ in nil }, replicates: 0, seed: 1) == nil)
    }

    @Test func aConstantHasNoShares() throws {
        let design = SobolDesign(count: 16, inputs: 2, seed: 1)
        let found = try #require(
            design.indices(design.points.map { _ in 5 }, replicates: 10, seed: 1))
        #expect(found.alone.isEmpty && found.inAll.isEmpty && found.variance == 0)
    }
}
