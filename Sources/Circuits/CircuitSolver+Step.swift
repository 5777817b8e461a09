public import Circulation
import Numerics

extension CircuitSolver {
    /// Advances all lanes by one step of the two-stage method SDIRK2 (second order, L-stable).
    ///
    /// ```
    /// Y₁ = y₀ + γΔt·f(t + γΔt, Y₁)
    /// y₁ = y₀ + (1 − γ)Δt·f(t + γΔt, Y₁) + γΔt·f(t + Δt, y₁),      γ = 1 − 1/√2
    /// ```
    ///
    /// Source: Alexander, *SIAM J. Numer. Anal.* 14 (1977) 1006–1021, doi:10.1137/0714068, theorem 5.
    ///
    /// - Parameter dt: length of the step of each lane [ms], positive.
    /// - Throws: ``CirculationError/newtonDiverged(time:step:residuals:)``,
    ///   ``CirculationError/notFinite(state:time:)``; the state is then that before the step.
    @_specialize(where Real == Double)
    @_specialize(where Real == Double8)
    @_specialize(where Real == Dual8)
    public func step(_ dt: Real) throws(CirculationError) {
        let w = work
        if !isScheduled { schedule() }
        let gamma = Real(filling: ImplicitMethod.gamma)
        let h = gamma * dt
        let guess = Real.select(0, below: lastStep, h / Real.larger(lastStep, 1e-9), 0)
        for room in 0..<w.rooms {
            w.start[room] = w.volumes[room]
            w.base[room] = w.volumes[room]
            w.trial[room] = w.volumes[room] + guess * w.trend[room]
        }
        for path in 0..<w.paths {
            w.branchStart[path] = w.branches[path]
            w.branchBase[path] = w.branches[path]
        }
        for k in 0..<w.muscleStateCount {
            w.muscleStart[k] = w.muscles[k]
            w.muscleBase[k] = w.muscles[k]
            w.muscleGuess[k] = w.muscles[k]
        }
        do throws(CirculationError) {
            try solveStage(h, offset: h)
            let carry = Real(filling: ImplicitMethod.carry)
            let ahead = 1 / gamma
            for room in 0..<w.rooms {
                let change = w.trial[room] - w.start[room]
                w.base[room] = w.start[room] + carry * change
                w.trial[room] = w.start[room] + ahead * change
            }
            for path in 0..<w.paths {
                let (a, b) = (w.branchStart[path], w.branchEnd[path])
                w.branchBase[path] = BranchValues(
                    flow: a.flow + carry * (b.flow - a.flow),
                    opening: a.opening + carry * (b.opening - a.opening))
            }
            for k in 0..<w.muscleStateCount {
                w.muscleBase[k] =
                    w.muscleStart[k] + carry * (w.muscleEnd[k] - w.muscleStart[k])
                w.muscleGuess[k] = w.muscleEnd[k]
            }
            try solveStage(h, offset: dt)
        } catch {
            refreshPressures()
            throw error
        }
        for room in 0..<w.rooms {
            w.trend[room] = w.trial[room] - w.start[room]
            w.volumes[room] = w.trial[room]
        }
        for path in 0..<w.paths { w.branches[path] = w.branchEnd[path] }
        for k in 0..<w.muscleStateCount { w.muscles[k] = w.muscleEnd[k] }
        lastStep = dt
        time = time + dt
        sinceOnset = sinceOnset + dt
        if (sinceOnset - cycle * roundOff).largest >= 0 { startBeats() }
    }

    /// A beat made of whole steps ends with its last step, however their sum is rounded.
    private var roundOff: Real { 0.999_999_999_9 }

    /// Lanes whose beat is over begin the next one.
    private func startBeats() {
        let isOver = Real.select(sinceOnset, below: cycle * roundOff, 0, 1)
        sinceOnset = sinceOnset - isOver * cycle
        cycle = Real.select(isOver, below: 1, cycle, nextCycle)
        isScheduled = false
    }

    /// Solves V = base + h·(inflow − outflow) for the trial volumes and the branches' ends.
    @inline(__always)
    private func solveStage(_ stage: Real, offset: Real) throws(CirculationError) {
        let w = work
        activate(at: sinceOnset + offset)
        let now = time + offset
        var blood: Real = 0
        for room in 0..<w.rooms { blood = blood + Real.larger(w.base[room], -w.base[room]) }
        // The floor of a picolitre lets an empty circuit converge.
        let tolerance = Real(filling: ImplicitMethod.relativeTolerance) * blood + 1e-6
        var merit = evaluate(stage, now, sinceOnset + offset)
        var polished = !Real.hasTangents
        for _ in 0..<ImplicitMethod.maximumIterations {
            let isDone = (merit - tolerance).largest <= 0
            if isDone && polished {
                guard merit.isFinite else { break }
                if let muscle = unbalanced {
                    throw .wallsUnbalanced(
                        muscle: plan.muscleNames[muscle], time: time.largest)
                }
                return
            }
            // Lanes that are done wait for the others, so that every lane has the bits it has alone.
            let isActive: Real = isDone ? 1 : Real.select(tolerance, below: merit, 1, 0)
            if isDone { polished = true }
            iterations += 1
            solveIncrement(stage)
            for room in 0..<w.rooms {
                w.increment[room] = isActive * w.increment[room]
                w.trial[room] = w.trial[room] - w.increment[room]
            }
            var next = evaluate(stage, now, sinceOnset + offset)
            var fraction: Real = 1
            var halvings = 0
            // Only lanes that got worse go back; lanes within the tolerance may do as they like.
            while !(Real.select(
                tolerance, below: next, Real.select(next, below: merit, -1, 1), -1
            ).largest < 0), halvings < ImplicitMethod.maximumHalvings {
                let isWorse = Real.select(
                    tolerance, below: next, Real.select(next, below: merit, 0, 1), 0)
                let half = isWorse * fraction * 0.5
                for room in 0..<w.rooms {
                    w.trial[room] = w.trial[room] + half * w.increment[room]
                }
                fraction = fraction - half
                next = evaluate(stage, now, sinceOnset + offset)
                halvings += 1
            }
            merit = next
        }
        guard merit.isFinite else { throw .notFinite(state: "circuit", time: time.largest) }
        throw .newtonDiverged(
            time: time.largest, step: stage.largest, residuals: [merit.largest])
    }

    /// Balances at the trial volumes; returns the sum of absolute residuals [mm³].
    @inline(__always)
    private func evaluate(_ stage: Real, _ now: Real, _ sinceOnset: Real) -> Real {
        fillPressures(time: now, sinceOnset: sinceOnset, stage: stage)
        let (rooms, paths) = (work.rooms, work.paths)
        let (pressures, drops, entries) = (work.pressures, work.drops, work.branchEntries)
        for path in 0..<paths {
            drops[path] = pressures[entries[path].from] - pressures[entries[path].to]
        }
        for place in 0..<work.volumeBranchCount {
            let path = work.volumeBranches[place]
            work.upstream[path] = work.trial[entries[path].from]
        }
        for place in 0..<work.branchGroupCount {
            let group = work.branchGroups[place]
            Real.advance(
                group.law,
                BranchBatch(
                    count: group.span.count, parametersPerBlock: group.span.parametersPerBlock,
                    parameters: work.parameters + group.span.firstParameter, stage: stage,
                    drops: drops + group.span.first, volumes: work.upstream + group.span.first,
                    volumeSlopes: work.volumeSlopes + group.span.first,
                    base: work.branchBase + group.span.first,
                    end: work.branchEnd + group.span.first,
                    conductances: work.conductances + group.span.first))
        }
        let (residual, trial, base, ends) = (work.residual, work.trial, work.base, work.branchEnd)
        for room in 0..<rooms { residual[room] = trial[room] - base[room] }
        for path in 0..<paths {
            let moved = stage * ends[path].flow
            let (from, to) = (entries[path].from, entries[path].to)
            residual[from] = residual[from] + moved
            residual[to] = residual[to] - moved
        }
        var merit: Real = 0
        for room in 0..<rooms { merit = merit + Real.larger(residual[room], -residual[room]) }
        return merit
    }

    /// Jacobian of the balances: 1 + h·conductance·slope, minus signs off the diagonal.
    @inline(__always)
    private func fillMatrix(_ stage: Real) {
        let (matrix, slopes, conductances) = (work.matrix, work.slopes, work.conductances)
        let entries = work.branchEntries
        for entry in 0..<work.entryCount { matrix[entry] = 0 }
        let (program, starts) = (work.program, work.programStarts)
        for place in 0..<work.rooms { matrix[Int(program[Int(starts[place]) + 1])] = 1 }
        for path in 0..<work.paths {
            let e = entries[path]
            let gain = stage * conductances[path]
            let (a, b) = (gain * slopes[e.from], gain * slopes[e.to])
            matrix[e.fromFrom] = matrix[e.fromFrom] + a
            matrix[e.toFrom] = matrix[e.toFrom] - a
            matrix[e.fromTo] = matrix[e.fromTo] - b
            matrix[e.toTo] = matrix[e.toTo] + b
        }
        for place in 0..<work.volumeBranchCount {
            let path = work.volumeBranches[place]
            let e = entries[path]
            let gain = stage * work.volumeSlopes[path]
            matrix[e.fromFrom] = matrix[e.fromFrom] + gain
            matrix[e.toFrom] = matrix[e.toFrom] - gain
        }
        for place in 0..<work.sharedEntryCount {
            let e = work.sharedEntries[place]
            let gain = stage * conductances[e.branch] * slopes[e.slope]
            let part = e.isSink ? -gain : gain
            matrix[e.fromMember] = matrix[e.fromMember] + part
            matrix[e.toMember] = matrix[e.toMember] - part
        }
    }

    /// Newton's increment from the residuals.
    @inline(__always)
    private func solveIncrement(_ stage: Real) {
        fillMatrix(stage)
        let (matrix, x, rooms) = (work.matrix, work.increment, work.rooms)
        for room in 0..<rooms { x[room] = work.residual[room] }
        var at = work.program
        for _ in 0..<rooms {
            let (k, diagonal, count) = (Int(at[0]), Int(at[1]), Int(at[2]))
            let (others, below, right) = (at + 3, at + 3 + count, at + 3 + 2 * count)
            var updated = at + 3 + 3 * count
            let inverse = 1 / matrix[diagonal]
            matrix[diagonal] = inverse
            let known = x[k]
            for a in 0..<count {
                let m = matrix[Int(below[a])] * inverse
                let other = Int(others[a])
                x[other] = x[other] - m * known
                for b in 0..<count {
                    let entry = Int(updated[b])
                    matrix[entry] = matrix[entry] - m * matrix[Int(right[b])]
                }
                updated += count
            }
            at = updated
        }
        for place in (0..<rooms).reversed() {
            at = work.program + Int(work.programStarts[place])
            let (k, diagonal, count) = (Int(at[0]), Int(at[1]), Int(at[2]))
            let (others, right) = (at + 3, at + 3 + 2 * count)
            var sum = x[k]
            for b in 0..<count { sum = sum - matrix[Int(right[b])] * x[Int(others[b])] }
            x[k] = sum * matrix[diagonal]
        }
    }
}
