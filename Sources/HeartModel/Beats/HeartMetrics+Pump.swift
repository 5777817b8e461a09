public import Circulation
import Quantities

extension HeartMetrics {
    /// Haemodynamic numbers of a beat, with those that need its traces: elastance and energy of the left ventricle, gradients
    /// of further valves.
    ///
    /// - Parameters:
    ///   - traces: one beat from QRS onset to QRS onset.
    ///   - atrialOnset: start of atrial contraction after QRS onset [ms].
    public static func haemodynamic(_ traces: BeatTraces, atrialOnset: Double) -> [HeartMetric] {
        let summary = HaemodynamicSummary(traces, atrialOnset: atrialOnset)
        return haemodynamic(summary) + pump(traces, summary) + valves(traces, summary)
    }

    /// End-systolic elastance, its ratio to the arterial one, pressure–volume area, time constant of relaxation; without
    /// those that the beat does not show.
    private static func pump(
        _ traces: BeatTraces, _ summary: HaemodynamicSummary
    ) -> [HeartMetric] {
        let left = summary.left
        var metrics: [HeartMetric] = []
        if let beat = SingleBeatElastance(
            time: traces.time, volume: traces.trace(\.leftVentricleVolume),
            pressure: traces.pressure(\.leftVentricle))
        {
            metrics += [
                HeartMetric(
                    identifier: "lvEesMmHgPerML", name: "LV end-systolic elastance (single beat)",
                    unit: "mmHg/mL", value: beat.elastance * Units.mL / Units.mmHg),
                HeartMetric(
                    identifier: "lvCoupling", name: "arterial by end-systolic elastance", unit: "1",
                    value: left.arterialElastance / beat.elastance),
                HeartMetric(
                    identifier: "lvPVAJ", name: "LV pressure-volume area", unit: "J",
                    value: (left.strokeWork + beat.potentialEnergy) / Units.joule),
            ]
        }
        if left.relaxationTime > 0 {
            metrics.append(
                HeartMetric(
                    identifier: "lvTauMs", name: "LV time constant of relaxation", unit: "ms",
                    value: left.relaxationTime))
        }
        return metrics.filter { $0.value.isFinite }
    }

    /// Mean gradients of the mitral and the pulmonary valve, and what leaks back through the aortic and the tricuspid one.
    private static func valves(
        _ traces: BeatTraces, _ summary: HaemodynamicSummary
    ) -> [HeartMetric] {
        func gradient(
            _ id: String, _ name: String, _ from: (LoopPressures) -> Double,
            _ to: (LoopPressures) -> Double, _ flow: (LoopState) -> Double
        ) -> HeartMetric? {
            traces.meanGradient(
                from: traces.pressure(from), to: traces.pressure(to), flow: traces.trace(flow)
            ).map {
                HeartMetric(
                    identifier: id + "GradientMmHg", name: "mean \(name) valve gradient",
                    unit: "mmHg", value: $0 / Units.mmHg)
            }
        }
        func leak(_ id: String, _ share: Double) -> HeartMetric {
            HeartMetric(
                identifier: id + "RegurgitantPercent", name: "\(id) regurgitant fraction",
                unit: "%", value: 100 * share)
        }
        let metrics: [HeartMetric?] = [
            gradient("mitral", "mitral", \.leftAtrium, \.leftVentricle, \.mitralFlow),
            gradient(
                "pulmonary", "pulmonary", \.rightVentricle, \.pulmonaryArtery, \.pulmonaryFlow),
            leak("aortic", summary.left.regurgitantFraction),
            leak("tricuspid", summary.tricuspid.regurgitantFraction),
        ]
        return metrics.compactMap { $0 }.filter { $0.value.isFinite }
    }
}
