import Numerics
import Quantities

/// A recorded pressure or volume, averaged over its beats.
public struct MeasuredWave: Sendable, Equatable {
    /// What is recorded.
    public enum Kind: String, Sendable, CaseIterable {
        case arterialPressure = "arterial_pressure"
        case pulmonaryPressure = "pulmonary_pressure"
        case leftVolume = "lv_volume"
        case rightVolume = "rv_volume"

        /// Unit of the values.
        public var unit: String { isVolume ? "mL" : "mm[Hg]" }

        /// Whether it is the volume of a ventricle.
        public var isVolume: Bool { self == .leftVolume || self == .rightVolume }

        /// What a lumped loop cannot show of a wave (reflections, ringing of a line, slices of an image), one standard
        /// deviation in ``unit``; assumed.
        var modelError: Double { isVolume ? 4 : 3 }

        /// Measurements that its largest, least and mean value are; a volume's mean is none.
        var summaries: (largest: String, least: String, mean: String?) {
            switch self {
            case .arterialPressure:
                ("systolic_pressure", "diastolic_pressure", "mean_arterial_pressure")
            case .pulmonaryPressure:
                (
                    "pulmonary_systolic_pressure", "pulmonary_diastolic_pressure",
                    "pulmonary_mean_pressure"
                )
            case .leftVolume: ("lv_end_diastolic_volume", "lv_end_systolic_volume", nil)
            case .rightVolume: ("rv_end_diastolic_volume", "rv_end_systolic_volume", nil)
            }
        }

        /// The same names.
        public var numbers: [String] {
            let names = summaries
            return [names.largest, names.least] + (names.mean.map { [$0] } ?? [])
        }
    }

    /// Points of a beat that are compared.
    public static let shares = 40
    /// Points that are kept, so that a wave can be shifted finely.
    public static let samples = 4 * shares
    /// How many of them count as independent: about ten harmonics, assumed.
    private static let independent = 20.0
    /// Beats whose length differs by more from the median are left out [1].
    private static let irregular = 0.2
    /// The ends of a record of one beat agree to this share of its range [1].
    private static let closure = 0.15
    private static let fewestSamples = 12

    /// What is recorded.
    public let kind: Kind
    /// Means and standard deviations over the beats at ``samples`` equal shares of a beat, in the unit of the kind.
    public let mean: [Double]
    public let deviation: [Double]
    /// Beats that were averaged, and left out as irregular.
    public let beats: Int
    public let leftOut: Int
    /// Mean length of a beat [ms].
    public let period: Double
    /// Standard deviation of one sample of the instrument, in the unit of the kind; zero where it is not known.
    public let instrument: Double

    /// Cuts a record into beats and averages them.
    ///
    /// A record in which not two beats begin is one beat if it ends where it begins.
    ///
    /// - Parameters:
    ///   - time: increasing [ms].
    ///   - values: in the unit of the kind.
    ///   - instrument: standard deviation of one sample, in that unit; zero where it is not known.
    /// - Throws: ``CalibrationError/measurement(name:problem:)``.
    public init(
        _ kind: Kind, time: [Double], values: [Double], instrument: Double = 0
    ) throws {
        func refuse(_ problem: String) -> CalibrationError {
            .measurement(name: kind.rawValue, problem: problem)
        }
        guard time.count == values.count, time.count >= Self.fewestSamples else {
            throw refuse(
                "\(time.count) samples; a wave needs at least \(Self.fewestSamples)")
        }
        for (place, moment) in time.enumerated() {
            guard moment.isFinite, values[place].isFinite else {
                throw refuse("sample \(place + 1) is not finite")
            }
            guard place == 0 || moment > time[place - 1] else {
                throw refuse("time does not increase at sample \(place + 1)")
            }
            guard (kind.isVolume ? 0.1...1000 : -50...400).contains(values[place]) else {
                throw refuse(
                    "sample \(place + 1) is \(values[place].short) \(kind.unit); allowed are "
                        + (kind.isVolume ? "0.1 to 1000" : "-50 to 400"))
            }
        }
        self.kind = kind
        self.instrument = instrument
        let onsets = PulseOnsets.find(time: time, values: values, falling: kind.isVolume)
        let all = zip(onsets, onsets.dropFirst()).map { ($0, $1) }
        guard !all.isEmpty else {
            let (low, high) = (values.min() ?? 0, values.max() ?? 0)
            let (first, last) = (time[0], time[time.count - 1])
            guard abs(values[values.count - 1] - values[0]) <= Self.closure * (high - low),
                high > low, (250...2500).contains(last - first)
            else {
                throw refuse(
                    "no two beats begin in \(((time.last ?? 0) - time[0]).short) ms, and the record is not one "
                        + "beat that ends where it begins")
            }
            mean = Self.points(time, values, from: first, to: last)
            deviation = mean.map { _ in 0 }
            (beats, leftOut, period) = (1, 0, last - first)
            return
        }
        let median = Quantiles.of(all.map { $1 - $0 }, at: [0.5])[0]
        let regular = all.filter { abs($1 - $0 - median) <= Self.irregular * median }
        // Long and short beats in turn have a median that is the length of none.
        guard !regular.isEmpty else {
            throw refuse(
                "none of \(all.count) beats is within a fifth of their median length, "
                    + "\(median.short) ms; give a record of one rhythm")
        }
        let curves = regular.map { Self.points(time, values, from: $0, to: $1) }
        let count = Double(curves.count)
        let mean = (0..<Self.samples).map { share in
            curves.reduce(0) { $0 + $1[share] } / count
        }
        self.mean = mean
        deviation = (0..<Self.samples).map { share in
            (curves.reduce(0) {
                $0 + ($1[share] - mean[share]) * ($1[share] - mean[share])
            } / count).squareRoot()
        }
        beats = regular.count
        leftOut = all.count - regular.count
        period = regular.reduce(0) { $0 + $1.1 - $1.0 } / count
    }

    private static func points(
        _ time: [Double], _ values: [Double], from: Double, to: Double
    ) -> [Double] {
        PulseOnsets.resampled(
            time, values, from: from, count: samples, step: (to - from) / Double(samples))
    }

    /// What the loop cannot show and what the instrument errs by, together.
    private var error: Double {
        (kind.modelError * kind.modelError + instrument * instrument).squareRoot()
    }

    /// Largest, least and mean value as targets.
    var summaries: [LoopTarget] {
        let names = kind.summaries
        let average = mean.reduce(0, +) / Double(mean.count)
        return [
            LoopTarget(names.largest, mean.max() ?? 0, deviation: error),
            LoopTarget(names.least, mean.min() ?? 0, deviation: error),
        ] + (names.mean.map { [LoopTarget($0, average, deviation: error)] } ?? [])
    }

    /// Name of the loop's reading at a point.
    func reading(_ share: Int) -> String {
        "\(kind.rawValue)@\(Double(share) / Double(Self.shares))"
    }

    /// The compared points of the wave without a delay of so many samples.
    func shifted(by delay: Int) -> [Double] {
        (0..<Self.shares).map { mean[sample($0, delay)] }
    }

    private func sample(_ share: Int, _ delay: Int) -> Int {
        (share * (Self.samples / Self.shares) + delay) % Self.samples
    }

    /// Every compared point of the wave without its delay.
    func points(delay: Int) -> [LoopTarget] {
        let tied = Double(Self.shares) / Self.independent
        return shifted(by: delay).enumerated().map { share, value in
            let noise = deviation[sample(share, delay)]
            return LoopTarget(
                reading(share), value,
                deviation: (tied * (noise * noise + error * error)).squareRoot())
        }
    }

    /// The delay with which it is nearest to a curve [samples].
    func delay(to curve: [Double]) -> Int {
        let distances = (0..<Self.samples).map { Self.distance(shifted(by: $0), curve) }
        return distances.indices.min { distances[$0] < distances[$1] } ?? 0
    }

    /// Root mean square distance of two curves.
    static func distance(_ a: [Double], _ b: [Double]) -> Double {
        (zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / Double(a.count)).squareRoot()
    }
}
