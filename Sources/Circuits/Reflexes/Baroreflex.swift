public import Circulation
import Numerics
import Quantities

/// The arterial baroreflex: arterial pressure steers heart period, contractility, resistance and venous
/// volume by way of sympathetic and vagal nerves with delays.
///
/// ```
/// P̃ = (τz/τp)·P + w,   τp·dw/dt = (1 − τz/τp)·P − w
/// fcs = (fmin + fmax·e)/(1 + e),       e = exp((P̃ − Pn)/ka)
/// fes = fes∞ + (fes0 − fes∞)·exp(−kes·fcs)
/// fev = (fev0 + fev∞·g)/(1 + g),       g = exp((fcs − fcs0)/kev)
/// τθ·dΔθ/dt = −Δθ + Gθ·ln(max(fes(t − Dθ) − fes,min, 0) + 1)
/// τv·dΔTv/dt = −ΔTv + GTv·fev(t − Dv)
/// ```
///
/// Differences from the paper: a heart brings its own values, so the reflex multiplies them by the ratio
/// of the paper's effector to its value at the operating point, and adds its difference to the heart
/// period; the two parallel beds are one resistance and one venous volume. The operating point is the
/// heart's own beat without reflex: there the reflex changes nothing (resetting), with the set
/// pressure Pn its mean arterial pressure. Firing is looked at about a hundred times in a beat, delays
/// are whole numbers of these ticks, and what the effectors did in a beat on average acts in the next,
/// so that a heart that repeats itself stays as it is.
///
/// Two slower answers of the heart act beside it where its gains say so: ``CardiopulmonaryReflex`` on resistance and venous
/// volume, ``HomeometricRegulation`` on the contractility of each ventricle. Without them nothing changes by a bit.
///
/// Source and constants: ``BaroreflexConstants``.
public final class Baroreflex<Real: CircuitReal> {
    /// What the nerves steer, as places of parameters in the circuit, with the values at the operating
    /// point.
    struct Target {
        var name: String
        var slot: Int
        var value: Real
    }

    var targets: [Target]
    private var places: ReceptorPlaces
    var lowPressure: CardiopulmonaryReflex<Real>
    var leftLoad: HomeometricRegulation<Real>
    var rightLoad: HomeometricRegulation<Real>
    private var action = NerveAction.none
    private let answers: Bool
    private let gain: BaroreflexGain<Real>
    var basePeriod: Real
    let memory: NerveMemory<Real>
    var nerves: BaroreceptorSignals<Real>
    var effectors: [Real]
    var resting: [Real]
    /// What acts in the present beat, and the effectors' integrals over it.
    var acting: [Real]
    var integrals: [Real]
    var isPaced = false
    private let steps: Int
    private let stepsPerTick: Int
    var stepsSinceTick = 0
    var elapsed: Real = 0
    /// Length of a tick in the present beat; the last one of a beat may be shorter [ms].
    var tickLength: Real = 1

    /// A reflex that rests at the present beat of a circuit.
    ///
    /// - Parameters:
    ///   - solver: the circuit at the onset of a beat that repeats itself; it is left as it was.
    ///   - steps: steps of its beats, now and later.
    ///   - gain: factors on what the effectors do beyond rest.
    ///   - answers: false for nerves that keep firing as at the operating point, whatever the pressure.
    /// - Throws: ``CirculationError/invalidCircuit(element:fault:)`` where the circuit lacks one of the
    ///   steered elements `leftVentricle`, `rightVentricle`, `systemicArterialLumen`, `systemicVeins`,
    ///   `systemicArteries`, `rightAtrium`; the errors of a beat.
    @_specialize(where Real == Double)
    @_specialize(where Real == Double8)
    @_specialize(where Real == Dual8)
    public init(
        restingAt solver: CircuitSolver<Real>, steps: Int,
        gain: BaroreflexGain<Real> = BaroreflexGain(),
        answers: Bool = true
    ) throws(CirculationError) {
        self.steps = steps
        self.gain = gain
        self.answers = answers
        stepsPerTick = max(1, steps / NerveMemory<Real>.ticksPerBeat)
        let plan = solver.plan
        let places = try ReceptorPlaces(plan)
        self.places = places
        var targets: [Target] = []
        // Ventricles are elastances, or walls with a contractility, or learned ones.
        for name in WallContractility.of(plan).map(\.circuit)
            + ["systemicArterialLumen.resistance", "systemicVeins.unstressedVolume"]
        {
            let slot = try plan.address(of: name).slot
            targets.append(Target(name: name, slot: slot, value: solver[slot]))
        }
        self.targets = targets
        basePeriod = solver.cycle
        memory = NerveMemory()
        let start = solver.state
        let dt = solver.cycle * Real(filling: 1 / Double(steps))
        var pulse: [Real] = []
        pulse.reserveCapacity(steps)
        var low = CardiopulmonaryReflex<Real>(setPressure: 0)
        var left = HomeometricRegulation<Real>(restingPeak: 1)
        var right = left
        nerves = BaroreceptorSignals(
            setPressure: try solver.beat(steps: steps) {
                pulse.append($0.pressure(places.arteries))
                low.feel(places.atrial($0), dt)
                left.feel($0.pressure(places.leftVentricle))
                right.feel($0.pressure(places.rightVentricle))
            }.compartments[places.arteries].meanPressure)
        lowPressure = CardiopulmonaryReflex(setPressure: low.integral / start.cycle)
        leftLoad = HomeometricRegulation(restingPeak: left.peak)
        rightLoad = HomeometricRegulation(restingPeak: right.peak)
        try solver.restore(start)
        effectors = []
        resting = []
        acting = []
        integrals = BaroreflexConstants.effectors.map { _ in 0 }
        // The same pulse again and again, until the nerves repeat themselves too: first their means ...
        var mean = (sympathetic: Real(filling: 0), vagal: Real(filling: 0))
        let share = Real(filling: 1 / Double(steps))
        for _ in 0..<Self.settlingBeats {
            mean = (0, 0)
            for pressure in pulse {
                nerves.listen(pressure, dt)
                let firing = nerves.firing(pressure)
                mean.sympathetic = mean.sympathetic + share * firing.sympathetic
                mean.vagal = mean.vagal + share * firing.vagal
            }
        }
        memory.fill(mean)
        let constants = BaroreflexConstants.effectors
        effectors = constants.indices.map {
            Real(filling: constants[$0].gain)
                * ($0 == constants.count - 1 ? mean.vagal : mean.sympathetic)
        }
        // ... then what the effectors do.
        var sums = effectors.map { _ in Real(filling: 0) }
        for beat in 0..<2 * Self.settlingBeats {
            for pressure in pulse { listen(pressure, dt: dt) }
            tick(pulse[steps - 1])
            acting = integrals
            takeMeans(solver.cycle)
            guard beat >= Self.settlingBeats else { continue }
            for index in sums.indices { sums[index] = sums[index] + acting[index] }
        }
        let perBeat = Real(filling: 1 / Double(Self.settlingBeats))
        resting = sums.map { $0 * perBeat }
        acting = resting
    }

    /// A reflex in the state of another one: for hearts that go on from one that has run.
    ///
    /// - Parameters:
    ///   - other: a reflex of a circuit of the same plan.
    ///   - steps: steps of a beat from now on.
    ///   - offset: what is added to the pressure at which it rests [kPa].
    ///   - atrial: the heart's present mean right atrial pressure [kPa].
    ///   - peaks: the heart's present largest ventricular pressures [kPa].
    ///   - value: parameters at the operating point by their places in the plan.
    public init(
        like other: Baroreflex<Double>, steps: Int, offset: Real, atrial: Real,
        peaks: (left: Real, right: Real), value: (Int) -> Real
    ) {
        self.steps = steps
        answers = other.answers
        gain = other.gain.filling()
        action = other.action
        stepsPerTick = max(1, steps / NerveMemory<Real>.ticksPerBeat)
        places = other.places
        lowPressure = CardiopulmonaryReflex(like: other.lowPressure, present: atrial)
        leftLoad = HomeometricRegulation(like: other.leftLoad, present: peaks.left)
        rightLoad = HomeometricRegulation(like: other.rightLoad, present: peaks.right)
        targets = other.targets.map { Target(name: $0.name, slot: $0.slot, value: value($0.slot)) }
        basePeriod = Real(filling: other.basePeriod)
        memory = NerveMemory(like: other.memory)
        nerves = BaroreceptorSignals(like: other.nerves, offset: offset)
        func filled(_ values: [Double]) -> [Real] { values.map { Real(filling: $0) } }
        effectors = filled(other.effectors)
        resting = filled(other.resting)
        acting = filled(other.acting)
        integrals = filled(other.integrals)
        isPaced = other.isPaced
        elapsed = Real(filling: other.elapsed)
        tickLength = Real(filling: other.tickLength)
        stepsSinceTick = other.stepsSinceTick
    }

    /// The effectors from here on act on the heart period.
    private static var firstOfPeriod: Int { 6 }

    /// Beats after which a lag of two seconds has settled.
    private static var settlingBeats: Int { 16 }

    /// Takes the circuit's present parameters as those at the operating point: after a therapy has changed
    /// them by other ways than nerves. The circuit may be another one with the same steered elements.
    ///
    /// - Parameters:
    ///   - pacedCycle: cycle length that no nerve changes, for a paced heart [ms].
    ///   - action: what a drug does to the nerves from now on.
    /// - Throws: ``CirculationError/invalidCircuit(element:fault:)`` where the circuit lacks a steered element.
    public func rebase(
        _ solver: CircuitSolver<Real>, pacedCycle: Real? = nil, action: NerveAction = .none
    ) throws(CirculationError) {
        places = try ReceptorPlaces(solver.plan)
        self.action = action
        for index in targets.indices {
            targets[index].slot = try solver.plan.address(of: targets[index].name).slot
            targets[index].value = solver[targets[index].slot]
        }
        if let pacedCycle {
            isPaced = true
            basePeriod = pacedCycle
            solver.nextCycle = pacedCycle
        }
        steer(solver)
    }

    /// Advances a circuit by a beat, listens to its pressure and steers the next beat.
    ///
    /// - Throws: as `CircuitSolver.step(_:)`.
    @_specialize(where Real == Double)
    @_specialize(where Real == Double8)
    @_specialize(where Real == Dual8)
    @discardableResult
    public func beat(
        _ solver: CircuitSolver<Real>
    ) throws(CirculationError) -> CircuitBeat<Real> {
        let dt = solver.cycle * Real(filling: 1 / Double(steps))
        guard answers else { return try solver.beat(steps: steps) }
        let beat = try solver.beat(steps: steps) { self.hear($0, dt) }
        endBeat(solver, length: beat.cycle)
        return beat
    }

    /// Hears the pressure after a step of a circuit that somebody else advances.
    @_specialize(where Real == Double)
    @_specialize(where Real == Double8)
    @_specialize(where Real == Dual8)
    public func hear(_ solver: CircuitSolver<Real>, _ dt: Real) {
        listen(solver.pressure(places.arteries), dt: dt)
        lowPressure.feel(places.atrial(solver), dt)
        leftLoad.feel(solver.pressure(places.leftVentricle))
        rightLoad.feel(solver.pressure(places.rightVentricle))
    }

    /// A beat of this length [ms] is over: steers the next one. Nothing is allocated.
    @_specialize(where Real == Double)
    public func endBeat(_ solver: CircuitSolver<Real>, length: Real) {
        tick(solver.pressure(places.arteries))
        takeMeans(length)
        lowPressure.endBeat(length)
        leftLoad.endBeat(length)
        rightLoad.endBeat(length)
        for index in acting.indices {
            let share = index < Self.firstOfPeriod ? gain.sympathetic : gain.period
            acting[index] = resting[index] + share * (acting[index] - resting[index])
        }
        steer(solver)
    }

    /// Lets the rate be what it is told, as a pacemaker or a measured rhythm does.
    public func pace() { isPaced = true }

    /// Takes a parameter's value at the operating point; the circuit gets what the reflex makes of it.
    ///
    /// - Returns: false where the reflex does not steer the parameter.
    @_specialize(where Real == Double)
    public func rest(_ slot: Int, at value: Real, _ solver: CircuitSolver<Real>) -> Bool {
        for index in targets.indices where targets[index].slot == slot {
            targets[index].value = value
            steer(solver)
            return true
        }
        return false
    }

    /// Hears the pressure after a step.
    @inline(__always)
    private func listen(_ pressure: Real, dt: Real) {
        nerves.listen(pressure, dt)
        elapsed = elapsed + dt
        tickLength = dt * Real(filling: Double(stepsPerTick))
        stepsSinceTick += 1
        if stepsSinceTick == stepsPerTick { tick(pressure) }
    }

    /// Advances the effectors to the present.
    private func tick(_ pressure: Real) {
        guard stepsSinceTick > 0 else { return }
        memory.append(nerves.firing(pressure))
        let constants = BaroreflexConstants.effectors
        for index in constants.indices {
            let effector = constants[index]
            let past = memory.past(
                effector.delay, tick: tickLength, vagal: index == constants.count - 1)
            let goal = Real(filling: effector.gain) * past
            let decay = Real.exp(elapsed * Real(filling: -1 / effector.timeConstant))
            effectors[index] = goal + (effectors[index] - goal) * decay
            integrals[index] = integrals[index] + effectors[index] * elapsed
        }
        elapsed = 0
        stepsSinceTick = 0
    }

    /// Means of the effectors over the beat that ends, which act in the next one.
    private func takeMeans(_ cycle: Real) {
        for index in integrals.indices {
            acting[index] = integrals[index] / cycle
            integrals[index] = 0
        }
    }

    private func steer(_ solver: CircuitSolver<Real>) {
        let factors = factors
        solver[targets[0].slot] =
            targets[0].value * factors.leftElastance * leftLoad.contractility(gain.homeometric)
        solver[targets[1].slot] =
            targets[1].value * factors.rightElastance * rightLoad.contractility(gain.homeometric)
        solver[targets[2].slot] =
            targets[2].value * factors.resistance * lowPressure.resistance(gain.cardiopulmonary)
        solver[targets[3].slot] =
            targets[3].value * factors.unstressedVolume
            + lowPressure.unstressedVolume(gain.cardiopulmonary)
        guard !isPaced else { return }
        let seconds =
            (Real(filling: 1 - action.betaBlockade) * acting[6] - resting[6])
            + (acting[7] - resting[7])
        solver.nextCycle = Real.larger(
            basePeriod * Real(filling: action.periodFactor) + seconds * Real(filling: Units.second),
            Real(filling: Self.shortestCycle))
    }

    /// What the arterial reflex does now: factors on the values at the operating point.
    public var factors:
        (leftElastance: Real, rightElastance: Real, resistance: Real, unstressedVolume: Real)
    {
        func value(_ values: [Real], _ index: Int) -> Real {
            Real(filling: BaroreflexConstants.effectors[index].resting) + values[index]
        }
        func contractility(_ index: Int) -> Real {
            let open = Real(filling: 1 - action.betaBlockade)
            return
                (Real(filling: BaroreflexConstants.effectors[index].resting)
                + open * acting[index]) / value(resting, index)
        }
        func parallel(_ values: [Real]) -> Real {
            let (a, b) = (value(values, 2), value(values, 3))
            return a * b / (a + b)
        }
        func volume(_ values: [Real]) -> Real { value(values, 4) + value(values, 5) }
        return (
            contractility(0), contractility(1),
            parallel(acting) / parallel(resting), volume(acting) / volume(resting)
        )
    }

    /// No beat is shorter: 240/min [ms].
    private static var shortestCycle: Double { 250 }
}
