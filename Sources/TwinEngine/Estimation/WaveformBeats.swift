/// Finds beats in a pressure wave as its samples come: systolic, diastolic and mean pressure, and the time between beats.
///
/// A beat begins where the sum of rises over the last 128 ms exceeds a share of what it reached in beats before (slope sum;
/// Zong, Heldt, Moody and Mark, *Computers in Cardiology* 30 (2003) 259–262, from memory: the window is theirs, share and
/// refractory time are assumed); its foot is the least sample of the 160 ms before. A gap in the samples ends what is
/// being looked at.
public struct WaveformBeats: Sendable {
    /// What was seen between two feet.
    public struct Beat: Sendable, Equatable {
        /// When it ended [ms], and how long it was.
        public var end: Double
        public var length: Double
        /// Largest, least and mean pressure, in the unit of the wave.
        public var systolic: Double
        public var diastolic: Double
        public var mean: Double
        /// Steepest rise [unit of the wave per second]; nil where samples are too far apart for it.
        public var upstroke: Double?
        /// Mean square of successive differences by the variance: near 0 for a curve, 2 for noise.
        public var roughness: Double
    }

    private static let window = 128.0
    private static let footSearch = 160.0
    private static let share = 0.45
    private static let forgetting = 0.125
    /// Longest and shortest beat [ms]: 25 and 220 a minute, as the heart rate of a monitor.
    private static let longest = 2400.0
    private static let shortest = 270.0
    /// A sample that comes later than so many periods leaves a gap.
    private static let gap = 3.0

    private var samples: [(time: Double, value: Double)] = []
    private var period = 0.0
    /// What the slope sum reaches in a beat; 0 before the first seconds are seen.
    private var height = 0.0
    private var started = 0.0
    private var peak = 0.0
    private var isAbove = false
    private var lastFoot: Double?

    /// Nothing was seen.
    public init() {}

    /// Takes samples.
    ///
    /// - Parameters:
    ///   - values: in order.
    ///   - last: time of the last one [ms].
    ///   - period: between two [ms].
    /// - Returns: beats that have ended.
    public mutating func take(_ values: [Double], last: Double, period: Double) -> [Beat] {
        guard period > 0, !values.isEmpty else { return [] }
        self.period = period
        var found: [Beat] = []
        for (place, value) in values.enumerated() {
            let time = last - Double(values.count - 1 - place) * period
            if let before = samples.last {
                // What overlaps was seen already.
                guard time > before.time + 0.5 * period else { continue }
                if time > before.time + Self.gap * period { restart(time) }
            } else {
                restart(time)
            }
            samples.append((time, value))
            forget(time)
            if let beat = step(time) { found.append(beat) }
        }
        return found
    }

    private mutating func restart(_ time: Double) {
        samples = []
        (height, started, peak, isAbove, lastFoot) = (0, time, 0, false, nil)
    }

    /// Lets go of what is older than the longest beat and the search for its foot: a line without beats goes on for days.
    private mutating func forget(_ time: Double) {
        let oldest = time - Self.longest - Self.footSearch
        guard let first = samples.first, first.time < oldest - Self.longest else { return }
        samples.removeAll { $0.time < oldest }
    }

    /// Sum of rises over the window before the last sample.
    private var slopeSum: Double {
        let count = min(Int(Self.window / period), samples.count - 1)
        guard count > 0 else { return 0 }
        var sum = 0.0
        for place in (samples.count - count)..<samples.count {
            sum += max(samples[place].value - samples[place - 1].value, 0)
        }
        return sum
    }

    private mutating func step(_ time: Double) -> Beat? {
        let sum = slopeSum
        peak = max(peak, sum)
        // The first 2.4 s, in which there is at least one beat, say how high the sum goes.
        guard time >= started + Self.longest || height > 0 else { return nil }
        if height == 0 {
            (height, peak) = (peak, 0)
            isAbove = sum > Self.share * height
            return nil
        }
        // Nothing for long: lower expectations come with the largest sum that was there.
        if let foot = lastFoot, time - foot > Self.longest {
            lastFoot = nil
            height = max(peak, 1e-9)
            peak = 0
        }
        guard sum > Self.share * height else {
            if isAbove, sum < 0.5 * Self.share * height {
                isAbove = false
                height += Self.forgetting * (peak - height)
                peak = 0
            }
            return nil
        }
        guard !isAbove else { return nil }
        let from = time - Self.footSearch
        guard
            let foot = samples.last(where: { sample in
                sample.time >= from
                    && !samples.contains { $0.time >= from && $0.value < sample.value }
            })
        else { return nil }
        if let last = lastFoot, foot.time - last < Self.shortest { return nil }
        isAbove = true
        defer {
            lastFoot = foot.time
            samples.removeAll { $0.time < foot.time - Self.footSearch }
        }
        guard let last = lastFoot, foot.time - last <= Self.longest else { return nil }
        let inside = samples.filter { $0.time >= last && $0.time < foot.time }
        guard let first = inside.first else { return nil }
        let systolic = inside.reduce(first.value) { max($0, $1.value) }
        let diastolic = min(inside.reduce(first.value) { min($0, $1.value) }, foot.value)
        let values = inside.map(\.value)
        return Beat(
            end: foot.time, length: foot.time - last, systolic: systolic, diastolic: diastolic,
            mean: values.reduce(0, +) / Double(values.count),
            upstroke: Upstroke.steepest(values, period: period),
            roughness: Self.roughness(values))
    }

    /// The ratio of von Neumann, *Ann. Math. Statist.* 12 (1941) 367–395, doi:10.1214/aoms/1177731677 (from memory).
    private static func roughness(_ values: [Double]) -> Double {
        let mean = values.reduce(0, +) / Double(values.count)
        let square = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let steps = zip(values, values.dropFirst()).reduce(0) {
            $0 + ($1.1 - $1.0) * ($1.1 - $1.0)
        }
        return square > 0 ? steps / square : 2
    }
}
