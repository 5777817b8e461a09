import Numerics

/// Logarithms of the concentrations that reversal potentials need.
struct TP06Logarithms<L: TableLanes> {
    let sodium: L
    let potassium: L
    let calcium: L
    /// Of Ki + 0.03·Nai.
    let mixed: L

    @inline(__always)
    init(_ state: UnsafePointer<L>) {
        sodium = L.log(state[TP06State.nai])
        potassium = L.log(state[TP06State.ki])
        calcium = L.log(state[TP06State.cai])
        mixed = L.log(state[TP06State.ki] + 0.03 * state[TP06State.nai])
    }

    /// Of concentrations half a step later: log(1 + δ) = δ − δ²/2 + δ³/3, where δ stays under 0.01.
    @inline(__always)
    init(
        _ before: TP06Logarithms<L>, from a: UnsafePointer<L>, to b: UnsafePointer<L>
    ) {
        func later(_ log: L, _ from: L, _ to: L) -> L {
            let d = (to - from) / from
            return log + d * (1 - d * (0.5 - d * L(filling: 1.0 / 3)))
        }
        sodium = later(before.sodium, a[TP06State.nai], b[TP06State.nai])
        potassium = later(before.potassium, a[TP06State.ki], b[TP06State.ki])
        calcium = later(before.calcium, a[TP06State.cai], b[TP06State.cai])
        mixed = later(
            before.mixed, a[TP06State.ki] + 0.03 * a[TP06State.nai],
            b[TP06State.ki] + 0.03 * b[TP06State.nai])
    }
}

/// Rates of the states that are not gates of the voltage alone.
struct TP06Rates<L: TableLanes> {
    let v: L
    let nai: L
    let ki: L
    let cai: L
    let casr: L
    let rbar: (rate: L, decay: L)
    let cass: (rate: L, decay: L)
    let fcass: (rate: L, decay: L)

    /// The states without decay.
    @inline(__always)
    func explicit(_ body: (Int, L) -> Void) {
        body(TP06State.v, v)
        body(TP06State.nai, nai)
        body(TP06State.ki, ki)
        body(TP06State.cai, cai)
        body(TP06State.casr, casr)
    }

    /// The states with a decay.
    @inline(__always)
    func decaying(_ body: (Int, L, L) -> Void) {
        body(TP06State.rbar, rbar.rate, rbar.decay)
        body(TP06State.cass, cass.rate, cass.decay)
        body(TP06State.fcass, fcass.rate, fcass.decay)
    }
}

/// The equations of ``TP06Context`` with the functions of the voltage given.
struct TP06Constants<L: TableLanes>: Sendable {
    private let gNa: L
    private let gto: L
    private let gKrScaled: L
    private let gK1Scaled: L
    private let gKs: L
    private let gCaL: L
    private let pump: L
    private let exchange: L
    private let gpCa: L
    private let gpK: L
    private let gbCa: L
    private let gbNa: L
    private let uptake: L
    private let release: L
    private let leak: L
    private let cao: L
    private let nao3: L
    private let logNao: L
    private let logCao: L
    private let logKo: L
    private let logMixed: L

    private static var rtf: Double { 8.314 * 310 / 96.485 }

    init(_ p: [Double]) {
        func fill(_ value: Double) -> L { L(filling: value) }
        let (nao, cao, ko) = (
            p[TP06Parameter.nao], p[TP06Parameter.cao], p[TP06Parameter.ko]
        )
        let toRest = (ko / 5.4).squareRoot()
        gNa = fill(p[TP06Parameter.gNa])
        gto = fill(p[TP06Parameter.gto])
        gKrScaled = fill(toRest * p[TP06Parameter.gKr])
        gK1Scaled = fill(toRest * p[TP06Parameter.gK1])
        gKs = fill(p[TP06Parameter.gKs])
        gCaL = fill(p[TP06Parameter.gCaL])
        pump = fill(p[TP06Parameter.pNaK] * ko / (ko + 1))
        let nao3 = nao * nao * nao
        exchange = fill(
            p[TP06Parameter.kNaCa] / ((87.5 * 87.5 * 87.5 + nao3) * (1.38 + cao)))
        gpCa = fill(p[TP06Parameter.gpCa])
        gpK = fill(p[TP06Parameter.gpK])
        gbCa = fill(p[TP06Parameter.gbCa])
        gbNa = fill(p[TP06Parameter.gbNa])
        uptake = fill(p[TP06Parameter.uptake])
        release = fill(p[TP06Parameter.release])
        leak = fill(p[TP06Parameter.leak])
        self.cao = fill(cao)
        self.nao3 = fill(2.5 * nao3)
        logNao = fill(Double.log(nao))
        logCao = fill(Double.log(cao))
        logKo = fill(Double.log(ko))
        logMixed = fill(Double.log(ko + 0.03 * nao))
    }

    /// Reversal potential of potassium [mV].
    @inline(__always)
    func eK(_ logs: TP06Logarithms<L>) -> L {
        L(filling: Self.rtf) * (logKo - logs.potassium)
    }

    /// Rates at a state, with the functions of its voltage in `columns`.
    @inline(__always)
    func rates(
        _ s: UnsafePointer<L>, _ columns: UnsafePointer<L>, _ logs: TP06Logarithms<L>,
        inward: L, stimulus: L
    ) -> TP06Rates<L> {
        let rtf = L(filling: Self.rtf)
        let v = s[TP06State.v]
        let (nai, cai, cass) = (s[TP06State.nai], s[TP06State.cai], s[TP06State.cass])
        let fromSodium = v - rtf * (logNao - logs.sodium)
        let fromPotassium = v - eK(logs)
        let m = s[TP06State.m]
        let fast = gNa * (m * m * m) * (s[TP06State.h] * s[TP06State.j]) * fromSodium
        let xs = s[TP06State.xs]
        let rapid = gKrScaled * s[TP06State.xr1] * s[TP06State.xr2]
        let slow = gKs * (xs * xs) * (v - rtf * (logMixed - logs.mixed))
        let potassium =
            (gto * s[TP06State.r] * s[TP06State.s] + rapid + gK1Scaled * inward
                + gpK * columns[TP06Column.plateau]) * fromPotassium + slow
        let channel =
            gCaL * (s[TP06State.d] * s[TP06State.f]) * (s[TP06State.f2] * s[TP06State.fcass])
            * (columns[TP06Column.channelIn] * cass - columns[TP06Column.channelOut])
        let pumped = pump * nai / (nai + 40) * columns[TP06Column.pump]
        let exchanged =
            exchange
            * (columns[TP06Column.forward] * (nai * nai * nai) * cao
                - columns[TP06Column.backward] * nao3 * cai)
        let backgroundSodium = gbNa * fromSodium
        let backgroundCalcium = gbCa * (v - 0.5 * rtf * (logCao - logs.calcium))
        let calciumPump = gpCa * cai / (cai + 0.0005)
        let cytosolic = backgroundCalcium + calciumPump
        let total =
            (fast + potassium + channel) + (pumped + exchanged) + (backgroundSodium + cytosolic)
        let perVolume = L(filling: TP06Geometry.perCytosol)
        let ratio = 20 * cass
        let share = 1 / (1 + ratio * ratio)
        let fcassDecay = 1 / (80 * share + 2)
        let store = calcium(s, channel: channel, cytosolic: cytosolic - 2 * exchanged)
        return TP06Rates(
            v: stimulus - total,
            nai: -((fast + backgroundSodium + 3 * (pumped + exchanged)) * perVolume),
            ki: (stimulus + 2 * pumped - potassium) * perVolume, cai: store.cai, casr: store.casr,
            rbar: store.rbar, cass: store.cass,
            fcass: ((0.6 * share + 0.4 - s[TP06State.fcass]) * fcassDecay, fcassDecay))
    }

    private typealias Decaying = (rate: L, decay: L)

    /// Calcium of cytosol, store and subspace and the release channel.
    @inline(__always)
    private func calcium(
        _ s: UnsafePointer<L>, channel: L, cytosolic: L
    ) -> (cai: L, casr: L, rbar: Decaying, cass: Decaying) {
        let (cai, cass, casr, rbar) = (
            s[TP06State.cai], s[TP06State.cass], s[TP06State.casr], s[TP06State.rbar]
        )
        let casr2 = casr * casr
        let kcasr = 2.5 - 1.5 * casr2 / (casr2 + 2.25)
        let opening = 0.15 * (cass * cass)
        let closing = 0.045 * kcasr * cass
        let releaseRate = release * (opening * rbar) / (0.06 * kcasr + opening)
        let released = releaseRate * (casr - cass)
        let leaked = leak * (casr - cai)
        let cai2 = cai * cai
        let taken = uptake * cai2 / (cai2 + L(filling: 0.00025 * 0.00025))
        let transfer = 0.0038 * (cass - cai)
        let toCytosol = L(filling: TP06Geometry.perCytosol / 2)
        let storePerCytosol = L(filling: TP06Geometry.store / TP06Geometry.cytosol)
        let toSubspace = L(
            filling: TP06Geometry.capacitancePerFaraday / (2 * TP06Geometry.subspace))
        let storePerSubspace = L(filling: TP06Geometry.store / TP06Geometry.subspace)
        let cytosolPerSubspace = L(filling: TP06Geometry.cytosol / TP06Geometry.subspace)
        let free = Self.unbuffered(cass, total: 0.4, half: 0.00025)
        return (
            cai: Self.unbuffered(cai, total: 0.2, half: 0.001)
                * ((leaked - taken) * storePerCytosol + transfer - cytosolic * toCytosol),
            casr: Self.unbuffered(casr, total: 10, half: 0.3) * (taken - released - leaked),
            rbar: (0.005 * (1 - rbar) - closing * rbar, closing + 0.005),
            cass: (
                free
                    * (released * storePerSubspace - transfer * cytosolPerSubspace
                        - channel * toSubspace),
                free * (releaseRate * storePerSubspace + 0.0038 * cytosolPerSubspace)
            )
        )
    }

    /// Share of added calcium that stays free beside a buffer [1].
    @inline(__always)
    private static func unbuffered(_ free: L, total: Double, half: Double) -> L {
        let sum = free + L(filling: half)
        let square = sum * sum
        return square / (square + L(filling: total * half))
    }
}
