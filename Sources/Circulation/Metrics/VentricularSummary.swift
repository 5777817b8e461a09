import Glibc
import Quantities

/// Volumes, pressures and rates of one ventricle over a beat. Internal units.
public struct VentricularSummary: Sendable, Equatable {
    /// Volume at QRS onset [mm³].
    public var endDiastolicVolume: Double
    /// Minimum volume [mm³].
    public var endSystolicVolume: Double
    /// Maximum volume [mm³].
    public var maximumVolume: Double
    /// End-diastolic minus end-systolic volume [mm³].
    public var strokeVolume: Double
    /// Stroke volume by end-diastolic volume [1].
    public var ejectionFraction: Double
    /// Net volume through the outlet valve [mm³].
    public var forwardVolume: Double
    /// Backward share of the flow through the outlet valve [1].
    public var regurgitantFraction: Double
    /// Pressure at QRS onset [kPa].
    public var endDiastolicPressure: Double
    /// Highest pressure [kPa].
    public var systolicPressure: Double
    /// Pressure where pressure over volume is largest: end-systole of pressure–volume loops [kPa].
    public var endSystolicPressure: Double
    /// End-systolic pressure by stroke volume: effective arterial elastance [kPa/mm³].
    ///
    /// Source: Sunagawa et al., *Am. J. Physiol.* 245 (1983) H773–H780,
    /// doi:10.1152/ajpheart.1983.245.5.H773 (definition, from memory).
    public var arterialElastance: Double
    /// Lowest pressure [kPa].
    public var minimumPressure: Double
    /// Steepest rise of pressure [kPa/ms].
    public var maximumPressureRate: Double
    /// Steepest fall of pressure [kPa/ms], negative.
    public var minimumPressureRate: Double
    /// Time constant of relaxation [ms]; zero where the pressure does not fall exponentially.
    ///
    /// Zero-asymptote fit of ln p from the steepest fall until 5 mmHg above the end-diastolic
    /// pressure. Source: Weiss, Frederiksen & Weisfeldt, *J. Clin. Invest.* 58 (1976) 751–760,
    /// doi:10.1172/JCI108522.
    public var relaxationTime: Double
    /// Area of the pressure–volume loop [kPa·mm³].
    public var strokeWork: Double
    /// Duration of forward flow through the outlet valve [ms].
    public var ejectionTime: Double
    /// Highest flow through the outlet valve [mm³/ms].
    public var peakEjectionRate: Double

    /// Summarises a ventricle from its traces of volume, pressure and outflow.
    public init(_ traces: BeatTraces, volume: [Double], pressure: [Double], outflow: [Double]) {
        endDiastolicVolume = volume.first ?? 0
        endSystolicVolume = volume.min() ?? 0
        maximumVolume = volume.max() ?? 0
        strokeVolume = endDiastolicVolume - endSystolicVolume
        ejectionFraction = strokeVolume / endDiastolicVolume
        forwardVolume = traces.integral(outflow)
        let forward = outflow.map { max($0, 0) }
        let total = traces.integral(forward)
        regurgitantFraction = total > 0 ? 1 - forwardVolume / total : 0
        endDiastolicPressure = pressure.first ?? 0
        systolicPressure = pressure.max() ?? 0
        let endSystole = volume.indices.max { a, b in
            pressure[a] * volume[b] < pressure[b] * volume[a]
        }
        endSystolicPressure = endSystole.map { pressure[$0] } ?? 0
        arterialElastance = endSystolicPressure / strokeVolume
        minimumPressure = pressure.min() ?? 0
        let rate = traces.derivative(pressure)
        maximumPressureRate = rate.max() ?? 0
        minimumPressureRate = rate.min() ?? 0
        relaxationTime = Self.relaxationTime(
            traces.time, pressure: pressure, rate: rate, endDiastolic: endDiastolicPressure)
        strokeWork = Self.loopArea(volume: volume, pressure: pressure)
        peakEjectionRate = outflow.max() ?? 0
        ejectionTime = Self.duration(
            traces.time, of: outflow, above: Self.ejectionThreshold * peakEjectionRate)
    }

    /// Share of the peak outflow that counts as ejection [1].
    private static let ejectionThreshold = 0.01
    /// How far above end-diastolic pressure the relaxation fit ends [kPa].
    private static let relaxationEnd = 5 * Units.mmHg

    private static func relaxationTime(
        _ time: [Double], pressure: [Double], rate: [Double], endDiastolic: Double
    ) -> Double {
        guard let start = rate.indices.min(by: { rate[$0] < rate[$1] }) else { return 0 }
        var (n, t, y, tt, ty) = (0.0, 0.0, 0.0, 0.0, 0.0)
        for k in start..<time.count {
            guard pressure[k] > max(endDiastolic + relaxationEnd, 0) else { break }
            let (x, value) = (time[k] - time[start], log(pressure[k]))
            n += 1
            t += x
            y += value
            tt += x * x
            ty += x * value
        }
        let determinant = n * tt - t * t
        guard n >= 3, determinant > 0 else { return 0 }
        let slope = (n * ty - t * y) / determinant
        return slope < 0 ? -1 / slope : 0
    }

    private static func loopArea(volume: [Double], pressure: [Double]) -> Double {
        var area = 0.0
        for k in volume.indices.dropFirst() {
            area -= 0.5 * (pressure[k] + pressure[k - 1]) * (volume[k] - volume[k - 1])
        }
        return area
    }

    /// Time during which the linear interpolant of a trace exceeds a threshold.
    private static func duration(
        _ time: [Double], of values: [Double], above threshold: Double
    ) -> Double {
        var sum = 0.0
        for k in time.indices.dropFirst() {
            let (low, high) = (
                min(values[k - 1], values[k]) - threshold, max(values[k - 1], values[k]) - threshold
            )
            guard high > 0 else { continue }
            sum += (time[k] - time[k - 1]) * (low >= 0 ? 1 : high / (high - low))
        }
        return sum
    }
}
