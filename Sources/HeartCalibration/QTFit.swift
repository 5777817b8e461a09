import Calibration

import Glibc
import Quantities

/// The cells of a heart, fitted to the measured QT interval.
///
/// One factor on the rapid delayed rectifier IKr of all cells. The QT interval alone does not tell which current
/// differs: the factor stands for all that repolarise, and dispersion over the wall stays that of the cells.
public struct QTFit: Sendable, Equatable {
    /// The parameter.
    public static let name = "cells.rapidRectifier"

    /// The factor [1].
    public let factor: Double
    /// Interval before and after [ms].
    public let before: Double
    public let after: Double
    /// How often the ECG was computed.
    public let evaluations: Int
    /// Change of the interval with the factor's logarithm [ms].
    public let slope: Double

    /// Factors that are tried (assumed): beyond, another current than IKr is the cause.
    private static let widest = 4.0
    /// Slope to begin with [ms]: half of the current makes QT longer by tens of milliseconds; the search finds its own.
    private static let firstSlope = -70.0
    /// Longest step of the factor's logarithm [1].
    private static let longest = 0.7
    /// Distance from the target that counts as none [ms], or a quarter of the uncertainty.
    private static let finest = 1.0
    private static let mostEvaluations = 10
    /// The step that gives the slope where none was needed [1].
    private static let beside = 0.1

    /// Searches the factor by the secant.
    ///
    /// - Parameters:
    ///   - target: measured interval and its standard deviation [ms].
    ///   - interval: QT interval with some factor [ms].
    /// - Throws: ``HeartCalibrationError/outOfReach(what:wanted:low:high:unit:advice:)``, what `interval` throws.
    public init(
        target: (value: Double, deviation: Double), interval: (Double) throws -> Double
    ) throws {
        let tolerance = max(Self.finest, 0.25 * target.deviation)
        let limit = log(Self.widest)
        var evaluations = 0
        func excess(_ x: Double) throws -> Double {
            evaluations += 1
            return try interval(exp(x)) - target.value
        }
        var looks = [(x: 0.0, excess: try excess(0))]
        before = looks[0].excess + target.value
        var slope = Self.firstSlope
        func best() -> (x: Double, excess: Double) {
            looks.min { abs($0.excess) < abs($1.excess) } ?? looks[0]
        }
        while abs(best().excess) > tolerance {
            let from = best()
            let step = min(max(-from.excess / slope, -Self.longest), Self.longest)
            let next = min(max(from.x + step, -limit), limit)
            let isKnown = looks.contains { abs($0.x - next) < 1e-6 }
            guard !isKnown, evaluations < Self.mostEvaluations else {
                let found = looks.map { $0.excess + target.value }
                throw HeartCalibrationError.outOfReach(
                    what: "a QT interval", wanted: target.value, low: found.min() ?? before,
                    high: found.max() ?? before, unit: "ms",
                    advice: "check heart_rate and the measurement, or leave qt_interval out")
            }
            looks.append((next, try excess(next)))
            let change = (looks[looks.count - 1].excess - from.excess) / (next - from.x)
            // More current repolarises earlier; a step lost in the sampling of the ECG tells nothing.
            if change < 0 { slope = change }
        }
        if looks.count == 1 {
            looks.append((Self.beside, try excess(Self.beside)))
            slope = (looks[1].excess - looks[0].excess) / Self.beside
        }
        let found = best()
        factor = exp(found.x)
        after = found.excess + target.value
        self.slope = slope
        self.evaluations = evaluations
    }
}
