import Numerics

/// A correction of displacement and pressures.
struct NewtonCorrection {
    let displacement: Buffer<Double>
    /// Empty when the pressures are prescribed.
    var pressures: [Double]
}

/// The linear system of one iteration.
extension MechanicsSolver {
    /// The correction that the present factor gives for an iterate just evaluated.
    ///
    /// The system
    ///
    /// ```
    /// [ K   −G ] [δu]   [−R]        G_i = ∂V_i/∂u,  D = ∂volumes/∂p of the circulation
    /// [ Gᵀ  −D ] [δp] = [−g]
    /// ```
    ///
    /// is solved by its Schur complement with 1 + n right-hand sides of one factor:
    /// `z = −K⁻¹R`, `Z = K⁻¹G`, `(GᵀZ − D) δp = −g − Gᵀz`, `δu = z + Z δp`.
    func direction(_ iterate: NewtonIterate, into correction: inout NewtonCorrection) throws {
        onStage?(.solution)
        defer { onStage?(.other) }
        let n = model.unknownCount
        let cavities = iterate.response == nil ? 0 : iterate.pressures.count
        if rightSides.count != (1 + cavities) * n {
            rightSides = [Double](repeating: 0, count: (1 + cavities) * n)
        }
        for i in 0..<n { rightSides[i] = -system.force[i] }
        for c in 0..<cavities {
            let gradient = system.volumeGradients[c]
            for i in 0..<n { rightSides[(c + 1) * n + i] = gradient[i] }
        }
        try factor.solve(&rightSides, count: 1 + cavities)
        let dp = pressureCorrection(iterate, cavities)
        for i in 0..<n {
            var du = rightSides[i]
            for c in 0..<cavities { du += rightSides[(c + 1) * n + i] * dp[c] }
            correction.displacement[i] = du
        }
        correction.pressures = dp.isEmpty ? iterate.pressures.map { _ in 0 } : dp
    }

    private func pressureCorrection(_ iterate: NewtonIterate, _ cavities: Int) -> [Double] {
        guard let response = iterate.response, cavities > 0 else { return [] }
        var matrix = [Double](repeating: 0, count: cavities * cavities)
        var side = [Double](repeating: 0, count: cavities)
        for a in 0..<cavities {
            side[a] = -iterate.gaps[a] - gradientProduct(a, column: 0)
            for b in 0..<cavities {
                matrix[a * cavities + b] =
                    gradientProduct(a, column: b + 1) - response.derivative[a * cavities + b]
            }
        }
        return SmallLinearSystem.solve(matrix, side)
    }

    /// G_aᵀ times one of the solved right-hand sides.
    private func gradientProduct(_ a: Int, column: Int) -> Double {
        let n = model.unknownCount
        let gradient = system.volumeGradients[a]
        var sum = 0.0
        for i in 0..<n { sum += gradient[i] * rightSides[column * n + i] }
        return sum
    }
}
