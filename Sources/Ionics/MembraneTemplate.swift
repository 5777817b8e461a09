/// Voltage and calcium of one cell over one cycle of its paced rhythm, from its own activation on.
///
/// Tissue models play it at every point, delayed by the local activation time and repeated with the
/// cycle.
public struct MembraneTemplate: Sendable, Equatable {
    /// Cycle length [ms].
    public let cycleLength: Double
    /// Time between samples [ms].
    public let sampleStep: Double
    /// Transmembrane voltage [mV]; sample `i` is `i · sampleStep` after activation.
    public let voltage: [Double]
    /// Free cytosolic calcium [µM], sampled like the voltage; zero in models without calcium.
    public let calcium: [Double]

    /// Makes a template; both arrays cover one cycle, `cycleLength / sampleStep` samples rounded up.
    public init(cycleLength: Double, sampleStep: Double, voltage: [Double], calcium: [Double]) {
        precondition(voltage.count == calcium.count && !voltage.isEmpty, "one sample each")
        self.cycleLength = cycleLength
        self.sampleStep = sampleStep
        self.voltage = voltage
        self.calcium = calcium
    }

    /// Voltage [mV] at a time since activation [ms], any sign; linear between samples, periodic.
    @inlinable
    public func voltage(at time: Double) -> Double { interpolate(voltage, time) }

    /// Free calcium [µM] at a time since activation [ms], any sign; linear between samples, periodic.
    @inlinable
    public func calcium(at time: Double) -> Double { interpolate(calcium, time) }

    /// Periodic linear interpolation.
    @inlinable
    func interpolate(_ values: [Double], _ time: Double) -> Double {
        let phase = time - cycleLength * (time / cycleLength).rounded(.down)
        let position = phase / sampleStep
        let index = min(Int(position), values.count - 1)
        let last = index + 1 == values.count
        let next = last ? values[0] : values[index + 1]
        // The last interval may be shorter than the others.
        let width = last ? cycleLength / sampleStep - Double(index) : 1
        let part = (position - Double(index)) / width
        return values[index] + part * (next - values[index])
    }
}
