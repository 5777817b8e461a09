/// Shape of one action potential.
///
/// The duration at x % repolarisation runs from the steepest upstroke to the return of the voltage
/// through `peak − x/100·(peak − resting)`.
public struct ActionPotential: Sendable, Equatable {
    /// Voltage before the stimulus [mV].
    public let resting: Double
    /// Highest voltage [mV].
    public let peak: Double
    /// Largest upstroke velocity [mV/ms].
    public let upstrokeVelocity: Double
    /// Time of the largest upstroke velocity after the start of the stimulus [ms].
    public let upstrokeTime: Double
    /// Duration at 50 % repolarisation [ms].
    public let apd50: Double
    /// Duration at 90 % repolarisation [ms].
    public let apd90: Double
    /// Lowest free calcium [µM]; zero in models without calcium.
    public let calciumMinimum: Double
    /// Highest free calcium [µM]; zero in models without calcium.
    public let calciumMaximum: Double

    /// Measures a beat sampled at increasing times; nil when it does not cross both levels upwards
    /// and back.
    package init?(time: [Double], voltage: [Double], calcium: [Double]) {
        guard let resting = voltage.first, let peak = voltage.max(),
            let calciumMinimum = calcium.min(), let calciumMaximum = calcium.max()
        else { return nil }
        var velocity = 0.0
        var steepest = 0.0
        for i in 1..<voltage.count {
            let slope = (voltage[i] - voltage[i - 1]) / (time[i] - time[i - 1])
            if slope > velocity {
                velocity = slope
                steepest = (time[i] + time[i - 1]) / 2
            }
        }
        func duration(_ share: Double) -> Double? {
            let level = peak - share * (peak - resting)
            guard let up = voltage.firstIndex(where: { $0 > level }),
                let down = voltage.indices.dropFirst(up).first(where: { voltage[$0] <= level })
            else { return nil }
            let part = (level - voltage[down - 1]) / (voltage[down] - voltage[down - 1])
            return time[down - 1] + part * (time[down] - time[down - 1]) - steepest
        }
        guard let half = duration(0.5), let most = duration(0.9) else { return nil }
        self.resting = resting
        self.peak = peak
        self.calciumMinimum = calciumMinimum
        self.calciumMaximum = calciumMaximum
        upstrokeVelocity = velocity
        upstrokeTime = steepest
        apd50 = half
        apd90 = most
    }
}
