import Circuits
public import Circulation

/// What is known of a patient's factors after measurements.
///
/// ```
/// −ln p(θ | y) = ½ Σ ((y(θ) − target) / deviation)² + ½ Σ (θ / spread)² + const
/// ```
public struct LoopPosterior: Sendable {
    /// The loop; everything that can be read of it is, so that what was not measured is predicted.
    public let study: LoopStudy
    /// The measurements, in the units of the readings.
    public let targets: [LoopTarget]
    /// Where each target stands among the readings.
    public let places: [Int]

    /// Poses the problem.
    ///
    /// - Parameter factors: what may differ; nil for ``LoopFactors/all(measured:)`` of the targets.
    /// - Throws: ``CalibrationError/invalidTarget(name:value:deviation:)``,
    ///   ``CalibrationError/unknownName(name:kind:)``, and as `LoopStudy`'s initialiser.
    public init(
        base: LoopParameters, factors: [LoopFactor]? = nil, targets: [LoopTarget]
    ) throws {
        // Points of pulses are read where they were measured, everything else always.
        let known = AdultOutput.names
        let names = known + targets.map(\.quantity).filter { !known.contains($0) }
        places = try targets.map { target in
            guard target.value.isFinite, target.deviation > 0, target.deviation.isFinite else {
                throw CalibrationError.invalidTarget(
                    name: target.quantity, value: target.value, deviation: target.deviation)
            }
            return names.firstIndex(of: target.quantity) ?? 0
        }
        study = try LoopStudy(
            base: base, factors: factors ?? LoopFactors.all(measured: targets.map(\.quantity)),
            readings: names)
        self.targets = targets
    }

    /// The terms whose half sum of squares is −ln p: targets, then factors.
    package func residuals(_ readings: [Double], _ logarithms: [Double]) -> [Double] {
        zip(targets, places).map { (readings[$1] - $0.value) / $0.deviation }
            + zip(study.factors, logarithms).map { $1 / $0.spread }
    }

    /// Their derivatives, factor by factor.
    package func residualDerivatives(_ jacobian: [[Double]]) -> [[Double]] {
        jacobian.enumerated().map { factor, column in
            zip(targets, places).map { column[$1] / $0.deviation }
                + study.factors.enumerated().map { $0 == factor ? 1 / $1.spread : 0 }
        }
    }

    /// ln p up to a constant; −∞ where the heart does not settle.
    func logDensity(_ readings: [Double]?, _ logarithms: [Double]) -> Double {
        guard let readings else { return -.infinity }
        return -0.5 * residuals(readings, logarithms).reduce(0) { $0 + $1 * $1 }
    }

    /// ln p of many sets of factors, with −∞ outside their admissible ranges.
    package func logDensities(_ sets: [[Double]], near: LoopPoint) -> [Double] {
        let ranges = study.ranges
        let inside = sets.indices.filter { set in
            zip(ranges, sets[set]).allSatisfy { $0.contains($1) }
        }
        let readings = study.readings(inside.map { sets[$0] }, near: near)
        var densities = [Double](repeating: -.infinity, count: sets.count)
        for (place, reading) in zip(inside, readings) {
            densities[place] = logDensity(reading, sets[place])
        }
        return densities
    }
}
