/// What drives contraction at the quadrature points: when each is activated and by which transient.
///
/// Calcium is periodic with the cycle and triggered at the local activation time; between the
/// samples of the template it is interpolated linearly.
public struct PointDrive: Sendable {
    /// Cycle length [ms].
    public var cycleLength: Double
    /// Local activation time of each point after the start of the beat [ms].
    public var activation: [Double]
    /// Which calcium transient each point follows.
    public var template: [UInt8]
    /// Free calcium [µM] of each template, sampled every ``sampleStep`` from its activation over one
    /// cycle; the first sample is repeated at the end.
    public var calcium: [[Double]]
    /// Distance of two samples [ms].
    public var sampleStep: Double

    /// Makes a drive.
    public init(
        cycleLength: Double, activation: [Double], template: [UInt8], calcium: [[Double]],
        sampleStep: Double
    ) {
        precondition(activation.count == template.count, "one template for each point")
        precondition(
            calcium.allSatisfy { Double($0.count - 1) * sampleStep >= cycleLength - 1e-9 },
            "a template covers one cycle")
        self.cycleLength = cycleLength
        self.activation = activation
        self.template = template
        self.calcium = calcium
        self.sampleStep = sampleStep
    }

    /// Writes the calcium of every point at `time` [ms] after the start of the beat.
    public func evaluate(at time: Double, into result: inout [Double]) {
        precondition(result.count == activation.count)
        for point in 0..<activation.count {
            var phase = (time - activation[point]).truncatingRemainder(dividingBy: cycleLength)
            if phase < 0 { phase += cycleLength }
            let samples = calcium[Int(template[point])]
            let position = phase / sampleStep
            let index = min(Int(position), samples.count - 2)
            let share = position - Double(index)
            result[point] = samples[index] + share * (samples[index + 1] - samples[index])
        }
    }
}
