import Numerics

/// The factor of a stiffness that several iterations, steps and calls share, and what goes with it.
///
/// Single precision by default: half the time and memory, and its error (some 1e-5 of a correction)
/// drowns in that of an old factor; iterates converge all the same since forces are in double. Where
/// it meets a pivot that is not positive, an equilibrium tries double precision, then growing shifts; a
/// motion takes the indefinite stiffness as it is.
final class StiffnessFactor {
    private let single: SparseCholesky<Float>
    private lazy var double = SparseCholesky<Double>(single.symbolic)
    private var usesDouble = false
    /// Negative pivots of the last stiffness factored as an indefinite one.
    private(set) var negativePivots = 0
    /// Whether there is a factor to solve with.
    private(set) var isFactored = false
    /// Z = K⁻¹ G of the cavities, one column after the other.
    private(set) var influence: [Double] = []
    private var sides: [Double] = []

    /// Relative diagonal shifts tried in turn when the stiffness is not positive definite (buckling
    /// trial states); Newton's method then converges linearly until it is.
    private static let shifts = [1e-3, 1e-2, 1e-1]

    init(_ symbolic: SymbolicFactorization) { single = SparseCholesky<Float>(symbolic) }

    /// Factors a stiffness that may be indefinite, as it is.
    ///
    /// Cholesky's method first, unless the last stiffness was indefinite: signs rarely change.
    ///
    /// - `attempts`: counts the numeric factorisations.
    func factorIndefinite(
        _ matrix: SymmetricBlockMatrix, inSinglePrecision: Bool, attempts: inout Int
    ) throws(NumericsError) {
        drop()
        usesDouble = !inSinglePrecision
        if negativePivots == 0 {
            attempts += 1
            let isDefinite = try succeeds { () throws(NumericsError) in
                if usesDouble { try double.factor(matrix) } else { try single.factor(matrix) }
            }
            if isDefinite { return }
        }
        attempts += 1
        if usesDouble {
            try double.factorIndefinite(matrix)
        } else {
            try single.factorIndefinite(matrix)
        }
        negativePivots = usesDouble ? double.inertia.negative : single.inertia.negative
        isFactored = true
    }

    /// Factors a stiffness that has to be positive definite.
    ///
    /// - `mayShift`: whether double precision and growing shifts are tried where single fails.
    /// - `attempts`: counts the numeric factorisations.
    /// - Returns: whether it succeeded.
    func factor(
        _ matrix: SymmetricBlockMatrix, inSinglePrecision: Bool, mayShift: Bool,
        attempts: inout Int
    ) throws(NumericsError) -> Bool {
        drop()
        if inSinglePrecision {
            attempts += 1
            usesDouble = false
            if try succeeds({ () throws(NumericsError) in try single.factor(matrix) }) {
                return true
            }
            if !mayShift { return false }
        }
        usesDouble = true
        for shift in mayShift ? [0] + Self.shifts : [0] {
            attempts += 1
            if try succeeds({ () throws(NumericsError) in try double.factor(matrix, shift: shift) })
            {
                return true
            }
        }
        return false
    }

    /// Drops the factor, what goes with it, and what is remembered of its signs.
    func forget() {
        drop()
        negativePivots = 0
    }

    private func drop() {
        isFactored = false
        influence = []
    }

    private func succeeds(
        _ body: () throws(NumericsError) -> Void
    ) throws(NumericsError) -> Bool {
        do throws(NumericsError) {
            try body()
            isFactored = true
            return true
        } catch {
            if case .notPositiveDefinite = error { return false }
            throw error
        }
    }

    /// Solves for a force and, once per factor, for the volume gradients of the cavities.
    ///
    /// The gradients change little while a factor is kept: their solutions are kept with it, as part
    /// of the approximate inverse.
    ///
    /// - `force`: replaced by `−K⁻¹ force`.
    /// - Returns: Z = K⁻¹ G, column after column; empty without cavities.
    func solve(
        force: UnsafePointer<Double>, gradients: [Buffer<Double>], into z: Buffer<Double>
    ) throws(NumericsError) -> [Double] {
        let n = z.count
        let isNew = influence.count != gradients.count * n
        let count = isNew ? 1 + gradients.count : 1
        if sides.count != count * n { sides = [Double](repeating: 0, count: count * n) }
        for i in 0..<n { sides[i] = -force[i] }
        if isNew {
            for (c, gradient) in gradients.enumerated() {
                for i in 0..<n { sides[(c + 1) * n + i] = gradient[i] }
            }
        }
        if usesDouble {
            try double.solve(&sides, count: count)
        } else {
            try single.solve(&sides, count: count)
        }
        for i in 0..<n { z[i] = sides[i] }
        if isNew { influence = Array(sides[n...]) }
        return influence
    }
}
