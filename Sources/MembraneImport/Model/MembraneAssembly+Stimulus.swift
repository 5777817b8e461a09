import Ionics

/// The stimulus of a file, and the pulse it is paced with.
extension MembraneAssembly {
    /// Replaces the stimulus of the file by ours; returns the pulse to pace with.
    mutating func bindStimulus(
        _ build: inout GraphBuilder
    ) throws(MembraneImportError) -> StimulusPulse {
        guard let stimulus else {
            remarks.append("no stimulus current is known; the stimulus is added to dV/dt")
            return pulse(nil)
        }
        let own = try build.node(stimulus)
        build.restart()
        let input = build.graph.input(.stimulus)
        build.replaced[stimulus] = input
        let rate = try voltageRate(&build)
        let slope = build.graph.derivative(of: rate, by: input)
        let depends = build.graph.dependence {
            $0.operation == .state || $0.operation == .stimulus || $0.operation == .time
        }
        guard build.graph.value(slope) != 0 else {
            throw .badStimulus(
                name: stimulus, file: model.file, problem: "does not act on the voltage")
        }
        guard !depends[slope] else {
            throw .badStimulus(
                name: stimulus, file: model.file,
                problem: "does not act on the voltage in a fixed proportion")
        }
        var values: [Double] = []
        build.graph.evaluate(
            build.graph.reachable(from: [slope]), state: states.map { _ in 0 },
            parameters: defaults, stimulus: 0, time: 0, into: &values)
        stimulusSlope = values[slope]
        let found = filePulse(build.graph, own: own, slope: slope)
        let scaled = build.graph.divide(input, slope)
        build.restart()
        build.replaced[stimulus] = scaled
        return pulse(found)
    }

    /// The pulse of the command line, the file, or an assumed one.
    private mutating func pulse(_ found: StimulusPulse?) -> StimulusPulse {
        if let chosen = options.pulse { return chosen }
        if let found { return found }
        remarks.append("the file has no stimulus pulse; 40 A/F for 1 ms assumed")
        return StimulusPulse(amplitude: 40, duration: 1)
    }

    /// The file's own pulse: that of its protocol, or of an equation of the time.
    private func filePulse(
        _ graph: ExpressionGraph, own: Node, slope: Node
    ) -> StimulusPulse? {
        let initial = [Double](repeating: 0, count: states.count)
        var values: [Double] = []
        let order = graph.reachable(from: [own, slope])
        func current(_ time: Double) -> Double {
            graph.evaluate(
                order, state: initial, parameters: defaults, stimulus: 0, time: time / timeScale,
                into: &values)
            return values[own] * values[slope]
        }
        if let stimulus, case .pace = variable(stimulus)?.role {
            guard let pulse = model.pulse else { return nil }
            _ = current(0)
            let amplitude = values[slope] * pulse.level
            guard amplitude > 0, pulse.duration > 0 else { return nil }
            return StimulusPulse(amplitude: amplitude, duration: pulse.duration * timeScale)
        }
        let depends = graph.dependence { $0.operation == .time }
        guard depends[own] else { return nil }
        // Two seconds hold the first pulse of every protocol in use; its edges are then bisected.
        let step = 0.1
        var start: Int?
        for k in 0...20_000 {
            let on = current(Double(k) * step) > 0
            if on, start == nil { start = k }
            guard !on, let first = start else { continue }
            let from =
                first == 0 ? 0 : edge(Double(first - 1) * step, Double(first) * step, current)
            let to = edge(Double(k - 1) * step, Double(k) * step, current)
            return StimulusPulse(
                amplitude: current((from + to) / 2), duration: ((to - from) * 1e6).rounded() / 1e6)
        }
        return nil
    }

    /// Where a current starts or stops between two times.
    private func edge(_ low: Double, _ high: Double, _ current: (Double) -> Double) -> Double {
        var (low, high) = (low, high)
        let before = current(low) > 0
        for _ in 0..<40 {
            let middle = (low + high) / 2
            if (current(middle) > 0) == before { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}
