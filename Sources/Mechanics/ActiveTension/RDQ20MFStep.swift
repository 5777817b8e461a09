import Numerics

/// One time step of ``RDQ20MF`` over eight points at a time.
///
/// Calcium and stretch run linearly between the ends of the step. In each of its substeps h
///
/// 1. calcium binds for h/2: the exact solution for the rates at a quarter of the substep,
/// 2. tropomyosin flips for h by the explicit strong-stability-preserving Runge–Kutta method of second
///    order with s stages, `x ← x + (s − 1)/s (y_s − x)` with s Euler stages y of h/(s − 1) one after the
///    other; s from ``RDQ20MFRates/stages`` keeps every probability positive, and their sum is 1,
/// 3. calcium binds for h/2 with the rates at three quarters,
/// 4. crossbridges: the exact solution for rates and permissive share averaged over the ends of 1 to 3.
///
/// Second order (Strang's splitting); bounded for any step, calcium and stretch. Equilibria are exact:
/// in them each of these reactions balances by itself. The derivative by the end stretch is that of
/// this scheme, see ``StretchDual``.
///
/// Source: Spiteri, Ruuth, *SIAM J. Numer. Anal.* 40 (2002) 469–491, doi:10.1137/S0036142901389025
/// (the Runge–Kutta methods); Strang, *SIAM J. Numer. Anal.* 5 (1968) 506–517, doi:10.1137/0705041.
struct RDQ20MFStep: EightPointStep {
    /// Probabilities x(a, b, c, B) at index 8a + 4b + 2c + B, and memory to work on them.
    private struct Triplets {
        /// The probabilities (16).
        var x: UnsafeMutablePointer<StretchDual>
        /// Those of a Runge–Kutta stage (16), and their changes (16).
        var y: UnsafeMutablePointer<StretchDual>
        var change: UnsafeMutablePointer<StretchDual>
        /// Mean flips beside a right neighbour (4) and beside a left one (4).
        var left: UnsafeMutablePointer<StretchDual>
        var right: UnsafeMutablePointer<StretchDual>
        /// Flipping rates of centres times the length of a stage (16) [1].
        var flips: UnsafePointer<Double>

        init(_ memory: UnsafeMutablePointer<StretchDual>, flips: UnsafePointer<Double>) {
            x = memory
            y = memory + 16
            change = memory + 32
            left = memory + 48
            right = memory + 52
            self.flips = flips
        }
    }

    /// Calcium and stretch at the start of the step, and how they change.
    private struct Inputs {
        var calcium: Double8
        var calciumChange: Double8
        var stretch: Double8
        var stretchChange: Double8
    }

    private let rates: RDQ20MFRates
    private let dt: Double
    private let substeps: Int
    private let h: Double
    private let stages: Int
    /// Flipping rates times the length of a stage [1].
    private let stageFlips: InlineArray<16, Double>

    init(rates: RDQ20MFRates, dt: Double) {
        self.rates = rates
        self.dt = dt
        substeps = rates.substeps(dt)
        h = dt / Double(substeps)
        stages = rates.stages
        var flips = rates.flips
        for i in 0..<16 { flips[i] *= h / Double(stages - 1) }
        stageFlips = flips
    }

    /// Advances points `first ..< first + count` of the batch; `count` is at most 8.
    ///
    /// The memory is on the stack; behind pointers, because arrays that are values get copied.
    func advance(_ batch: ActiveTensionBatch, first: Int, count: Int) {
        var memory = InlineArray<56, StretchDual>(repeating: StretchDual(0))
        withUnsafeMutableBytes(of: &memory) { memory in
            withUnsafeBytes(of: stageFlips) { flips in
                guard let memory = memory.baseAddress, let flips = flips.baseAddress else { return }
                let units = Triplets(
                    memory.assumingMemoryBound(to: StretchDual.self),
                    flips: flips.assumingMemoryBound(to: Double.self))
                advance(batch, first, count, units)
            }
        }
    }

    @inline(__always)
    private func advance(
        _ batch: ActiveTensionBatch, _ first: Int, _ count: Int, _ units: Triplets
    ) {
        let calcium = load(batch.calciumBefore + first, count)
        let stretch = load(batch.stretchBefore + first, count)
        let stretchAfter = load(batch.stretchAfter + first, count)
        let inputs = Inputs(
            calcium: calcium, calciumChange: load(batch.calciumAfter + first, count) - calcium,
            stretch: stretch, stretchChange: stretchAfter - stretch)
        let pace = Double8(filling: -1 / dt)
        let velocity = StretchDual(pace * inputs.stretchChange, slope: pace)
        var bridges = loadState(batch, first, count, units)
        var before = centres(units)
        for k in 0..<substeps {
            let start = Double(k)
            bindCalcium(units, inputs, part: (start + 0.25) / Double(substeps))
            flipTropomyosin(units)
            bindCalcium(units, inputs, part: (start + 0.75) / Double(substeps))
            let after = centres(units)
            bridges.advance(rates, h, before: before, after: after, velocity: velocity)
            before = after
        }
        storeState(batch, first, count, units, bridges)
        let length = rates.restingLength * StretchDual(stretchAfter, slope: 1)
        let tension = rates.stiffness * (overlap(length) * bridges.distortion)
        store(batch.tension + first, count, tension.value)
        store(batch.tensionDerivative + first, count, tension.slope)
    }

    /// Troponin over half a substep, with calcium and stretch at `part` of the step.
    @inline(__always)
    private func bindCalcium(_ units: Triplets, _ inputs: Inputs, part: Double) {
        let x = units.x
        let place = Double8(filling: part)
        let calcium = inputs.calcium + place * inputs.calciumChange
        let stretch = StretchDual(inputs.stretch + place * inputs.stretchChange, slope: place)
        let length = StretchDual.clamp(rates.restingLength * stretch, 0, rates.overlapFalling)
        let distance = length + -RDQ20MFRates.calciumLength
        let half = rates.lengthCalcium * distance + rates.calciumHalf
        let binding = StretchDual(Double8(filling: rates.unbinding) * calcium) / half
        for centre in 0..<2 {
            let loss = centre == 0 ? rates.unbinding : rates.unbinding * rates.permissiveUnbinding
            let total = binding + loss
            let moved = StretchDual(1) - StretchDual.exp((-h / 2) * total)
            let bound = binding / total * moved
            let freed = moved - bound
            for sides in 0..<4 {
                let i = 8 * (sides >> 1) + 4 * centre + 2 * (sides & 1)
                let flow = bound * x[i] - freed * x[i + 1]
                x[i] = x[i] - flow
                x[i + 1] = x[i + 1] + flow
            }
        }
    }

    /// Tropomyosin of centres and neighbours over a substep.
    @inline(__always)
    private func flipTropomyosin(_ units: Triplets) {
        units.y.update(from: units.x, count: 16)
        for _ in 0..<stages { flip(units) }
        let last = Double(stages - 1) / Double(stages)
        for i in 0..<16 { units.x[i] = units.x[i] + last * (units.y[i] - units.x[i]) }
    }

    /// One explicit Euler stage of the flips.
    ///
    /// With both units of a pair counted as 2·first + second, a unit's mean rate beside its right
    /// neighbour is that of centres at (b, c), and beside its left neighbour that of centres at (a, b).
    @inline(__always)
    private func flip(_ units: Triplets) {
        let (y, flux) = (units.y, units.change)
        for i in 0..<16 { flux[i] = units.flips[i] * y[i] }
        for pair in 0..<4 {
            let i = 2 * pair
            units.left[pair] = mean(
                flux[i] + flux[i + 1] + flux[i + 8] + flux[i + 9],
                over: y[i] + y[i + 1] + y[i + 8] + y[i + 9])
            let j = 4 * pair
            units.right[pair] = mean(
                flux[j] + flux[j + 1] + flux[j + 2] + flux[j + 3],
                over: y[j] + y[j + 1] + y[j + 2] + y[j + 3])
        }
        // What flows out of a state by a flip of its centre has served for the means: from here on the
        // array holds the change of the state.
        for k in 0..<8 {
            let i = 8 * (k >> 2) + (k & 3)
            let flow = flux[i] - flux[i + 4]
            flux[i] = StretchDual(0) - flow
            flux[i + 4] = flow
        }
        for i in 0..<8 {
            let flow = units.left[i >> 2] * y[i] - units.left[(i + 8) >> 2] * y[i + 8]
            flux[i] = flux[i] - flow
            flux[i + 8] = flux[i + 8] + flow
        }
        for k in 0..<8 {
            let i = 4 * (k >> 1) + (k & 1)
            let here = (i >> 1) & 3
            let flow = units.right[here] * y[i] - units.right[here + 1] * y[i + 2]
            y[i] = y[i] + (flux[i] - flow)
            y[i + 2] = y[i + 2] + (flux[i + 2] + flow)
        }
    }

    /// Mean rate of a group: none in an empty one.
    @inline(__always)
    private func mean(_ flux: StretchDual, over share: StretchDual) -> StretchDual {
        flux / StretchDual.clamp(share, RDQ20MFCentres.emptyGroup, .infinity)
    }

    /// Sums over centres.
    @inline(__always)
    private func centres(_ units: Triplets) -> RDQ20MFCentres {
        let (x, flips) = (units.x, units.flips)
        var sums = RDQ20MFCentres(permissive: .zero, others: 0, closing: 0, opening: 0)
        for k in 0..<8 {
            let i = 8 * (k >> 2) + (k & 3)
            sums.others = sums.others + x[i].value
            sums.opening = sums.opening + Double8(filling: flips[i]) * x[i].value
            sums.permissive = sums.permissive + x[i + 4]
            sums.closing = sums.closing + Double8(filling: flips[i + 4]) * x[i + 4].value
        }
        let perTime = Double8(filling: Double(stages - 1) / h)
        sums.opening = perTime * sums.opening
        sums.closing = perTime * sums.closing
        return sums
    }

    /// χ(SL) [1]: the share of heads that face one thin filament.
    @inline(__always)
    private func overlap(_ length: StretchDual) -> StretchDual {
        let fast = StretchDual.clamp(length, rates.overlapStart, rates.overlapSlow)
        let slow = StretchDual.clamp(length, rates.overlapSlow, rates.overlapFull)
        let falling = StretchDual.clamp(length, rates.overlapFalling, rates.overlapEnd)
        let fastPart = fast + -rates.overlapStart
        let slowPart = 0.5 * (slow + -rates.overlapSlow)
        let lost = 0.5 * (falling + -rates.overlapFalling)
        return (1 / rates.headLength) * (fastPart + slowPart - lost)
    }

    @inline(__always)
    private func loadState(
        _ batch: ActiveTensionBatch, _ first: Int, _ count: Int, _ units: Triplets
    ) -> RDQ20MFCrossbridges {
        let start = batch.stateBefore + first
        let stride = batch.stateStride
        for i in 0..<16 { units.x[i] = StretchDual(load(start + i * stride, count)) }
        let permissiveAttached = load(start + 16 * stride, count)
        let permissiveDistortion = load(start + 17 * stride, count)
        return RDQ20MFCrossbridges(
            attached: StretchDual(permissiveAttached + load(start + 18 * stride, count)),
            distortion: StretchDual(permissiveDistortion + load(start + 19 * stride, count)),
            permissiveAttached: permissiveAttached, permissiveDistortion: permissiveDistortion)
    }

    @inline(__always)
    private func storeState(
        _ batch: ActiveTensionBatch, _ first: Int, _ count: Int, _ units: Triplets,
        _ bridges: RDQ20MFCrossbridges
    ) {
        let start = batch.stateAfter + first
        let stride = batch.stateStride
        for i in 0..<16 { store(start + i * stride, count, units.x[i].value) }
        store(start + 16 * stride, count, bridges.permissiveAttached)
        store(start + 17 * stride, count, bridges.permissiveDistortion)
        let other = bridges.attached.value - bridges.permissiveAttached
        store(start + 18 * stride, count, other)
        store(
            start + 19 * stride, count, bridges.distortion.value - bridges.permissiveDistortion)
    }
}
