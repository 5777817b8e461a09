import Circulation
public import Quantities

/// The published closed loop: converged outputs, explicit reference, implicit self-consistency.
///
/// Three questions. Does the implicit method at 1 ms reach the published outputs to 0.1 %? Does the
/// explicit method with 0.01 ms steps reach all their digits? Do both methods agree on the state
/// after one beat to 1e-6 once the implicit one is extrapolated?
///
/// Source: Regazzoni et al., *J. Comput. Phys.* 457 (2022) 111083,
/// doi:10.1016/j.jcp.2022.111083; outputs of the cited equations by Runge–Kutta with 0.01 ms
/// steps after 100 beats.
public struct CirculationCase: VerificationCase {
    public static let card = ModelCard(
        identifier: "circulation",
        summary: "Closed loop of Regazzoni 2022: converged outputs, RK4 reference, conservation",
        source: "Regazzoni et al. 2022, doi:10.1016/j.jcp.2022.111083")

    /// Makes the case.
    public init() {}

    public func run(_ options: VerificationOptions) throws -> [Check] {
        let model = RegazzoniLoop.standalone
        let period = RegazzoniLoop.period
        let periodic = try model.periodicBeat(
            from: RegazzoniLoop.initialState, period: period, steps: 800)
        let implicit = try model.traces(from: periodic.state, period: period, steps: 800)
        options.progress("implicit: periodic after \(periodic.beats) beats")
        var checks = Self.outputs(of: implicit, label: "implicit 1 ms") { output in
            Self.relativeTolerance * output.expected
        }
        checks += try explicitReference(model, period: period, options: options)
        checks += try consistency(model, period: period)
        return checks
    }

    /// Published outputs are met to this share by the implicit method at 1 ms [1].
    private static let relativeTolerance = 1e-3
    /// Agreement of the two integrators after a beat, and conservation per beat [1].
    private static let consistencyTolerance = 1e-6
    private static let conservationTolerance = 1e-10

    /// A published output and the place of its last printed digit.
    private struct Output: Sendable {
        var name: String
        var unit: String
        var expected: Double
        var lastDigit: Double
        var value: @Sendable (HaemodynamicSummary) -> Double
    }

    private static func outputs(
        of traces: BeatTraces, label: String, tolerance: (Output) -> Double
    ) -> [Check] {
        let summary = HaemodynamicSummary(traces, atrialOnset: 100)
        return published.map { output in
            Check(
                "\(output.name), \(label)", unit: output.unit, observed: output.value(summary),
                expected: output.expected, tolerance: tolerance(output))
        }
    }

    private func explicitReference(
        _ model: StandaloneLoop<ChamberElastance, ValveDiode, ChamberElastance>, period: Double,
        options: VerificationOptions
    ) throws -> [Check] {
        let steps = 80_000
        // The quick run starts next to the periodic beat instead of integrating a hundred of them.
        let beats = options.quick ? 2 : 100
        var state =
            options.quick
            ? try model.periodicBeat(
                from: RegazzoniLoop.initialState, period: period, steps: 8000,
                volumeTolerance: 1e-3
            ).state : RegazzoniLoop.initialState
        let blood = state.bloodVolume
        for _ in 0..<beats {
            state = try model.beat(
                from: state, period: period, steps: steps, method: .rungeKutta)
        }
        let change = (state.bloodVolume / blood - 1).magnitude / Double(beats)
        let traces = try model.traces(
            from: state, period: period, steps: steps, method: .rungeKutta, stride: 20)
        options.progress("explicit: \(beats) beats of \(steps) steps")
        // One unit of the last printed digit: half for its rounding, half for sampled extremes.
        return Self.outputs(of: traces, label: "RK4 0.01 ms") { $0.lastDigit } + [
            Check(
                "change of blood volume per beat, RK4", unit: "1", observed: change,
                high: Self.conservationTolerance),
            Check(
                "stressed volume", unit: "mL", observed: state.bloodVolume / Units.mL,
                expected: 1617.88, tolerance: 0.005),
        ]
    }

    private func consistency(
        _ model: StandaloneLoop<ChamberElastance, ValveDiode, ChamberElastance>, period: Double
    ) throws -> [Check] {
        let start = RegazzoniLoop.initialState
        let reference = try model.beat(
            from: start, period: period, steps: 80_000, method: .rungeKutta)
        let coarse = try model.beat(from: start, period: period, steps: 8000)
        let fine = try model.beat(from: start, period: period, steps: 16_000)
        let extrapolated = fine + (1.0 / 3) * (fine - coarse)
        func relative(_ a: SIMD4<Double>, _ b: SIMD4<Double>) -> Double {
            (0..<4).map { (a[$0] / b[$0] - 1).magnitude }.max() ?? .nan
        }
        let difference = max(
            relative(extrapolated.systemic.volumes, reference.systemic.volumes),
            relative(extrapolated.pulmonary.volumes, reference.pulmonary.volumes))
        let change = (fine.bloodVolume / start.bloodVolume - 1).magnitude
        return [
            Check(
                "largest relative volume difference, extrapolated implicit against RK4",
                unit: "1", observed: difference, high: Self.consistencyTolerance),
            Check(
                "change of blood volume per beat, implicit", unit: "1", observed: change,
                high: Self.conservationTolerance),
        ]
    }

    private static let published: [Output] = [
        Output(name: "LV EDV", unit: "mL", expected: 136.74, lastDigit: 0.01) {
            $0.left.maximumVolume / Units.mL
        },
        Output(name: "LV ESV", unit: "mL", expected: 66.96, lastDigit: 0.01) {
            $0.left.endSystolicVolume / Units.mL
        },
        Output(name: "LV stroke volume", unit: "mL", expected: 69.78, lastDigit: 0.01) {
            ($0.left.maximumVolume - $0.left.endSystolicVolume) / Units.mL
        },
        Output(name: "LV ejection fraction", unit: "%", expected: 51.03, lastDigit: 0.01) {
            100 * (1 - $0.left.endSystolicVolume / $0.left.maximumVolume)
        },
        Output(name: "LV peak pressure", unit: "mmHg", expected: 119.68, lastDigit: 0.01) {
            $0.left.systolicPressure / Units.mmHg
        },
        Output(name: "aorta systolic", unit: "mmHg", expected: 118.71, lastDigit: 0.01) {
            $0.aorta.systolic / Units.mmHg
        },
        Output(name: "aorta diastolic", unit: "mmHg", expected: 79.83, lastDigit: 0.01) {
            $0.aorta.diastolic / Units.mmHg
        },
        Output(name: "aorta mean", unit: "mmHg", expected: 99.80, lastDigit: 0.01) {
            $0.aorta.mean / Units.mmHg
        },
        Output(name: "cardiac output", unit: "L/min", expected: 5.233, lastDigit: 0.001) {
            $0.cardiacOutput / Units.litrePerMinute
        },
        Output(name: "RV EDV", unit: "mL", expected: 181.56, lastDigit: 0.01) {
            $0.right.maximumVolume / Units.mL
        },
        Output(name: "RV ESV", unit: "mL", expected: 111.78, lastDigit: 0.01) {
            $0.right.endSystolicVolume / Units.mL
        },
        Output(
            name: "pulmonary artery systolic", unit: "mmHg", expected: 21.39, lastDigit: 0.01
        ) { $0.pulmonaryArtery.systolic / Units.mmHg },
        Output(
            name: "pulmonary artery diastolic", unit: "mmHg", expected: 18.51, lastDigit: 0.01
        ) { $0.pulmonaryArtery.diastolic / Units.mmHg },
        Output(name: "pulmonary artery mean", unit: "mmHg", expected: 19.98, lastDigit: 0.01) {
            $0.pulmonaryArtery.mean / Units.mmHg
        },
        Output(name: "left atrium mean", unit: "mmHg", expected: 15.83, lastDigit: 0.01) {
            $0.leftAtrium.mean / Units.mmHg
        },
        Output(name: "right atrium mean", unit: "mmHg", expected: 7.95, lastDigit: 0.01) {
            $0.rightAtrium.mean / Units.mmHg
        },
    ]
}
