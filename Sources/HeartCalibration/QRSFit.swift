import Calibration
import Electrophysiology
public import HeartModel
import Glibc
import Quantities

/// The electrics of a heart, fitted to the measured duration of its QRS complex.
///
/// One factor on how fast the muscle and the fast endocardial layer conduct, everywhere; ratios between fibre, sheet
/// and normal, parts of the wall, and the Purkinje trees stay. Activation is what the protocol says: a bundle branch
/// block is given, not found.
public struct QRSFit: Sendable, Equatable {
    /// The factor on the speeds [1].
    public let factor: Double
    /// Duration before and after [ms].
    public let before: Double
    public let after: Double
    /// How often the ECG was computed.
    public let evaluations: Int
    /// Change of the duration with the factor's logarithm, by the two factors beside the best [ms].
    public let slope: Double

    /// The speeds that the factor multiplies.
    public static let speeds = [
        "activation.leftVentricleScale", "activation.septumScale", "activation.rightVentricleScale",
        "activation.endocardialVelocity",
    ]

    /// The factors that are tried: a third to threefold, as far as the speeds' cards allow (assumed).
    private static let widest = 3.0
    /// Longest and shortest step of the search for a bracket, and the power of the durations' ratio it is [1].
    private static let stride = 1.25
    private static let shortest = 1.08
    private static let overshoot = 1.3
    /// Distance of two factors' logarithms from which on their durations give a slope [1].
    private static let resolved = 0.03
    /// Distance from the target that counts as none: half the sampling of the ECG, 1 ms, each way, or a quarter of
    /// the uncertainty.
    private static let finest = 1.0
    private static let mostEvaluations = 24

    /// Searches the factor.
    ///
    /// - Parameters:
    ///   - target: measured duration and its standard deviation [ms].
    ///   - duration: duration of the QRS with some parameters [ms].
    /// - Throws: ``HeartCalibrationError/outOfReach(what:wanted:low:high:unit:advice:)``, what `duration` throws.
    public init(
        target: (value: Double, deviation: Double), parameters: HeartParameters,
        duration: (HeartParameters) throws -> Double
    ) throws {
        let tolerance = max(Self.finest, 0.25 * target.deviation)
        let limits = try Self.limits(parameters)
        var evaluations = 0
        var looks: [(factor: Double, excess: Double)] = []
        func excess(_ factor: Double) throws -> Double {
            evaluations += 1
            looks.append(
                (factor, try duration(try Self.scaled(parameters, by: factor)) - target.value))
            return looks[looks.count - 1].excess
        }
        let start = try excess(1)
        before = start + target.value
        let before = before
        var best = (factor: 1.0, excess: start)
        // Faster is shorter: walk towards the target until it lies between two factors. What the trees conduct does
        // not follow the factor, so that a proportional step falls short; it is made longer.
        var other = best
        while abs(best.excess) > tolerance {
            let ratio = (best.excess + target.value) / target.value
            let stride = min(max(pow(ratio, Self.overshoot), 1 / Self.stride), Self.stride)
            let least =
                best.excess > 0 ? max(stride, Self.shortest) : min(stride, 1 / Self.shortest)
            let next = best.factor * least
            guard limits.contains(next) else {
                throw HeartCalibrationError.outOfReach(
                    what: "a QRS duration", wanted: target.value,
                    low: min(before, best.excess + target.value),
                    high: max(before, best.excess + target.value), unit: "ms",
                    advice:
                        "name what starts the beat with --activation, such as lbbb, or check the measurement"
                )
            }
            other = best
            best = (next, try excess(next))
            if best.excess * other.excess <= 0 { break }
        }
        // Between both by the chord, away from its ends. An end that stays counts half each time (Dowell and
        // Jarratt's Illinois method, from memory): where the complex runs into the T wave, its duration leaps.
        var weight = other.excess
        while abs(best.excess) > tolerance, evaluations < Self.mostEvaluations {
            let share = best.excess / (best.excess - weight)
            let middle =
                best.factor * pow(other.factor / best.factor, min(max(share, 0.1), 0.9))
            let found = (factor: middle, excess: try excess(middle))
            if found.excess * best.excess <= 0 {
                (other, weight) = (best, best.excess)
            } else {
                weight *= 0.5
            }
            best = found
        }
        // The slope by the nearest factor that differs enough for the sampling of the ECG.
        func distance(_ look: (factor: Double, excess: Double)) -> Double {
            abs(log(look.factor / best.factor))
        }
        let apart = looks.filter { distance($0) >= Self.resolved }
        var beside = apart.min { distance($0) < distance($1) }
        if beside.map({ distance($0) > log(Self.stride) }) ?? true {
            let factor =
                best.factor * Self.shortest <= limits.upperBound
                ? best.factor * Self.shortest : best.factor / Self.shortest
            beside = (factor, try excess(factor))
        }
        slope = beside.map { ($0.excess - best.excess) / log($0.factor / best.factor) } ?? 0
        factor = best.factor
        after = best.excess + target.value
        self.evaluations = evaluations
    }

    /// Parameters with the speeds times a factor.
    public static func scaled(
        _ parameters: HeartParameters, by factor: Double
    ) throws -> HeartParameters {
        var result = parameters
        for name in speeds { try result.set(name, factor * (try parameters.value(name))) }
        return result
    }

    private static func limits(_ parameters: HeartParameters) throws -> ClosedRange<Double> {
        var (low, high) = (1 / widest, widest)
        for name in speeds {
            guard let range = HeartParameters.card(name)?.range else { continue }
            let value = try parameters.value(name)
            low = max(low, range.lowerBound / value)
            high = min(high, range.upperBound / value)
        }
        return low...max(low, high)
    }
}
