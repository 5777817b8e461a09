import Mechanics
import Numerics

/// A step to solve for.
struct ReducedProblem {
    var time: Double
    var dt: Double
    /// Coordinates at its start.
    var before: [Double]
}

/// One evaluated iterate.
struct ReducedIterate {
    var q: [Double]
    var pressures: [Double]
    var force: [Double]
    /// Force relative to the largest part of it [1].
    var residual: Double
    var cavities: [CavityPolynomial.Value]
    var response: CavityResponse
    var gaps: [Double]
    var smallestJ: Double
}

/// Newton's method in reduced coordinates.
extension ReducedWall {
    /// Difference of each cavity volume from the circulation's [mm³]: a part in ten million.
    ///
    /// It does not add up: blood is conserved by the circulation, whose volumes each step meets anew.
    static let volumeTolerance = 1e-2
    static let smallestJ = NewtonSettings().smallestJ
    private static let maximumIterations = 40
    private static let maximumCuts = 8
    /// A tangent is kept while no more than these iterations are left at the present rate; it costs about seven evaluations of
    /// forces.
    private static let staleIterations = 4.0

    /// Solves from a guess, by the natural monotonicity test of the full order (Deuflhard 2004, section 3.3).
    func solve(
        _ problem: ReducedProblem, _ q: [Double], _ pressures: [Double], _ law: CavityLaw,
        _ report: inout MechanicsReport
    ) throws -> ReducedIterate {
        var history: [Double] = []
        // Counted from here: a second start has iterations of its own.
        let limit = report.iterations + Self.maximumIterations
        var current = try evaluate(problem, q, pressures, law, &report)
        func diverged() -> MechanicsError {
            .reducedDiverged(time: problem.time, residuals: history, smallestJ: current.smallestJ)
        }
        guard isAdmissible(current) else { throw diverged() }
        var isFresh = factor == nil
        if isConverged(current) { return current }
        if isFresh { try refactor(problem, current, &report) }
        var correction = try direction(current)
        secants.apply(to: &correction)
        while report.iterations < limit {
            history.append(current.residual)
            var length = 1.0
            var accepted: (ReducedIterate, ReducedCorrection, contraction: Double)?
            for _ in 0...(isFresh ? Self.maximumCuts : 0) {
                let trial = try? evaluate(
                    problem, zip(current.q, correction.q).map { $0 + length * $1 },
                    zip(current.pressures, correction.pressures).map { $0 + length * $1 }, law,
                    &report)
                if let trial, isAdmissible(trial) {
                    if isConverged(trial) {
                        report.iterations += 1
                        return trial
                    }
                    var next = try direction(trial)
                    secants.apply(to: &next)
                    let contraction = size(next) / size(correction)
                    if contraction <= 1 - length / 4 {
                        accepted = (trial, next, contraction)
                        break
                    }
                }
                length /= 2
                report.cuts += 1
            }
            guard let (trial, following, contraction) = accepted else {
                if isFresh { throw diverged() }
                try refactor(problem, current, &report)
                isFresh = true
                correction = try direction(current)
                continue
            }
            report.iterations += 1
            current = trial
            isFresh = length < 1 || remaining(trial, contraction) > Self.staleIterations
            if isFresh {
                try refactor(problem, current, &report)
                correction = try direction(current)
            } else {
                var next = following
                secants.learn(from: correction, then: &next)
                correction = next
            }
        }
        throw diverged()
    }

    private func isAdmissible(_ i: ReducedIterate) -> Bool {
        i.residual.isFinite && i.gaps.allSatisfy(\.isFinite) && i.smallestJ > Self.smallestJ
    }

    private func isConverged(_ i: ReducedIterate) -> Bool {
        i.residual <= forceTolerance
            && i.gaps.allSatisfy { abs($0) <= Self.volumeTolerance }
    }

    /// Length of a correction: millimetres and kilopascals.
    private func size(_ c: ReducedCorrection) -> Double {
        secants.product(c, c).squareRoot()
    }

    /// Iterations that are left at a rate of contraction.
    private func remaining(_ i: ReducedIterate, _ contraction: Double) -> Double {
        let gap = i.gaps.map(abs).max() ?? 0
        let excess = max(i.residual / forceTolerance, gap / Self.volumeTolerance)
        return .log(excess) / -.log(contraction)
    }

    /// Evaluates the tangent at an iterate and factors it.
    private func refactor(
        _ problem: ReducedProblem, _ iterate: ReducedIterate, _ report: inout MechanicsReport
    ) throws {
        report.stiffnessEvaluations += 1
        report.factorisations += 1
        secants.forget()
        factor = DenseFactor(tangent(problem, iterate), order: basis.count)
        if factor == nil {
            throw MechanicsError.singularTangent(
                time: problem.time, reason: "the projected stiffness is singular")
        }
    }

    /// The correction of the present factor: a Schur complement in the pressures, as in the full order.
    private func direction(_ iterate: ReducedIterate) throws -> ReducedCorrection {
        guard let factor else { preconditionFailure("factored before") }
        let r = basis.count
        let n = iterate.cavities.count
        var sides = iterate.force.map { -$0 }
        for value in iterate.cavities { sides += value.gradient }
        factor.solve(&sides)
        var matrix = [Double](repeating: 0, count: n * n)
        var side = iterate.gaps.map { -$0 }
        for a in 0..<n {
            let gradient = iterate.cavities[a].gradient
            for i in 0..<r { side[a] -= gradient[i] * sides[i] }
            for b in 0..<n {
                var sum = -iterate.response.derivative[a * n + b]
                for i in 0..<r { sum += gradient[i] * sides[(b + 1) * r + i] }
                matrix[b * n + a] = sum
            }
        }
        var q = Array(sides[..<r])
        if n > 0 {
            guard let small = DenseFactor(matrix, order: n) else {
                throw MechanicsError.singularTangent(time: 0, reason: "of the cavities")
            }
            small.solve(&side)
            for b in 0..<n { for i in 0..<r { q[i] += sides[(b + 1) * r + i] * side[b] } }
        }
        return ReducedCorrection(q: q, pressures: side)
    }
}
