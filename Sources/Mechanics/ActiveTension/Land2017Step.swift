import Numerics

/// The six states of eight points, or their derivatives by the end stretch.
struct Land2017Lanes {
    var strong: Double8
    var weak: Double8
    var troponin: Double8
    var blocked: Double8
    var strongDistortion: Double8
    var weakDistortion: Double8

    /// All zero.
    static let zero = Land2017Lanes(
        strong: 0, weak: 0, troponin: 0, blocked: 0, strongDistortion: 0, weakDistortion: 0)
}

/// One time step of ``Land2017`` over eight points at a time.
///
/// Calcium and stretch run linearly between the ends of the step. In each of its substeps troponin
/// and the distortions are integrated exactly for the rates at mid-substep, the crossbridge cycle
/// U, B, W, S by the trapezoidal rule with coefficients at mid-substep (second order; conserves the
/// sum; positive under ``Land2017Rates/positivityBound``). The derivative by the end stretch is that
/// of the discrete scheme, differentiated line by line.
struct Land2017Step: EightPointStep {
    private let rates: Land2017Rates
    private let dt: Double
    private let substeps: Int
    private let h: Double
    /// exp(−c·h) and A·(1 − exp(−c·h))/c of both distortions.
    private let strongFactor: Double
    private let strongGain: Double
    private let weakFactor: Double
    private let weakGain: Double

    init(rates: Land2017Rates, dt: Double) {
        self.rates = rates
        self.dt = dt
        substeps = rates.substeps(dt)
        h = dt / Double(substeps)
        strongFactor = Double.exp(-rates.strongDecay * h)
        strongGain = rates.distortionGain * (1 - strongFactor) / rates.strongDecay
        weakFactor = Double.exp(-rates.weakDecay * h)
        weakGain = rates.distortionGain * (1 - weakFactor) / rates.weakDecay
    }

    /// Advances points `first ..< first + count` of the batch; `count` is at most 8.
    @inline(__always)
    func advance(_ batch: ActiveTensionBatch, first: Int, count: Int) {
        let calciumBefore = load(batch.calciumBefore + first, count)
        let calciumSlope = load(batch.calciumAfter + first, count) - calciumBefore
        let stretchBefore = load(batch.stretchBefore + first, count)
        let stretchAfter = load(batch.stretchAfter + first, count)
        let stretchSlope = stretchAfter - stretchBefore
        let rate = stretchSlope * Double8(filling: 1 / dt)
        var state = loadState(batch, first, count)
        var slope = Land2017Lanes.zero
        for k in 0..<substeps {
            let part = (Double(k) + 0.5) / Double(substeps)
            let middle = Double8(filling: part)
            let troponinBefore = state.troponin
            let troponinSlopeBefore = slope.troponin
            bindCalcium(
                &state, &slope, calcium: calciumBefore + middle * calciumSlope,
                stretch: stretchBefore + middle * stretchSlope, stretchDerivative: part)
            cycleCrossbridges(
                &state, &slope, troponin: 0.5 * (troponinBefore + state.troponin),
                troponinSlope: 0.5 * (troponinSlopeBefore + slope.troponin), stretchRate: rate)
        }
        storeState(batch, first, count, state)
        storeTension(batch, first, count, state, slope, stretchAfter)
    }

    /// Troponin over one substep: T⁺ = T∞ + (T − T∞)·exp(−kTRPN·(1 + q)·h), q = (Ca/Ca50)^nTRPN.
    @inline(__always)
    private func bindCalcium(
        _ state: inout Land2017Lanes, _ slope: inout Land2017Lanes, calcium: Double8,
        stretch: Double8, stretchDerivative: Double
    ) {
        let longest = Double8(filling: Land2017Rates.longestStretch)
        let slopeByLength = Double8(filling: rates.lengthCalcium)
        let half =
            Double8(filling: rates.calciumHalf)
            + slopeByLength * (Double8.smaller(stretch, longest) - 1)
        let halfSlope = Double8.select(
            stretch, below: longest, slopeByLength * Double8(filling: stretchDerivative), 0)
        let exponent = Double8(filling: rates.troponinExponent)
        let ratio = calcium / half
        let q = rates.troponinExponent == 2 ? ratio * ratio : Double8.pow(ratio, exponent)
        let qSlope = -(exponent * q / half * halfSlope)
        let scaled = Double8(filling: rates.troponinRate * h)
        let factor = Double8.exp(-(scaled * (1 + q)))
        let inverse = 1 / (1 + q)
        let limit = q * inverse
        let distance = state.troponin - limit
        let limitSlope = qSlope * inverse * inverse
        slope.troponin =
            limitSlope + (slope.troponin - limitSlope - distance * scaled * qSlope) * factor
        state.troponin = limit + distance * factor
    }

    /// Distortions, then blocked, weak and strong units over one substep.
    ///
    /// With halves α = a·h/2, … of the rates times the substep, each population is a linear function
    /// of the unbound share U⁺, which follows from B⁺ + W⁺ + S⁺ + U⁺ = 1.
    @inline(__always)
    private func cycleCrossbridges(
        _ state: inout Land2017Lanes, _ slope: inout Land2017Lanes, troponin: Double8,
        troponinSlope: Double8, stretchRate: Double8
    ) {
        let halfStep = Double8(filling: h / 2)
        let (alpha, alphaSlope, beta, betaSlope) = tropomyosin(troponin, troponinSlope)
        let (loss, lossSlope) = distort(&state, &slope, stretchRate)
        let u = Double8(filling: rates.unboundToWeak * h / 2)
        let stroke = Double8(filling: rates.weakToStrong * h / 2)
        let w =
            Double8(filling: (rates.weakToUnbound + rates.weakToStrong) * h / 2) + halfStep * loss.w
        let s = Double8(filling: rates.strongToUnbound * h / 2) + halfStep * loss.s

        let inverseB = 1 / (1 + beta)
        let inverseW = 1 / (1 + w)
        let inverseS = 1 / (1 + s)
        let inverseU =
            1 / (1 + alpha * inverseB + u * inverseW * (1 + stroke * inverseS))

        let unbound = 1 - state.blocked - state.weak - state.strong
        let b0 = (state.blocked * (1 - beta) + alpha * unbound) * inverseB
        let w0 = (state.weak * (1 - w) + u * unbound) * inverseW
        let s0 = (state.strong * (1 - s) + stroke * (state.weak + w0)) * inverseS
        let unboundAfter = (1 - b0 - w0 - s0) * inverseU
        let weakAfter = w0 + u * inverseW * unboundAfter
        let blockedAfter = b0 + alpha * inverseB * unboundAfter
        let strongAfter = s0 + stroke * inverseS * (weakAfter - w0)

        let unboundSlope = -(slope.blocked + slope.weak + slope.strong)
        let b1 =
            (slope.blocked * (1 - beta) + alpha * unboundSlope
                - betaSlope * (state.blocked + blockedAfter)
                + alphaSlope * (unbound + unboundAfter)) * inverseB
        let wSlope = halfStep * lossSlope.w
        let w1 =
            (slope.weak * (1 - w) + u * unboundSlope - wSlope * (state.weak + weakAfter)) * inverseW
        let sSlope = halfStep * lossSlope.s
        let s1 =
            (slope.strong * (1 - s) + stroke * (slope.weak + w1)
                - sSlope * (state.strong + strongAfter)) * inverseS
        let unboundSlopeAfter = -((b1 + w1 + s1) * inverseU)
        slope.weak = w1 + u * inverseW * unboundSlopeAfter
        slope.blocked = b1 + alpha * inverseB * unboundSlopeAfter
        slope.strong = s1 + stroke * inverseS * (slope.weak - w1)
        state.weak = weakAfter
        state.blocked = blockedAfter
        state.strong = strongAfter
    }

    /// Half a substep times the blocking rate a and the unblocking rate b, and their slopes.
    @inline(__always)
    private func tropomyosin(
        _ troponin: Double8, _ troponinSlope: Double8
    ) -> (alpha: Double8, alphaSlope: Double8, beta: Double8, betaSlope: Double8) {
        let bound = aboveZero(troponin)
        let power = Double8(filling: rates.halfTropomyosinExponent)
        let x = Double8.pow(bound, power)
        let xSlope = power * x / bound * troponinSlope
        let inverse = 1 / x
        let limit = Double8(filling: Land2017Rates.largestBlocking)
        let blocking = Double8(filling: rates.blocking * h / 2)
        let unblocking = Double8(filling: rates.unblocking * h / 2)
        let limited = Double8.smaller(inverse, limit)
        let limitedSlope = Double8.select(inverse, below: limit, -(inverse * inverse * xSlope), 0)
        return (blocking * limited, blocking * limitedSlope, unblocking * x, unblocking * xSlope)
    }

    /// Advances the distortions; returns the detachment rates they cause at mid-substep [1/ms].
    @inline(__always)
    private func distort(
        _ state: inout Land2017Lanes, _ slope: inout Land2017Lanes, _ stretchRate: Double8
    ) -> (loss: (w: Double8, s: Double8), slope: (w: Double8, s: Double8)) {
        let before = state
        let slopeBefore = slope
        let weakFactor = Double8(filling: self.weakFactor)
        let strongFactor = Double8(filling: self.strongFactor)
        let weakGain = Double8(filling: self.weakGain)
        let strongGain = Double8(filling: self.strongGain)
        let rateSlope = Double8(filling: 1 / dt)
        state.weakDistortion = before.weakDistortion * weakFactor + weakGain * stretchRate
        state.strongDistortion = before.strongDistortion * strongFactor + strongGain * stretchRate
        slope.weakDistortion = slopeBefore.weakDistortion * weakFactor + weakGain * rateSlope
        slope.strongDistortion =
            slopeBefore.strongDistortion * strongFactor + strongGain * rateSlope

        let zw = 0.5 * (before.weakDistortion + state.weakDistortion)
        let zs = 0.5 * (before.strongDistortion + state.strongDistortion)
        let zwSlope = 0.5 * (slopeBefore.weakDistortion + slope.weakDistortion)
        let zsSlope = 0.5 * (slopeBefore.strongDistortion + slope.strongDistortion)
        let gammaW = Double8(filling: rates.weakDetachment)
        let gammaS = Double8(filling: rates.strongDetachment)
        let w = gammaW * Double8.larger(zw, -zw)
        let wSlope = gammaW * Double8.select(zw, below: 0, -zwSlope, zwSlope)
        let s = gammaS * Double8.larger(Double8.larger(zs, 0), -zs - 1)
        let pulled = Double8.select(0, below: zs, zsSlope, 0)
        let sSlope = gammaS * Double8.select(zs, below: -1, -zsSlope, pulled)
        return ((w, s), (wSlope, sSlope))
    }

    /// Keeps troponin off the singular logarithm of zero; 1e-30 to any exponent of the card is
    /// still nothing beside the blocking limit.
    @inline(__always)
    private func aboveZero(_ troponin: Double8) -> Double8 { Double8.larger(troponin, 1e-30) }

    /// Tension at the end of the step and its total derivative by the end stretch.
    @inline(__always)
    private func storeTension(
        _ batch: ActiveTensionBatch, _ first: Int, _ count: Int, _ state: Land2017Lanes,
        _ slope: Land2017Lanes, _ stretch: Double8
    ) {
        let scale = Double8(filling: rates.tensionScale)
        let (length, lengthSlope) = lengthFactor(stretch)
        let pull = 1 + state.strongDistortion
        let bound = pull * state.strong + state.weakDistortion * state.weak
        let boundSlope =
            slope.strongDistortion * state.strong + pull * slope.strong
            + slope.weakDistortion * state.weak + state.weakDistortion * slope.weak
        store(batch.tension + first, count, scale * length * bound)
        store(
            batch.tensionDerivative + first, count,
            scale * (length * boundSlope + lengthSlope * bound))
    }

    /// h(λ) and its derivative [1].
    @inline(__always)
    private func lengthFactor(_ stretch: Double8) -> (value: Double8, slope: Double8) {
        let longest = Double8(filling: Land2017Rates.longestStretch)
        let overlap = Double8(filling: Land2017Rates.overlapStretch)
        let gain = Double8(filling: rates.lengthTension)
        let limited = Double8.smaller(stretch, longest)
        let raw = 1 + gain * (limited + Double8.smaller(limited, overlap) - 1 - overlap)
        let count = Double8.select(
            stretch, below: overlap, 2, Double8.select(stretch, below: longest, 1, 0))
        return (Double8.larger(raw, 0), Double8.select(0, below: raw, gain * count, 0))
    }

    @inline(__always)
    private func loadState(_ batch: ActiveTensionBatch, _ first: Int, _ count: Int) -> Land2017Lanes
    {
        let start = batch.stateBefore + first
        let stride = batch.stateStride
        return Land2017Lanes(
            strong: load(start + Land2017.State.strong * stride, count),
            weak: load(start + Land2017.State.weak * stride, count),
            troponin: load(start + Land2017.State.troponin * stride, count),
            blocked: load(start + Land2017.State.blocked * stride, count),
            strongDistortion: load(start + Land2017.State.strongDistortion * stride, count),
            weakDistortion: load(start + Land2017.State.weakDistortion * stride, count))
    }

    @inline(__always)
    private func storeState(
        _ batch: ActiveTensionBatch, _ first: Int, _ count: Int, _ state: Land2017Lanes
    ) {
        let start = batch.stateAfter + first
        let stride = batch.stateStride
        store(start + Land2017.State.strong * stride, count, state.strong)
        store(start + Land2017.State.weak * stride, count, state.weak)
        store(start + Land2017.State.troponin * stride, count, state.troponin)
        store(start + Land2017.State.blocked * stride, count, state.blocked)
        store(start + Land2017.State.strongDistortion * stride, count, state.strongDistortion)
        store(start + Land2017.State.weakDistortion * stride, count, state.weakDistortion)
    }
}
