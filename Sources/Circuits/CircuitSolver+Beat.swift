public import Circulation
import Numerics

extension CircuitSolver {
    /// Advances every lane by one beat of its own length in the same number of equal steps.
    ///
    /// - Parameters:
    ///   - steps: steps of the beat, positive.
    ///   - observe: shown the solver after every step, for instance for a controller that changes
    ///     parameters or ``nextCycle``.
    /// - Throws: as ``step(_:)``.
    @_specialize(where Real == Double)
    @_specialize(where Real == Double8)
    @_specialize(where Real == Dual8)
    @discardableResult
    public func beat(
        steps: Int, observe: (CircuitSolver<Real>) -> Void = { _ in }
    ) throws(CirculationError) -> CircuitBeat<Real> {
        precondition(steps > 0, "a beat needs at least one step")
        var meter = BeatMeter(self)
        let dt = cycle * Real(filling: 1 / Double(steps))
        for _ in 0..<steps {
            try step(dt)
            meter.take(self, dt)
            observe(self)
        }
        return meter.finished
    }
}

/// Gathers a ``CircuitBeat`` step by step.
private struct BeatMeter<Real: CircuitReal> {
    private var beat: CircuitBeat<Real>
    private let share: Real
    private let seriesSlots: [Int]
    private let splits: [Real]
    private var since: Real = 0
    private var forwardTime: [Real]
    private var lastVolumes: [Real]
    private var lastPressures: [Real]
    private var lastFlows: [Real]

    init(_ solver: CircuitSolver<Real>) {
        let plan = solver.plan
        share = 1 / solver.cycle
        lastVolumes = plan.compartmentNames.indices.map { solver.volume($0) }
        lastPressures = plan.compartmentNames.indices.map { solver.pressure($0) }
        lastFlows = plan.branchNames.indices.map { solver.flow($0) }
        beat = CircuitBeat(
            cycle: solver.cycle,
            compartments: zip(lastVolumes, lastPressures).map { volume, pressure in
                CircuitBeat.Compartment(
                    onsetVolume: volume, onsetPressure: pressure, leastVolume: volume,
                    largestVolume: volume, leastPressure: pressure, largestPressure: pressure,
                    meanPressure: 0, steepestRise: 0, steepestFall: 0, work: 0)
            },
            branches: plan.branchNames.map { _ in
                CircuitBeat.Branch(
                    forward: 0, backward: 0, peakBefore: 0, peakAfter: 0, forwardAfter: 0,
                    leastPressure: Real(filling: .infinity),
                    largestPressure: Real(filling: -.infinity), meanPressure: 0, meanGradient: 0)
            }, enclosures: plan.enclosureNames.indices.map { solver.enclosurePressure($0) })
        forwardTime = plan.branchNames.map { _ in 0 }
        seriesSlots = plan.branchNames.map {
            (try? plan.address(of: $0 + ".seriesResistance").slot) ?? -1
        }
        splits = plan.from.map { solver.contractionOnset($0) }
        for branch in solver.pulseBranches { beat.pulses[branch] = [] }
        for room in solver.volumeRooms { beat.volumes[room] = [] }
    }

    /// The beat, with means over the time of forward flow.
    var finished: CircuitBeat<Real> {
        var beat = beat
        for path in beat.branches.indices {
            beat.branches[path].meanGradient =
                beat.branches[path].meanGradient / Real.larger(forwardTime[path], 1e-9)
        }
        return beat
    }

    @inline(__always)
    mutating func take(_ solver: CircuitSolver<Real>, _ dt: Real) {
        since = since + dt
        for room in beat.compartments.indices {
            let (volume, pressure) = (solver.volume(room), solver.pressure(room))
            let rate = (pressure - lastPressures[room]) / dt
            let middle = 0.5 * (pressure + lastPressures[room])
            var c = beat.compartments[room]
            c.leastVolume = Real.smaller(c.leastVolume, volume)
            c.largestVolume = Real.larger(c.largestVolume, volume)
            c.leastPressure = Real.smaller(c.leastPressure, pressure)
            c.largestPressure = Real.larger(c.largestPressure, pressure)
            c.meanPressure = c.meanPressure + middle * dt * share
            c.steepestRise = Real.larger(c.steepestRise, rate)
            c.steepestFall = Real.smaller(c.steepestFall, rate)
            c.work = c.work - middle * (volume - lastVolumes[room])
            beat.compartments[room] = c
            lastVolumes[room] = volume
            lastPressures[room] = pressure
            if !solver.volumeRooms.isEmpty { beat.volumes[room]?.append(volume) }
        }
        for path in beat.branches.indices {
            let flow = solver.flow(path)
            let (from, to) = (solver.plan.from[path], solver.plan.to[path])
            let series: Real = seriesSlots[path] < 0 ? 0 : solver[seriesSlots[path]]
            let root = solver.pressure(to) + series * flow
            let ahead = Real.larger(flow, 0)
            // Share of the step after the split, and the flow at the split where it lies in the step.
            let after = Real.smaller(Real.larger((since - splits[path]) / dt, 0), 1)
            let atSplit = Real.larger(flow - after * (flow - lastFlows[path]), 0)
            lastFlows[path] = flow
            let isForward = Real.select(0, below: flow, dt, 0)
            var b = beat.branches[path]
            b.forward = b.forward + ahead * dt
            b.backward = b.backward + (ahead - flow) * dt
            b.peakBefore = Real.larger(b.peakBefore, Real.select(after, below: 1, atSplit, 0))
            b.peakAfter = Real.larger(
                b.peakAfter, Real.select(0, below: after, Real.larger(atSplit, ahead), 0))
            b.forwardAfter = b.forwardAfter + ahead * after * dt
            b.leastPressure = Real.smaller(b.leastPressure, root)
            b.largestPressure = Real.larger(b.largestPressure, root)
            b.meanPressure = b.meanPressure + root * dt * share
            b.meanGradient = b.meanGradient + (solver.pressure(from) - root) * isForward
            forwardTime[path] = forwardTime[path] + isForward
            beat.branches[path] = b
            if !solver.pulseBranches.isEmpty { beat.pulses[path]?.append(root) }
        }
    }
}
