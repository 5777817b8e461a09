/// How a weight is spread over time by a front that crosses a triangle.
///
/// Over a triangle with arrival times a ≤ b ≤ c at its corners, linear in between, the share reached at
/// time τ has the density of a linear B-spline with these knots. Averaging a voltage `U(t − τ)` that is
/// linear between samples over the triangle is the same as summing the samples with the weights
///
/// ```
/// m_j = ∫ ρ(τ)·Λ((τ − t_j)/Δ) dτ = (G(t_j+1) − 2·G(t_j) + G(t_j−1))/Δ,   G(x) = ∫ (x − τ)₊·ρ(τ) dτ
/// ```
///
/// Λ being the hat function. This is exact, however narrow the upstroke is against the triangle.
struct ArrivalHistogram: Sendable {
    /// Distance of two bins [ms].
    let step: Double
    /// Number of the first bin, whose time is `first · step`.
    let first: Int
    /// Weights of the independent leads in each bin.
    private(set) var bins: [SIMD8<Double>]

    init(step: Double, from earliest: Double, to latest: Double) {
        self.step = step
        first = Int((earliest / step).rounded(.down)) - 1
        let last = Int((latest / step).rounded(.up)) + 1
        bins = Array(repeating: .zero, count: last - first + 1)
    }

    /// Spreads `weight` over the bins that a front reaches between the corners' arrival times [ms].
    mutating func add(_ weight: SIMD8<Double>, arrivals t0: Double, _ t1: Double, _ t2: Double) {
        let ramp = ArrivalRamp(t0, t1, t2)
        let lowest = Int((ramp.a / step).rounded(.down))
        let highest = Int((ramp.c / step).rounded(.up))
        var before = 0.0
        var here = ramp.value(at: Double(lowest) * step)
        for bin in lowest...highest {
            let after = ramp.value(at: Double(bin + 1) * step)
            bins[bin - first] += ((after - 2 * here + before) / step) * weight
            before = here
            here = after
        }
    }

    mutating func add(_ other: ArrivalHistogram) {
        for bin in bins.indices { bins[bin] += other.bins[bin] }
    }
}

/// The function G of ``ArrivalHistogram``: zero before a, `x − (a + b + c)/3` after c, cubic between.
private struct ArrivalRamp {
    let a: Double
    let b: Double
    let c: Double

    init(_ t0: Double, _ t1: Double, _ t2: Double) {
        a = min(t0, t1, t2)
        c = max(t0, t1, t2)
        b = max(min(t0, t1), min(max(t0, t1), t2))
    }

    func value(at x: Double) -> Double {
        if x <= a { return 0 }
        let after = x - (a + b + c) / 3
        if x >= c { return after }
        if x < b {
            let d = x - a
            return d * d * d / (3 * (b - a) * (c - a))
        }
        let d = c - x
        return after + d * d * d / (3 * (c - b) * (c - a))
    }
}
