public import Circulation

/// Volume and pressure of one ventricle over one beat, from QRS onset to QRS onset.
public struct VentricularBeat: Sendable {
    /// Time since QRS onset [ms], increasing, first 0.
    public let time: [Double]
    /// Volume [mm³].
    public let volume: [Double]
    /// Pressure [kPa].
    public let pressure: [Double]

    /// Samples that make a beat.
    public static let fewestSamples = 16

    /// Takes traces of equal length.
    ///
    /// - Throws: too few samples, samples that are not finite, times that do not increase.
    public init(
        time: [Double], volume: [Double], pressure: [Double]
    ) throws(EmulatorError) {
        let fewest = min(time.count, volume.count, pressure.count)
        guard fewest >= Self.fewestSamples, fewest == time.count, fewest == volume.count,
            fewest == pressure.count
        else {
            throw .tooFewSamples(what: "a beat", found: fewest, needed: Self.fewestSamples)
        }
        for k in 0..<fewest {
            guard time[k].isFinite, k == 0 || time[k] > time[k - 1] else {
                throw .invalidSample(what: "time", index: k, value: time[k])
            }
            guard volume[k].isFinite, volume[k] > 0 else {
                throw .invalidSample(what: "volume", index: k, value: volume[k])
            }
            guard pressure[k].isFinite else {
                throw .invalidSample(what: "pressure", index: k, value: pressure[k])
            }
        }
        self.time = time.map { $0 - time[0] }
        self.volume = volume
        self.pressure = pressure
    }

    /// The left ventricle of a recorded beat.
    ///
    /// - Throws: as ``init(time:volume:pressure:)``.
    public static func left(_ traces: BeatTraces) throws(EmulatorError) -> VentricularBeat {
        try VentricularBeat(
            time: traces.time, volume: traces.trace(\.leftVentricleVolume),
            pressure: traces.pressure(\.leftVentricle))
    }

    /// The right ventricle of a recorded beat.
    ///
    /// - Throws: as ``init(time:volume:pressure:)``.
    public static func right(_ traces: BeatTraces) throws(EmulatorError) -> VentricularBeat {
        try VentricularBeat(
            time: traces.time, volume: traces.trace(\.rightVentricleVolume),
            pressure: traces.pressure(\.rightVentricle))
    }

    /// Cycle length [ms].
    public var period: Double { time[time.count - 1] }
}
