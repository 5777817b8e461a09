package import Numerics

/// What an ensemble expects of measured values, and how they differ from it.
package struct InnovationStatistics {
    /// Measured less expected.
    package let innovation: [Double]
    /// `S⁻¹·d`.
    private let scaled: [Double]
    private let factor: DenseLU

    /// Compares measured values, with their deviations and what is not known beyond these (variances), with what each member expects.
    ///
    /// - Throws: `NumericsError` where no measurement can tell anything.
    package init(
        of measured: [Double], deviations: [Double], predicted: [[Double]],
        besides variances: [Double]? = nil
    ) throws(NumericsError) {
        let m = measured.count
        var inner: [Double] = []
        var innovation: [Double] = []
        for a in 0..<m {
            let own = predicted.map { $0[a] }
            innovation.append(measured[a] - own.reduce(0, +) / Double(own.count))
            inner += SampleMoments.covariances(own, predicted)
            inner[a * m + a] += deviations[a] * deviations[a] + (variances?[a] ?? 0)
        }
        self.innovation = innovation
        factor = try DenseLU(inner, order: m)
        scaled = try factor.solve(innovation)
    }

    /// How surprising the measurement was: the squared innovation in units of what was expected of it, by the number
    /// of measured values; about 1 where the ensemble is what it should be.
    package var surprise: Double {
        zip(innovation, scaled).reduce(0) { $0 + $1.0 * $1.1 } / Double(innovation.count)
    }

    /// `gᵀ·S⁻¹·d` and `gᵀ·S⁻¹·g` of a direction `g` in measured values.
    ///
    /// - Throws: `NumericsError` for a direction of another length.
    package func projection(
        on direction: [Double]
    ) throws(NumericsError) -> (score: Double, information: Double) {
        let score = zip(direction, scaled).reduce(0) { $0 + $1.0 * $1.1 }
        let other = try factor.solve(direction)
        return (score, zip(direction, other).reduce(0) { $0 + $1.0 * $1.1 })
    }

    /// The innovation along a direction, in its own deviations.
    package func pull(_ direction: [Double]) throws(NumericsError) -> Double {
        let (score, information) = try projection(on: direction)
        return information > 0 ? score / information.squareRoot() : 0
    }
}
