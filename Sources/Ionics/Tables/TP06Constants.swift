import Numerics

/// Logarithms of the concentrations that reversal potentials need.
struct TP06Logarithms {
    let sodium: Double8
    let potassium: Double8
    let calcium: Double8
    /// Of Ki + 0.03·Nai.
    let mixed: Double8

    @inline(__always)
    init(_ state: UnsafePointer<Double8>) {
        sodium = Double8.log(state[TP06State.nai])
        potassium = Double8.log(state[TP06State.ki])
        calcium = Double8.log(state[TP06State.cai])
        mixed = Double8.log(state[TP06State.ki] + 0.03 * state[TP06State.nai])
    }

    /// Of concentrations half a step later: log(1 + δ) = δ − δ²/2 + δ³/3, where δ stays under 0.01.
    @inline(__always)
    init(
        _ before: TP06Logarithms, from a: UnsafePointer<Double8>, to b: UnsafePointer<Double8>
    ) {
        func later(_ log: Double8, _ from: Double8, _ to: Double8) -> Double8 {
            let d = (to - from) / from
            return log + d * (1 - d * (0.5 - d * Double8(filling: 1.0 / 3)))
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
struct TP06Rates {
    let v: Double8
    let nai: Double8
    let ki: Double8
    let cai: Double8
    let casr: Double8
    let rbar: (rate: Double8, decay: Double8)
    let cass: (rate: Double8, decay: Double8)
    let fcass: (rate: Double8, decay: Double8)

    /// The states without decay.
    @inline(__always)
    func explicit(_ body: (Int, Double8) -> Void) {
        body(TP06State.v, v)
        body(TP06State.nai, nai)
        body(TP06State.ki, ki)
        body(TP06State.cai, cai)
        body(TP06State.casr, casr)
    }

    /// The states with a decay.
    @inline(__always)
    func decaying(_ body: (Int, Double8, Double8) -> Void) {
        body(TP06State.rbar, rbar.rate, rbar.decay)
        body(TP06State.cass, cass.rate, cass.decay)
        body(TP06State.fcass, fcass.rate, fcass.decay)
    }
}

/// The equations of ``TP06Context`` with the functions of the voltage given.
struct TP06Constants: Sendable {
    private let gNa: Double8
    private let gto: Double8
    private let gKrScaled: Double8
    private let gK1Scaled: Double8
    private let gKs: Double8
    private let gCaL: Double8
    private let pump: Double8
    private let exchange: Double8
    private let gpCa: Double8
    private let gpK: Double8
    private let gbCa: Double8
    private let gbNa: Double8
    private let uptake: Double8
    private let release: Double8
    private let leak: Double8
    private let cao: Double8
    private let nao3: Double8
    private let logNao: Double8
    private let logCao: Double8
    private let logKo: Double8
    private let logMixed: Double8

    private static let rtf = 8.314 * 310 / 96.485

    init(_ p: [Double]) {
        func fill(_ value: Double) -> Double8 { Double8(filling: value) }
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
    func eK(_ logs: TP06Logarithms) -> Double8 {
        Double8(filling: Self.rtf) * (logKo - logs.potassium)
    }

    /// Rates at a state, with the functions of its voltage in `columns`.
    @inline(__always)
    func rates(
        _ s: UnsafePointer<Double8>, _ columns: UnsafePointer<Double8>, _ logs: TP06Logarithms,
        inward: Double8, stimulus: Double8
    ) -> TP06Rates {
        let rtf = Double8(filling: Self.rtf)
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
        let perVolume = Double8(filling: TP06Geometry.perCytosol)
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

    private typealias Decaying = (rate: Double8, decay: Double8)

    /// Calcium of cytosol, store and subspace and the release channel.
    @inline(__always)
    private func calcium(
        _ s: UnsafePointer<Double8>, channel: Double8, cytosolic: Double8
    ) -> (cai: Double8, casr: Double8, rbar: Decaying, cass: Decaying) {
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
        let taken = uptake * cai2 / (cai2 + Double8(filling: 0.00025 * 0.00025))
        let transfer = 0.0038 * (cass - cai)
        let toCytosol = Double8(filling: TP06Geometry.perCytosol / 2)
        let storePerCytosol = Double8(filling: TP06Geometry.store / TP06Geometry.cytosol)
        let toSubspace = Double8(
            filling: TP06Geometry.capacitancePerFaraday / (2 * TP06Geometry.subspace))
        let storePerSubspace = Double8(filling: TP06Geometry.store / TP06Geometry.subspace)
        let cytosolPerSubspace = Double8(filling: TP06Geometry.cytosol / TP06Geometry.subspace)
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
    private static func unbuffered(_ free: Double8, total: Double, half: Double) -> Double8 {
        let sum = free + Double8(filling: half)
        let square = sum * sum
        return square / (square + Double8(filling: total * half))
    }
}
