/// Transmembrane voltages over one cycle that nodes follow from their activation on.
public struct VoltageTemplates: Sendable {
    /// Cycle length [ms].
    public let cycleLength: Double
    /// Distance of two samples [ms].
    public let sampleStep: Double
    /// Voltage [mV] of each template from its activation over one cycle, linear between the samples.
    public let voltage: [[Double]]

    /// Makes templates.
    ///
    /// - Throws: ``ElectrophysiologyError/timeNotValid(what:value:)`` for a cycle length or step that is
    ///   not positive, ``ElectrophysiologyError/countMismatch(what:count:expected:)`` for a template that
    ///   does not cover the cycle.
    public init(
        cycleLength: Double, sampleStep: Double, voltage: [[Double]]
    ) throws(ElectrophysiologyError) {
        for (what, value) in [("cycle length", cycleLength), ("sample step", sampleStep)]
        where !(value > 0 && value.isFinite) {
            throw .timeNotValid(what: what, value: value)
        }
        let needed = Int((cycleLength / sampleStep * (1 - 1e-12)).rounded(.up)) + 1
        for template in voltage where template.count < needed {
            throw .countMismatch(
                what: "voltage samples of a template", count: template.count, expected: needed)
        }
        self.cycleLength = cycleLength
        self.sampleStep = sampleStep
        self.voltage = voltage
    }

    /// Voltage of a template [mV] at a time after activation [ms], periodic with the cycle.
    public func voltage(_ template: Int, at time: Double) -> Double {
        var phase = time.truncatingRemainder(dividingBy: cycleLength)
        if phase < 0 { phase += cycleLength }
        let samples = voltage[template]
        let position = phase / sampleStep
        let index = min(Int(position), samples.count - 2)
        let share = position - Double(index)
        return samples[index] + share * (samples[index + 1] - samples[index])
    }
}
