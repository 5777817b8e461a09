/// How the pacing step is chosen: by how far voltage and calcium may move in one step.
package struct PacingStepControl: Sendable {
    /// Change of voltage aimed at in one step [mV].
    package var voltageStep: Double
    /// Change of free calcium aimed at in one step [µM].
    package var calciumStep: Double
    /// Shortest step [ms].
    package var shortest: Double
    /// Longest step [ms].
    package var longest: Double

    /// Makes a control.
    package init(voltageStep: Double, calciumStep: Double, shortest: Double, longest: Double) {
        self.voltageStep = voltageStep
        self.calciumStep = calciumStep
        self.shortest = shortest
        self.longest = longest
    }

    /// The standard steps of a model.
    package static func standard(for model: Membrane) -> PacingStepControl {
        model.pacingRefinement == 1 ? standard : standard.refined(model.pacingRefinement)
    }

    /// Durations within 0.3 ms and calcium peaks within 1 % of the limit of small steps.
    package static var standard: PacingStepControl {
        PacingStepControl(voltageStep: 0.25, calciumStep: 0.01, shortest: 0.01, longest: 1)
    }

    /// The same with every step divided by `factor`.
    package func refined(_ factor: Double) -> PacingStepControl {
        PacingStepControl(
            voltageStep: voltageStep / factor, calciumStep: calciumStep / factor,
            shortest: shortest / factor, longest: longest / factor)
    }

    /// Number of equal steps for an interval in which `speed` aimed-at changes happen per ms.
    func steps(length: Double, speed: Double) -> Int {
        let wanted = max(1 / max(speed, 1 / longest), shortest)
        return max(1, Int((length / wanted * (1 - 1e-12)).rounded(.up)))
    }
}
