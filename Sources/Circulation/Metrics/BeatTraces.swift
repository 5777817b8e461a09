/// Time traces of one heart beat, sampled from QRS onset to the next QRS onset.
///
/// Structure of arrays of equal length, internal units, times relative to QRS onset. First and last
/// sample are one cycle apart. Filled by the stand-alone loop and by the coupled heart alike.
public struct BeatTraces: Sendable {
    /// Time since QRS onset [ms], increasing.
    public private(set) var time: [Double] = []
    /// State of the loop at each time.
    public private(set) var states: [LoopState] = []
    /// Pressures at each time [kPa].
    public private(set) var pressures: [LoopPressures] = []

    /// Makes empty traces with room for `capacity` samples.
    public init(capacity: Int = 0) {
        time.reserveCapacity(capacity)
        states.reserveCapacity(capacity)
        pressures.reserveCapacity(capacity)
    }

    /// Appends a sample at a time since QRS onset [ms].
    public mutating func append(time: Double, state: LoopState, pressures: LoopPressures) {
        self.time.append(time)
        self.states.append(state)
        self.pressures.append(pressures)
    }

    /// Number of samples.
    public var count: Int { time.count }

    /// Cycle length [ms].
    public var period: Double { (time.last ?? 0) - (time.first ?? 0) }

    /// One quantity of the states as a trace.
    public func trace(_ quantity: (LoopState) -> Double) -> [Double] { states.map(quantity) }

    /// One pressure as a trace [kPa].
    public func pressure(_ quantity: (LoopPressures) -> Double) -> [Double] {
        pressures.map(quantity)
    }

    /// ∫ values dt of the piecewise linear trace over the part of the beat inside `range` [ms].
    public func integral(
        _ values: [Double], over range: ClosedRange<Double> = -.infinity...(.infinity)
    ) -> Double {
        var sum = 0.0
        for k in time.indices.dropFirst() {
            let (start, end) = (time[k - 1], time[k])
            let (a, b) = (max(start, range.lowerBound), min(end, range.upperBound))
            guard b > a else { continue }
            let slope = (values[k] - values[k - 1]) / (end - start)
            let middle = values[k - 1] + slope * (0.5 * (a + b) - start)
            sum += middle * (b - a)
        }
        return sum
    }

    /// Value of a piecewise linear trace at a time inside the beat [ms].
    public func value(_ values: [Double], at instant: Double) -> Double {
        guard let k = time.firstIndex(where: { $0 >= instant }), k > 0 else {
            return (instant <= (time.first ?? 0) ? values.first : values.last) ?? 0
        }
        let share = (instant - time[k - 1]) / (time[k] - time[k - 1])
        return values[k - 1] + share * (values[k] - values[k - 1])
    }

    /// Time average of a trace over the beat.
    public func mean(_ values: [Double]) -> Double { integral(values) / period }

    /// Time derivative of a trace by central differences (one-sided at the ends) [per ms].
    public func derivative(_ values: [Double]) -> [Double] {
        guard count > 1 else { return values.map { _ in 0 } }
        return (0..<count).map { k in
            let (a, b) = (max(k - 1, 0), min(k + 1, count - 1))
            return (values[b] - values[a]) / (time[b] - time[a])
        }
    }
}
