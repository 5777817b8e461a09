import Numerics
import Quantities

extension TenTusscherPanfilov2006: SingleIonicModel {
    static func single(parameters: [Double], dt: Double) -> any SingleTabulatedMembrane {
        TP06Single(parameters: parameters, dt: dt)
    }
}

/// ``TenTusscherPanfilov2006`` in single precision with one evaluation a step.
///
/// ```
/// V̄ = V + h/2·r          r: dV/dt of the step before
/// y⁺ = y + q(V̄)·(y∞(V̄) − y),   ȳ = (y + y⁺)/2        gates; q = 1 − exp(−h/τ)
/// r = Istim − Iion(V̄, ȳ, c),   V⁺ = V + h·r
/// c⁺ = c + h·φ(b·h)·ċ(V̄, ȳ, c)                          concentrations and calcium release
/// ```
///
/// Gates are exact for the voltage of the middle, voltage is a midpoint rule whose first half is
/// predicted (Adams–Bashforth, stable up to h·dI/dV = 1), concentrations are of first order: they move by
/// less than a hundredth in a step, and the duration of an action potential at 0.05 ms is within 0.13 ms
/// of the limit of short steps (docs/decisions/monodomain.md). φ(z) = (1 − e⁻ᶻ)/z is replaced by
/// 1/(1 + z/2 + z²/12), equal up to z³.
///
/// **Round-off.** One step changes potassium by less than half of its last digit. What addition loses of
/// sodium, potassium, store calcium and the slow gates is carried to the next step (Kahan); tables hold
/// 1 − exp(−h/τ) and not the part that is left.
///
/// Source: Perego, Veneziani, *Electron. Trans. Numer. Anal.* 35 (2009) 234–256 (multistep Rush–Larsen
/// schemes of second order; ours predicts the voltage only). Kahan, *Commun. ACM* 8 (1965) 40,
/// doi:10.1145/363707.363723.
struct TP06Single: SingleTabulatedMembrane {
    private let tables: SingleVoltageTable
    private let inward: SingleFunction
    private let constants: TP06Constants<Single16>
    private let dt: Double

    /// States whose round-off is carried along.
    private static let carried: [7 of Int] = [
        TP06State.nai, TP06State.ki, TP06State.casr, TP06State.f, TP06State.xs, TP06State.xr1,
        TP06State.fcass,
    ]
    private static let states = TP06State.rbar + 1
    /// Place of dV/dt of the step before; the round-offs follow.
    private static let rate = states
    private static let lost = states + 1

    var valueCount: Int { Self.lost + 7 }

    init(parameters: [Double], dt: Double) {
        self.dt = dt
        constants = TP06Constants(parameters)
        tables = TP06Tables.single(parameters, dt)
        inward = SingleFunction(from: -250, to: 350, step: 0.1, TP06Tables.inwardShare)
    }

    func advance(_ cells: SingleBlocks) -> Int? {
        let columns = SingleVoltageTable.columns
        let scratch = SingleVoltageTable.scratchCount
        return withUnsafeTemporaryAllocation(
            of: SIMD16<Float>.self, capacity: columns + Self.states + scratch
        ) { memory -> Int? in
            guard let base = memory.baseAddress else { return 0 }
            let lanes = UnsafeMutableRawPointer(base).assumingMemoryBound(to: Single16.self)
            for block in 0..<cells.count {
                let values = UnsafeMutableRawPointer(cells.values + block * valueCount)
                    .assumingMemoryBound(to: Single16.self)
                let done = step(
                    values, stimulus: Single16(cells.stimulus[block]), columns: lanes,
                    middle: lanes + columns, scratch: base + columns + Self.states)
                if !done { return block }
            }
            return nil
        }
    }

    /// One block; false, with the values untouched, where a variable is outside the tables.
    @inline(__always)
    private func step(
        _ s: UnsafeMutablePointer<Single16>, stimulus: Single16,
        columns: UnsafeMutablePointer<Single16>, middle: UnsafeMutablePointer<Single16>,
        scratch: UnsafeMutablePointer<SIMD16<Float>>
    ) -> Bool {
        let h = Single16(filling: dt)
        let half = Single16(filling: dt / 2)
        let v = s[TP06State.v] + half * s[Self.rate]
        let logs = TP06Logarithms<Single16>(UnsafePointer(s))
        let fromPotassium = v - constants.eK(logs)
        guard tables.covers(v), inward.covers(fromPotassium) else { return false }
        tables.look(v, into: columns, scratch: scratch)
        let rectified = inward(fromPotassium, scratch: scratch)
        for k in 0..<TP06Column.gates.count {
            let gate = Self.gate(k)
            middle[gate] = s[gate] + (0.5 * columns[2 * k + 1]) * (columns[2 * k] - s[gate])
        }
        middle[TP06State.v] = v
        for k in TP06State.cai...TP06State.ki { middle[k] = s[k] }
        middle[TP06State.fcass] = s[TP06State.fcass]
        middle[TP06State.rbar] = s[TP06State.rbar]
        let rates = constants.rates(
            UnsafePointer(middle), UnsafePointer(columns), logs, inward: rectified,
            stimulus: stimulus)
        // Increments: the gates twice what the middle got.
        for k in 0..<TP06Column.gates.count {
            let gate = Self.gate(k)
            middle[gate] = columns[2 * k + 1] * (columns[2 * k] - s[gate])
        }
        middle[TP06State.v] = h * rates.v
        s[Self.rate] = rates.v
        rates.explicit { index, rate in middle[index] = h * rate }
        rates.decaying { index, rate, decay in
            middle[index] = h * rate * Self.phi(decay * h)
        }
        add(middle, to: s)
        return true
    }

    /// Adds increments, those of slow states with what was lost before.
    @inline(__always)
    private func add(
        _ increments: UnsafeMutablePointer<Single16>, to s: UnsafeMutablePointer<Single16>
    ) {
        for k in 0..<7 {
            let state = Self.carriedState(k)
            let wanted = increments[state] + s[Self.lost + k]
            let sum = s[state] + wanted
            s[Self.lost + k] = wanted - (sum - s[state])
            s[state] = sum
            increments[state] = 0
        }
        for k in 0..<Self.states { s[k] = s[k] + increments[k] }
    }

    @inline(__always)
    private static func carriedState(_ k: Int) -> Int { carried[k] }

    /// State of the k-th gate of ``TP06Column/gates``.
    @inline(__always)
    private static func gate(_ k: Int) -> Int {
        // m to xr2 and xs, r, s, d, f, f2 follow each other in the state.
        TP06State.m + k
    }

    /// (1 − e⁻ᶻ)/z up to z³.
    @inline(__always)
    private static func phi(_ z: Single16) -> Single16 {
        1 / (1 + z * (0.5 + z * Single16(filling: 1.0 / 12)))
    }
}
