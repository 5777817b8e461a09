public import Circuits
import Circulation
public import Numerics
import Quantities
import TwinProtocol

/// The running heart: a circuit in steps of one millisecond, its arterial baroreflex, and the signals that
/// steer both.
///
/// The same commands before the same steps give the same bits. Nothing here allocates, locks, waits or
/// knows a clock. Not for use by two threads at once.
public final class TwinHeart {
    /// What it listens to.
    public let layout: TwinLayout
    /// Steps so far.
    public internal(set) var step: UInt64 = 0
    /// The last beat that ended, and how many there were.
    public internal(set) var beat = BeatRecord()
    /// Steps that failed and were taken back, with all of their beat.
    public internal(set) var faults: UInt64 = 0
    /// Offsets up to which the inputs have been dealt with; the state keeps them.
    public var cursors = InlineArray<8, UInt64>(repeating: 0)

    package let solver: CircuitSolver<Double>
    let reflex: Baroreflex<Double>
    package let places: HeartPlaces
    let count: Int
    let solverWords: Int
    let reflexWords: Int
    /// Per signal: value, goal, change per step, steps until the goal.
    let values: UnsafeMutablePointer<Double>
    let goals: UnsafeMutablePointer<Double>
    let rates: UnsafeMutablePointer<Double>
    let left: UnsafeMutablePointer<UInt64>
    var ramping = 0
    var meter = BeatMeter()
    /// The heart at the onset of the beat, to go back to where a step fails.
    let safe: UnsafeMutablePointer<UInt64>

    /// Length of a step [ms].
    public static let stepLength = 1.0

    /// A heart that beats periodically.
    ///
    /// - Parameters:
    ///   - layout: what it listens to.
    ///   - state: of its circuit at the onset of a beat that repeats itself; there the reflex rests.
    public init(_ layout: TwinLayout, state: CircuitState<Double>) throws {
        self.layout = layout
        solver = try CircuitSolver(layout.plan, state: state)
        places = try HeartPlaces(layout.plan)
        reflex = try Baroreflex(
            restingAt: solver, steps: Int((state.cycle / Self.stepLength).rounded()),
            gain: layout.gain)
        count = layout.initial.count
        solverWords = solver.wordCount
        reflexWords = reflex.wordCount
        values = .allocate(capacity: count)
        goals = .allocate(capacity: count)
        rates = .allocate(capacity: count)
        left = .allocate(capacity: count)
        for signal in 0..<count {
            values[signal] = layout.initial[signal]
            goals[signal] = layout.initial[signal]
            rates[signal] = 0
            left[signal] = 0
        }
        safe = .allocate(capacity: solverWords + count)
        meter.begin(solver, places)
        keepSafe()
    }

    deinit {
        values.deallocate()
        goals.deallocate()
        rates.deallocate()
        left.deallocate()
        safe.deallocate()
    }

    /// Present value of a signal, NaN for a vital sign that was not measured yet.
    public func value(_ signal: Int) -> Double { values[signal] }

    /// Value that a signal is on its way to.
    public func goal(_ signal: Int) -> Double { goals[signal] }

    /// Value that a signal is on its way to, and in how many steps.
    func remaining(_ signal: Int) -> (goal: Double, steps: UInt64) {
        (goals[signal], left[signal])
    }

    /// Does what a command says before the next step.
    ///
    /// - Returns: false where it would leave the range of the signal; nothing happens then.
    public func apply(_ command: Command) -> Bool {
        let signal = Int(command.signal)
        guard signal < count else { return false }
        let goal =
            switch command.operation {
            case .set: command.value
            case .scale: goals[signal] * command.value
            case .add: goals[signal] + command.value
            }
        guard layout.catalogue.signals[signal].range.contains(goal) else { return false }
        go(signal, to: goal, in: UInt64(command.ramp))
        if signal == layout.measuredRate { go(layout.heartRate, to: goal, in: 0) }
        return true
    }

    private func go(_ signal: Int, to goal: Double, in steps: UInt64) {
        if left[signal] > 0 { ramping -= 1 }
        goals[signal] = goal
        left[signal] = steps
        guard steps > 0 else { return become(signal, goal) }
        rates[signal] = (goal - values[signal]) / Double(steps)
        ramping += 1
    }

    /// Takes a value and lets the circuit follow.
    private func become(_ signal: Int, _ value: Double) {
        let before = values[signal]
        values[signal] = value
        for place in layout.rulesOfSignal[signal] {
            let rule = layout.rules[place]
            let factor = rule.multiplier < 0 ? 1 : values[rule.multiplier] / rule.base
            let number = rule.factor * values[rule.signal] * factor
            if !reflex.rest(rule.slot, at: number, solver) { solver[rule.slot] = number }
        }
        if signal == layout.heartRate {
            // A rate that is told, by a monitor or a pacemaker, no nerve changes.
            reflex.pace()
            solver.nextCycle = Units.minute / value
        } else if signal == layout.bloodVolume {
            solver.infuse((value - before) * Units.mL, into: places.systemicVeins)
        }
    }

    /// Advances the heart by a millisecond.
    ///
    /// - Returns: whether a beat ended with it.
    public func advance() -> Bool {
        if ramping > 0 { ramp() }
        let before = solver.sinceOnset
        step += 1
        do {
            try solver.step(Self.stepLength)
        } catch {
            faults += 1
            goBack()
            return false
        }
        meter.take(solver, places, Self.stepLength)
        reflex.hear(solver, Self.stepLength)
        guard solver.sinceOnset < before else { return false }
        beat = meter.finished(number: beat.number + 1, step: step, faults: faults)
        reflex.endBeat(solver, length: meter.duration)
        meter.begin(solver, places)
        keepSafe()
        return true
    }

    private func ramp() {
        for signal in layout.firstParameter..<count where left[signal] > 0 {
            left[signal] -= 1
            if left[signal] == 0 {
                ramping -= 1
                become(signal, goals[signal])
            } else {
                become(signal, values[signal] + rates[signal])
            }
        }
    }

    private func keepSafe() {
        solver.write(to: safe)
        for signal in 0..<count { safe[solverWords + signal] = values[signal].bitPattern }
    }

    /// Becomes the heart at the onset of its beat, without the changes since then.
    private func goBack() {
        solver.read(from: safe)
        for signal in 0..<count {
            values[signal] = Double(bitPattern: safe[solverWords + signal])
            goals[signal] = values[signal]
            left[signal] = 0
        }
        ramping = 0
        meter.begin(solver, places)
    }
}
