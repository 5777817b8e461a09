import TwinProtocol

/// A parameter on its way.
struct SignalRamp: Sendable, Equatable {
    var signal: Int
    /// From here to there [unit of the signal].
    var start: Double
    var goal: Double
    /// Time it takes [ms].
    var duration: Double

    /// Value after a time [ms].
    func value(at time: Double) -> Double {
        time >= duration ? goal : start + (goal - start) * time / duration
    }
}

extension TwinHeart {
    /// The parameters that are on their way now.
    var ramps: [SignalRamp] {
        (layout.firstParameter..<layout.initial.count).compactMap { signal in
            let (goal, steps) = remaining(signal)
            guard steps > 0 else { return nil }
            return SignalRamp(
                signal: signal, start: value(signal), goal: goal,
                duration: Double(steps) * Self.stepLength)
        }
    }

    /// Where a command would lead; nil where it would leave the range.
    ///
    /// - Parameter earlier: where the signal is on its way to by commands before it; nil for its goal.
    func ramp(_ command: Command, after earlier: Double?) -> SignalRamp? {
        let signal = Int(command.signal)
        guard signal >= layout.firstParameter, signal < layout.initial.count else { return nil }
        let present = earlier ?? goal(signal)
        let goal =
            switch command.operation {
            case .set: command.value
            case .scale: present * command.value
            case .add: present + command.value
            }
        guard layout.catalogue.signals[signal].range.contains(goal) else { return nil }
        return SignalRamp(
            signal: signal, start: value(signal), goal: goal, duration: Double(command.ramp))
    }

    /// Parameters of the circuit that other values of signals change, by place in the plan.
    func slots(with values: [Int: Double]) -> [(slot: Int, value: Double)] {
        func number(_ signal: Int) -> Double { values[signal] ?? value(signal) }
        return values.keys.flatMap { signal in
            layout.rules[layout.rulesOfSignal[signal]].map { rule in
                let factor = rule.multiplier < 0 ? 1 : number(rule.multiplier) / rule.base
                return (rule.slot, rule.factor * number(rule.signal) * factor)
            }
        }
    }
}
