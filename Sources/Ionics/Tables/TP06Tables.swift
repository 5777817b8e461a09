import Glibc
import Numerics

/// Positions of the functions of the voltage in a ``TP06Tables`` row: for each of the gates that
/// depend on voltage alone its limit and the part of the distance to it that is left after the step;
/// then factors of currents.
enum TP06Column {
    /// The gates, in the order of their columns (limit at 2k, part left at 2k + 1).
    static let gates = [
        TP06State.m, TP06State.h, TP06State.j, TP06State.xr1, TP06State.xr2, TP06State.xs,
        TP06State.r, TP06State.s, TP06State.d, TP06State.f, TP06State.f2,
    ]
    static let plateau = 22
    static let pump = 23
    static let forward = 24
    static let backward = 25
    static let channelIn = 26
    static let channelOut = 27
    static let count = 28
}

/// The tables of ``TenTusscherPanfilov2006`` for one set of parameters.
///
/// The gates are read off the model's own equations; the factors of the currents are those of
/// ``TP06Context``, and a test compares the whole.
struct TP06Tables: Sendable {
    /// With the part left after half a step and after a whole one.
    let half: VoltageTable
    let whole: VoltageTable
    /// IK1 over its conductance by V − EK.
    let inward: VoltageTable

    /// Voltages [mV]: 0.1 mV apart the interpolation of the fastest function (m, slope 9 mV over its
    /// square root) errs by 1e-5 of its range.
    private static let low = -150.0
    private static let high = 150.0
    private static let step = 0.1
    private static let rtf = 8.314 * 310 / 96.485

    init(parameters: [Double], dt: Double) {
        half = Self.table(parameters, dt / 2)
        whole = Self.table(parameters, dt)
        inward = VoltageTable(from: -250, to: 350, step: Self.step, functions: 1) { x, row in
            row[0] = Self.inwardShare(x)
        }
    }

    /// IK1 over its conductance at x = V − EK [mV].
    static func inwardShare(_ x: Double) -> Double {
        let alpha = 0.1 / (1 + Double.exp(0.06 * (x - 200)))
        let beta =
            (3 * Double.exp(0.0002 * (x + 100)) + Double.exp(0.1 * (x - 10)))
            / (1 + Double.exp(-0.5 * x))
        return alpha / (alpha + beta)
    }

    private static func table(_ parameters: [Double], _ length: Double) -> VoltageTable {
        VoltageTable(
            from: low, to: high, step: step, functions: TP06Column.count,
            rows(parameters) { decay in Double.exp(-decay * length) })
    }

    /// The same in single precision, with the part of the distance that a step takes instead of the part
    /// that is left.
    static func single(_ parameters: [Double], _ length: Double) -> SingleVoltageTable {
        SingleVoltageTable(
            from: low, to: high, step: step,
            rows(parameters) { decay in -Glibc.expm1(-decay * length) })
    }

    /// What a row holds at a voltage; `part` is the second function of a gate of a decay rate [1/ms].
    private static func rows(
        _ parameters: [Double], _ part: @escaping (Double) -> Double
    ) -> (Double, UnsafeMutablePointer<Double>) -> Void {
        let states = TenTusscherPanfilov2006.initialState.count
        return { v, row in
            var state = TenTusscherPanfilov2006.initialState
            var rate = [Double](repeating: 0, count: states)
            var decay = rate
            state[TP06State.v] = v
            state.withUnsafeBufferPointer { state in
                rate.withUnsafeMutableBufferPointer { rate in
                    decay.withUnsafeMutableBufferPointer { decay in
                        parameters.withUnsafeBufferPointer { parameters in
                            guard let s = state.baseAddress, let r = rate.baseAddress,
                                let d = decay.baseAddress, let p = parameters.baseAddress
                            else { return }
                            TenTusscherPanfilov2006.evaluate(
                                s, p, stimulus: 0,
                                into: StateDerivative(state: s, rate: r, decay: d))
                        }
                    }
                }
            }
            for (k, gate) in TP06Column.gates.enumerated() {
                row[2 * k] = state[gate] + rate[gate] / decay[gate]
                row[2 * k + 1] = part(decay[gate])
            }
            factors(v, calcium: parameters[TP06Parameter.cao], row)
        }
    }

    private static func factors(
        _ v: Double, calcium: Double, _ row: UnsafeMutablePointer<Double>
    ) {
        let vfrt = v / rtf
        row[TP06Column.plateau] = 1 / (1 + Double.exp((v - 25) / -5.98))
        row[TP06Column.pump] =
            1 / (1 + 0.1245 * Double.exp(-0.1 * vfrt) + 0.0353 * Double.exp(-vfrt))
        let backward = Double.exp(-0.65 * vfrt)
        row[TP06Column.forward] = Double.exp(0.35 * vfrt) / (1 + 0.1 * backward)
        row[TP06Column.backward] = backward / (1 + 0.1 * backward)
        let w = 2 * (v - 15) / rtf
        let goldman = abs(w) < 1e-4 ? 1 - 0.5 * w + w * w / 12 : w / (Double.exp(w) - 1)
        row[TP06Column.channelIn] = 2 * 96.485 * goldman * 0.25 * Double.exp(w)
        row[TP06Column.channelOut] = 2 * 96.485 * goldman * calcium
    }
}
