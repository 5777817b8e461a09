public import Mechanics

/// What drives contraction at the quadrature points: when each is activated and by which transient.
///
/// Calcium is periodic with the cycle and triggered at the local activation time; between the
/// samples of the template it is interpolated linearly. Contraction models that read the time since
/// activation in its place are given that, from 0 to the length of a cycle.
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
    /// What the contraction model reads.
    public var input: ActiveTensionInput

    /// Makes a drive.
    public init(
        cycleLength: Double, activation: [Double], template: [UInt8], calcium: [[Double]],
        sampleStep: Double, input: ActiveTensionInput = .calcium
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
        self.input = input
    }

    /// Writes the input of every point at the start and the end of a step [ms], both after the start of
    /// the beat.
    ///
    /// Where activation arrives within a step, time since the last one goes on to its end, lest it run
    /// backwards.
    public func evaluate(
        from start: Double, to end: Double, before: inout [Double], after: inout [Double]
    ) {
        evaluate(at: start, into: &before)
        switch input {
        case .calcium: evaluate(at: end, into: &after)
        case .timeSinceActivation:
            for point in 0..<activation.count { after[point] = before[point] + (end - start) }
        }
    }

    /// Writes the input of every point at `time` [ms] after the start of the beat.
    public func evaluate(at time: Double, into result: inout [Double]) {
        precondition(result.count == activation.count)
        for point in 0..<activation.count {
            var phase = time - activation[point]
            if abs(phase) >= cycleLength {
                phase = phase.truncatingRemainder(dividingBy: cycleLength)
            }
            if phase < 0 { phase += cycleLength }
            guard input == .calcium else {
                result[point] = phase
                continue
            }
            let samples = calcium[Int(template[point])]
            let position = phase / sampleStep
            let index = min(Int(position), samples.count - 2)
            let share = position - Double(index)
            result[point] = samples[index] + share * (samples[index + 1] - samples[index])
        }
    }
}
