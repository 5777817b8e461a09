/// Volumes met before forces are asked for.
extension MechanicsSolver {
    /// Moves the displacement in the system, and the pressures, until the cavities hold what the
    /// circulation holds.
    ///
    /// Along the columns of Z, of the present factor, the forces out of balance change little, so that
    /// the volumes are a matter of one unknown for each cavity,
    ///
    /// ```
    /// V_i(u + Z δp) = volumes_i(p + δp),   (GᵀZ − D) δp = −g   repeated,
    /// ```
    ///
    /// which costs no evaluation of the muscle and no solution. Iterations of the wall then have neither the
    /// curvature of the volumes nor the valves to follow. Where that does not converge, nothing is
    /// moved.
    ///
    /// - `law`: nothing is done without one, or before the factor has given Z.
    func meetVolumes(_ pressures: inout [Double], _ law: CavityLaw?) {
        let cavities = model.cavities.count
        let n = system.displacement.count
        guard let law, cavities > 0, factor.influence.count == cavities * n else {
            return
        }
        var moved = [Double](repeating: 0, count: cavities)
        var last = Double.infinity
        onStage?(.assembly)
        defer { onStage?(.other) }
        for _ in 0..<Self.volumeIterations {
            system.evaluateCavities()
            let trial = zip(pressures, moved).map { $0 + $1 }
            guard let response = try? law(trial) else { break }
            let gaps = (0..<cavities).map { system.cavityVolumes[$0] - response.volumes[$0] }
            let largest = gaps.map(abs).max() ?? 0
            guard largest < last / 2 else { break }
            last = largest
            if largest <= settings.volumeTolerance / 4 {
                pressures = trial
                return
            }
            let step = factor.influence.withUnsafeBufferPointer { Z -> [Double] in
                guard let Z = Z.baseAddress else { return moved }
                var matrix = response.derivative.map { -$0 }
                for (a, gradient) in system.volumeGradients.enumerated() {
                    for b in 0..<cavities {
                        matrix[a * cavities + b] += VectorAlgebra.dot(
                            gradient.base, Z + b * n, count: n)
                    }
                }
                return SmallLinearSystem.solve(matrix, gaps.map { -$0 })
            }
            guard step.allSatisfy(\.isFinite) else { break }
            move(along: step)
            for c in 0..<cavities { moved[c] += step[c] }
        }
        move(along: moved.map { -$0 })
    }

    /// u ← u + Z δp.
    private func move(along pressures: [Double]) {
        let n = system.displacement.count
        factor.influence.withUnsafeBufferPointer { Z in
            guard let Z = Z.baseAddress else { return }
            for (c, dp) in pressures.enumerated() {
                VectorAlgebra.add(dp, Z + c * n, to: system.displacement.base, count: n)
            }
        }
    }

    /// Iterations at most; each squares the error where valves do not switch.
    private static let volumeIterations = 8
}
