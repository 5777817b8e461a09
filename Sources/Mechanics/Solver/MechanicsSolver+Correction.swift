import Numerics

/// A correction of displacement and pressures.
struct NewtonCorrection {
    let displacement: Buffer<Double>
    /// Zero when the pressures are prescribed.
    var pressures: [Double]
}

/// How corrections are measured: displacement and pressures, each over its scale.
struct NewtonMetric {
    /// Weights of a squared displacement [1/mm²] and of a squared pressure [1/kPa²].
    let displacement: Double
    let pressure = 1.0

    /// - `extent`: of the wall [mm].
    init(unknowns: Int, extent: Double) {
        let scale = 0.01 * extent
        displacement = 1 / (Double(unknowns) * scale * scale)
    }

    /// Inner product [1].
    func product(_ a: NewtonCorrection, _ b: NewtonCorrection) -> Double {
        var sum = displacement * a.displacement.dot(b.displacement)
        for (p, q) in zip(a.pressures, b.pressures) { sum += pressure * p * q }
        return sum
    }
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
    /// `z = −K⁻¹R`, `Z = K⁻¹G`, `(GᵀZ − D) δp = −g − Gᵀz`, `δu = z + Z δp`. Z may be that of an older
    /// iterate; Gᵀ is current, so that the volumes are met to second order all the same.
    func direction(_ iterate: NewtonIterate, into correction: inout NewtonCorrection) throws {
        onStage?(.solution)
        defer { onStage?(.other) }
        let gradients = iterate.response == nil ? [] : system.volumeGradients
        let influence = try factor.solve(
            force: system.force.base, gradients: gradients, into: correction.displacement)
        guard let response = iterate.response, !gradients.isEmpty else {
            correction.pressures = iterate.pressures.map { _ in 0 }
            return
        }
        let n = correction.displacement.count
        let cavities = gradients.count
        var matrix = [Double](repeating: 0, count: cavities * cavities)
        var side = [Double](repeating: 0, count: cavities)
        influence.withUnsafeBufferPointer { Z in
            guard let Z = Z.baseAddress else { return }
            for (a, gradient) in gradients.enumerated() {
                side[a] = -iterate.gaps[a] - gradient.dot(correction.displacement)
                for b in 0..<cavities {
                    matrix[a * cavities + b] =
                        VectorAlgebra.dot(gradient.base, Z + b * n, count: n)
                        - response.derivative[a * cavities + b]
                }
            }
            correction.pressures = SmallLinearSystem.solve(matrix, side)
            for (b, dp) in correction.pressures.enumerated() {
                VectorAlgebra.add(dp, Z + b * n, to: correction.displacement.base, count: n)
            }
        }
    }
}
