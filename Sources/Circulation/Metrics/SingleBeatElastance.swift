import Glibc

/// End-systolic elastance of a ventricle from one beat, by the pressure that it would reach without ejection.
///
/// ```
/// p(t) ≈ c + a·cos ωt + b·sin ωt          while the volume is constant
/// Pmax = c + √(a² + b²)                   the peak of an isovolumic beat from the same end-diastole
/// Ees  = min (Pmax − p)/(EDV − V)         slope of the tangent from (EDV, Pmax) to the loop
/// V0   = EDV − Pmax/Ees
/// PE   = ½·Pes·(Ves − V0)                 elastic energy left at end-systole, the point of contact
/// ```
///
/// The sinusoid is fitted by least squares in time (a, b, c exactly, ω by golden section) to the pressure from the start of
/// its rise until its steepest rise, and from its steepest fall until it is back at the end-diastolic pressure. With a
/// valve that leaks these phases are not isovolumic, and with a pump there may be none: the estimate is then of little worth.
///
/// Sources: Sunagawa, Yamada, Senda et al., *IEEE Trans. Biomed. Eng.* 27 (1980) 299–305, doi:10.1109/TBME.1980.326737; Takeuchi,
/// Igarashi, Tomimoto et al., *Circulation* 83 (1991) 202–212, doi:10.1161/01.CIR.83.1.202; energy: Suga, *Am. J. Physiol.* 236
/// (1979) H498–H505, doi:10.1152/ajpheart.1979.236.3.H498 (all from memory). Ours: the start of the rise, the weights in time.
public struct SingleBeatElastance: Sendable, Equatable {
    /// Peak pressure of an isovolumic beat, Pmax [kPa].
    public let isovolumicPeak: Double
    /// Ees [kPa/mm³].
    public let elastance: Double
    /// V0 [mm³].
    public let unstressedVolume: Double
    /// Elastic energy at end-systole, PE [kPa·mm³]; with the stroke work it is the pressure–volume area.
    public let potentialEnergy: Double

    /// Share of the steepest rise above which pressure counts as rising; assumed [1].
    private static let risingShare = 0.05
    /// Longest isovolumic beat looked for, by the time from the first to the last sample of the fit; assumed [1].
    private static let longestBeat = 3.0
    /// Divisions of the frequencies that are looked at before the best is refined [1].
    private static let divisions = 48
    /// Steps of the refinement: to 1e-8 of an interval.
    private static let refinements = 40

    /// Measures a beat from QRS onset to QRS onset; nil where pressure has no rise and fall, or where the loop leaves no
    /// room for a tangent.
    ///
    /// - Parameters:
    ///   - time: increasing [ms].
    ///   - volume: [mm³].
    ///   - pressure: [kPa].
    public init?(time: [Double], volume: [Double], pressure: [Double]) {
        guard let phases = Self.isovolumic(time, pressure) else { return nil }
        let peak = Self.peak(phases)
        let endDiastolic = volume[0]
        var contact: (slope: Double, at: Int)?
        for k in volume.indices where volume[k] < endDiastolic {
            let slope = (peak - pressure[k]) / (endDiastolic - volume[k])
            if slope < contact?.slope ?? .infinity { contact = (slope, k) }
        }
        guard let contact, contact.slope > 0, contact.slope.isFinite else { return nil }
        isovolumicPeak = peak
        elastance = contact.slope
        unstressedVolume = endDiastolic - peak / contact.slope
        potentialEnergy =
            0.5 * pressure[contact.at] * (volume[contact.at] - unstressedVolume)
    }

    /// Samples of the two phases with their weights, the times from the first of them.
    private struct Samples {
        var time: [Double] = []
        var pressure: [Double] = []
        var weight: [Double] = []
        var span: Double { time.last ?? 0 }
    }

    private static func isovolumic(_ time: [Double], _ pressure: [Double]) -> Samples? {
        guard time.count > 8, time.count == pressure.count else { return nil }
        // Rates between samples, so that a phase ends at a sample and not beyond it.
        var rates: [Double] = []
        for k in 1..<time.count {
            let rise = pressure[k] - pressure[k - 1]
            rates.append(rise / (time[k] - time[k - 1]))
        }
        guard let rise = rates.indices.max(by: { rates[$0] < rates[$1] }),
            let fall = rates.indices.min(by: { rates[$0] < rates[$1] }),
            rates[rise] > 0, rates[fall] < 0, fall > rise
        else { return nil }
        var start = rise
        while start > 0, rates[start - 1] > risingShare * rates[rise] { start -= 1 }
        var end = fall + 1
        while end + 1 < pressure.count, pressure[end + 1] > pressure[0],
            pressure[end + 1] < pressure[end]
        {
            end += 1
        }
        let phases = [start...(rise + 1), (fall + 1)...max(end, fall + 1)]
        var samples = Samples()
        for phase in phases {
            for k in phase {
                let (before, after) = (max(k - 1, phase.lowerBound), min(k + 1, phase.upperBound))
                samples.time.append(time[k] - time[start])
                samples.pressure.append(pressure[k])
                samples.weight.append(max(0.5 * (time[after] - time[before]), 1e-9))
            }
        }
        return phases.allSatisfy { $0.count > 1 } && samples.time.count > 4 ? samples : nil
    }

    /// Peak of the best sinusoid.
    private static func peak(_ samples: Samples) -> Double {
        // A beat lasts a full turn; it is not over before the last sample.
        let fastest: Double = 2 * Double.pi / samples.span
        let slowest: Double = fastest / longestBeat
        let width: Double = (fastest - slowest) / Double(divisions)
        let grid = (0...divisions).map { slowest + width * Double($0) }
        let residuals = grid.map { fit(samples, frequency: $0).residual }
        let best = residuals.indices.min { residuals[$0] < residuals[$1] } ?? 0
        var low = grid[max(best - 1, 0)]
        var high = grid[min(best + 1, divisions)]
        let golden = (5.0.squareRoot() - 1) / 2
        for _ in 0..<refinements {
            let (a, b) = (high - golden * (high - low), low + golden * (high - low))
            if fit(samples, frequency: a).residual < fit(samples, frequency: b).residual {
                high = b
            } else {
                low = a
            }
        }
        return fit(samples, frequency: 0.5 * (low + high)).peak
    }

    /// Least squares of c + a·cos ωt + b·sin ωt.
    private static func fit(
        _ samples: Samples, frequency: Double
    ) -> (peak: Double, residual: Double) {
        // Gram–Schmidt on the weighted samples: normal equations lose half of the digits of a short arc.
        let angles: [Double] = samples.time.map { frequency * $0 }
        let columns: [[Double]] = [
            [Double](repeating: 1, count: angles.count), angles.map { cos($0) },
            angles.map { sin($0) },
        ]
        func product(_ x: [Double], _ y: [Double]) -> Double {
            var sum = 0.0
            for k in x.indices { sum += samples.weight[k] * x[k] * y[k] }
            return sum
        }
        var basis: [[Double]] = []
        var upper = [[Double]](repeating: [0, 0, 0], count: 3)
        for (place, column) in columns.enumerated() {
            var rest = column
            for earlier in basis.indices {
                let share = product(basis[earlier], rest)
                upper[earlier][place] = share
                for k in rest.indices { rest[k] -= share * basis[earlier][k] }
            }
            let length = product(rest, rest).squareRoot()
            upper[place][place] = length
            basis.append(rest.map { $0 / length })
        }
        var rest = samples.pressure
        var shares: [Double] = []
        for vector in basis {
            let share = product(vector, rest)
            shares.append(share)
            for k in rest.indices { rest[k] -= share * vector[k] }
        }
        let b: Double = shares[2] / upper[2][2]
        let a: Double = (shares[1] - upper[1][2] * b) / upper[1][1]
        let c: Double = (shares[0] - upper[0][1] * a - upper[0][2] * b) / upper[0][0]
        return (c + (a * a + b * b).squareRoot(), product(rest, rest))
    }
}
