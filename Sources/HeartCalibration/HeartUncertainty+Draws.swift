import Calibration
import Numerics

extension HeartUncertainty {
    /// Hearts for given surroundings: the mean of the logarithms as a matrix on those of ``summedOver``, their covariance
    /// row by row, and a factor of it.
    private var conditional: (mean: [[Double]], covariance: [Double], lower: [Double]) {
        let count = unknowns.count
        let own = Array(jacobian[..<count])
        let zeros = [Double](repeating: 0, count: jacobian.first?.count ?? 0)
        let covariance = NormalEquations(jacobian: own, residuals: zeros).inverse()
        let mean = (count..<jacobian.count).map { other -> [Double] in
            let coupling = own.map { column in
                zip(column, jacobian[other]).reduce(0) { $0 + $1.0 * $1.1 }
            }
            return (0..<count).map { row in
                var sum = 0.0
                for column in 0..<count {
                    sum -= covariance[row * count + column] * coupling[column]
                }
                return sum
            }
        }
        return (mean, covariance, Cholesky.lower(covariance, count: count))
    }

    /// Draws a heart for each set of the loop's factors, by the linear model: logarithms of the unknowns, away from the fit.
    ///
    /// - Parameter surroundings: logarithms of ``summedOver`` away from the loop's fit, set by set.
    package func draws(_ surroundings: [[Double]], seed: UInt64) -> [[Double]] {
        var generator = SplitMix64(seed: seed)
        let (mean, _, lower) = conditional
        let count = unknowns.count
        return surroundings.map { others in
            let normal = (0..<count).map { _ in generator.nextNormal() }
            return (0..<count).map { row in
                var sum = 0.0
                for column in 0...row { sum += lower[row * count + column] * normal[column] }
                for (slope, other) in zip(mean, others) { sum += slope[row] * other }
                return sum
            }
        }
    }

    /// Draws hearts whose beats show what the linear model says of each draw: where the loop is far from linear along what
    /// the measurements leave open (blood against contractility), a draw of the linear model would not explain them.
    ///
    /// ```
    /// Qᵀ(r(u) − J·u₀) = 0,  J = QR        u₀: draw of the linear model; r: deviations of the emulated beat and priors
    /// u ← u − (JᵀJ)⁻¹Jᵀ(r(u) − J·u₀)       until it stays
    /// ```
    ///
    /// Randomise-then-optimise without its weights: Bardsley, Solonen, Haario, Laine, *SIAM J. Sci. Comput.* 36 (2014)
    /// A1895–A1910, doi:10.1137/140964023, from memory.
    ///
    /// - Parameter surroundings: as of ``draws(_:seed:)``.
    /// - Returns: set by set, nil for a draw whose beat does not run or which is not found.
    /// - Complexity: three or four beats of the loop a set, on all processors.
    package func hearts(_ surroundings: [[Double]], seed: UInt64) -> [[Double]?] {
        let drawn = draws(surroundings, seed: seed)
        guard let contraction else { return drawn }
        let covariance = conditional.covariance
        return Parallel.map(count: drawn.count) { set in
            explained(drawn[set], surroundings[set], contraction, covariance)
        }
    }

    /// Change of a logarithm below which a draw stays [1], and corrections before it is given up.
    private static let settled = 2e-3
    private static let mostCorrections = 12

    private func explained(
        _ drawn: [Double], _ others: [Double], _ contraction: Contraction, _ covariance: [Double]
    ) -> [Double]? {
        let count = unknowns.count
        let rows = contraction.firstRow..<contraction.firstRow + contraction.targets.count
        func linear(_ logarithms: [Double]) -> [Double] {
            var result = [Double](repeating: 0, count: jacobian[0].count)
            for (column, logarithm) in zip(jacobian, logarithms) {
                for row in result.indices { result[row] += logarithm * column[row] }
            }
            return result
        }
        let wanted = linear(drawn + others)
        var surroundings: [String: Double] = [:]
        for (exponents, other) in zip(contraction.surroundings, others) {
            for (name, exponent) in exponents { surroundings[name, default: 0] += exponent * other }
        }
        var found = drawn
        for _ in 0..<Self.mostCorrections {
            var logarithms = surroundings
            for (unknown, logarithm) in zip(unknowns, found) {
                for name in unknown.names { logarithms[name, default: 0] += logarithm }
            }
            guard
                let readings = try? contraction.surrounded.readings(
                    contraction.targets, at: logarithms)
            else { return nil }
            var shown = linear(found + others)
            for (row, place) in zip(rows, readings.indices) {
                shown[row] =
                    (readings[place] - contraction.shown[place])
                    / contraction.targets[place].deviation
            }
            let slopes = jacobian[..<count].map { column in
                var sum = 0.0
                for row in column.indices { sum += column[row] * (shown[row] - wanted[row]) }
                return sum
            }
            var largest = 0.0
            for row in 0..<count {
                var step = 0.0
                for column in 0..<count {
                    step += covariance[row * count + column] * slopes[column]
                }
                found[row] -= step
                largest = max(largest, abs(step))
            }
            guard largest.isFinite else { return nil }
            if largest < Self.settled { return found }
        }
        return nil
    }
}
