public import HeartModel
import Glibc
import Quantities

/// The stiffness of the relaxed left wall, fitted to Klotz's relation through the imaged volume and its pressure.
///
/// One factor on the passive law of left ventricle and septum. For every factor the unloaded shape is found anew, so
/// that the imaged pressures bring the wall back to the image; what is fitted is where it goes from there: the volumes
/// at a fifth, a half, one and a half, two and three times the imaged pressure, by least squares. Residual stress of the
/// imaged wall makes the distance a shallow function of the factor; it does not vanish anywhere. Beyond 30 mmHg, which
/// three times an end-diastolic pressure above 10 mmHg exceeds, the relation is an extrapolation.
public struct PassiveFit: Sendable {
    /// The factor on the passive law [1].
    public let scale: Double
    /// The relation.
    public let relation: KlotzRelation
    /// Root mean square distance of the wall's volumes from the relation, before and after [mL].
    public let before: Double
    public let after: Double
    /// Volume of the left cavity without pressure, before and after [mL]; compare ``KlotzRelation/unloadedVolume``.
    public let unloadedBefore: Double
    public let unloadedAfter: Double
    /// How often an unloaded shape was found.
    public let evaluations: Int
    /// Standard deviation of the factor's logarithm by the distance from the relation alone; infinite where that has no
    /// bottom [1].
    ///
    /// ```
    /// −ln p = ½·(distance/least distance)²        deviation² = least distance²/(½·d²distance²/dx²)
    /// ```
    ///
    /// The five volumes count as one measurement, as wrong as the best wall is off: they lie on one curve.
    public let logarithmicDeviation: Double

    /// The wall at the last factor.
    public struct Wall {
        /// The model.
        public var model: HeartModel
        /// Volumes over pressures.
        public var inflation: PassiveInflation
    }

    private static let name = "wall.passiveScaleLeft"
    /// Factor between two walls of the search.
    private static let stride = 2.0
    /// Walls at the bottom of a parabola through three.
    private static let refinements = 2
    private static let atBound = HeartCalibrationError.onBound(parameters: [name])

    /// Half the second derivative of the parabola through three walls, distance squared over the factor's logarithm,
    /// and its slope in the middle.
    private static func parabola(
        _ low: Look, _ middle: Look, _ high: Look
    ) -> (slope: Double, curvature: Double) {
        let (a, b) = (log(low.scale / middle.scale), log(high.scale / middle.scale))
        let zero = middle.distance * middle.distance
        let (fa, fb) = (
            low.distance * low.distance - zero, high.distance * high.distance - zero
        )
        return ((fa * b / a - fb * a / b) / (b - a), (fb / b - fa / a) / (b - a))
    }

    /// Where that parabola is lowest.
    private static func bottom(_ low: Look, _ middle: Look, _ high: Look) -> Double {
        let (a, b) = (log(low.scale / middle.scale), log(high.scale / middle.scale))
        let (slope, curvature) = parabola(low, middle, high)
        guard curvature > 0 else { return middle.scale * exp(0.25 * (a + b)) }
        // Off the three, so that every wall tells something new.
        let place = min(max(-0.5 * slope / curvature, 0.8 * a), 0.8 * b)
        return middle.scale * exp(abs(place) < 0.02 ? 0.1 * b : place)
    }

    /// Searches the factor.
    ///
    /// - Parameters:
    ///   - parameters: the heart's; its pressure of the image counts.
    ///   - build: the model with some parameters.
    /// - Returns: the fit, and the wall it ended at.
    /// - Throws: ``HeartCalibrationError``, what `build` throws.
    public static func fit(
        _ parameters: HeartParameters, build: (HeartParameters) throws -> HeartModel,
        progress: (String) -> Void
    ) throws -> (fit: PassiveFit, wall: Wall) {
        let pressure = try parameters.value("heart.endDiastolicPressureLeft")
        let start = try parameters.value(name)
        let limits = HeartParameters.card(name)?.range ?? start...start
        var evaluations = 0
        func look(_ scale: Double) throws -> Look {
            guard limits.contains(scale) else { throw atBound }
            evaluations += 1
            var parameters = parameters
            try parameters.set(name, scale)
            let model = try build(parameters)
            let look = try Look(scale, model, pressure: pressure)
            progress("relaxed wall with \(scale.short) times the stiffness: \(look.words)")
            return look
        }
        let first = try look(start)
        // Downhill by factors of two until the distance rises again, then twice to the bottom of the parabola.
        var low = try look(start / stride)
        var (best, high) = (first, low)
        if low.distance < first.distance {
            (best, high) = (low, first)
            low = try look(best.scale / stride)
            while low.distance < best.distance {
                (high, best) = (best, low)
                low = try look(best.scale / stride)
            }
        } else {
            high = try look(start * stride)
            while high.distance < best.distance {
                (low, best) = (best, high)
                high = try look(best.scale * stride)
            }
        }
        for _ in 0..<refinements {
            let next = try look(bottom(low, best, high))
            if next.distance < best.distance {
                if next.scale < best.scale { high = best } else { low = best }
                best = next
            } else if next.scale < best.scale {
                low = next
            } else {
                high = next
            }
        }
        let curvature = parabola(low, best, high).curvature
        return (
            PassiveFit(
                scale: best.scale, relation: best.relation, before: first.distance,
                after: best.distance, unloadedBefore: first.unloaded, unloadedAfter: best.unloaded,
                evaluations: evaluations,
                logarithmicDeviation: curvature > 0
                    ? best.distance / curvature.squareRoot() : .infinity),
            Wall(model: best.model, inflation: best.inflation)
        )
    }

    /// A wall beside the relation.
    private struct Look {
        let scale: Double
        let model: HeartModel
        let inflation: PassiveInflation
        let relation: KlotzRelation
        let distance: Double
        let unloaded: Double

        /// Volumes beside those of the relation, for people who wait.
        var words: String {
            inflation.left.map { sample in
                let p = sample.pressure / Units.mmHg
                return
                    "\(p.short) mmHg \((sample.volume / Units.mL).short) mL (\(relation.volume(at: p).short))"
            }.joined(separator: ", ")
                + "; unloaded \(unloaded.short) (\(relation.unloadedVolume.short))"
        }

        init(_ scale: Double, _ model: HeartModel, pressure: Double) throws {
            let volume = model.imaged.volumes[0] / Units.mL
            guard let relation = KlotzRelation(volume: volume, pressure: pressure) else {
                throw HeartCalibrationError.filling(
                    pressure: pressure, allowed: KlotzRelation.pressures)
            }
            let inflation = try PassiveInflation(model.wall, imaged: model.endDiastole.wall)
            var square = 0.0
            for sample in inflation.left {
                let p = sample.pressure / Units.mmHg
                let off = sample.volume / Units.mL - relation.volume(at: p)
                square += off * off
            }
            self.scale = scale
            self.model = model
            self.inflation = inflation
            self.relation = relation
            distance = (square / Double(inflation.left.count)).squareRoot()
            unloaded = try UnloadedShape(model).volumes[0] / Units.mL
        }
    }
}
