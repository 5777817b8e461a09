import PatientModels
import Circulation
import Electrophysiology
import Geometry
import HeartModel
import Mechanics
import Patients
public import Quantities

/// A healthy adult's heart in three dimensions, at its limit cycle, against normal ranges.
///
/// Runs `patients/rodero-01.h5` as `hearttwin simulate` does and judges every number that has a range
/// in `NormalRanges`; the others are reported. The ejection fraction of the right ventricle follows
/// from the imaged volumes (186 against 120 mL at equal stroke volumes) and is not judged.
///
/// Sources: those of the ranges; anatomy of Rodero et al., *PLoS Comput. Biol.* 17 (2021) e1008851,
/// doi:10.1371/journal.pcbi.1008851.
public struct HealthyAdultCase: VerificationCase {
    public static let card = ModelCard(
        identifier: "healthy-adult",
        summary: "A human heart at its limit cycle against the normal ranges of healthy adults",
        source: "see the ranges in the output and Rodero et al. 2021, "
            + "doi:10.1371/journal.pcbi.1008851")

    /// Largest distance of a node from the image that the unloaded shape may come back to [mm].
    private static let largestReturn = 0.1

    /// Makes the case.
    public init() {}

    /// Beats after which a heart that is not periodic is judged all the same, and fails.
    private static let mostBeats = 15

    public func run(_ options: VerificationOptions) throws -> [Check] {
        let patient = try Patient(
            reading: options.dataDirectory + "/patients/rodero-01.h5", knowing: Patient.catalogue)
        let model = try HeartBuilder(
            anatomy: try patient.heartAnatomy(), parameters: try patient.heartParameters(),
            activation: ActivationProtocols.normal
        ) { stage, _ in options.progress(stage) }.build()
        let run = HeartRun(try HeartSimulation(model, state: model.endDiastole))
        var strain: LeftVentricularStrain?
        while !run.isPeriodic, run.beats.count < Self.mostBeats {
            strain = try beat(run)
            let change = run.comparisons.last.map { "changes by \(100 * $0.largest) %" } ?? "done"
            options.progress("beat \(run.beats.count) \(change)")
        }
        let unloaded = try UnloadedShape(model)
        var metrics = HeartMetrics.haemodynamic(run.summary(run.beats.count - 1))
        metrics += HeartMetrics.electric(model.electrics)
        if let strain { metrics += HeartMetrics.deformation(strain) }
        return [
            Check(
                "change of the last beat", unit: "%",
                observed: 100 * (run.comparisons.last?.largest ?? .infinity),
                high: 100 * BeatComparison.standardTolerance),
            Check(
                "unloaded shape under the imaged pressures, farthest from the image", unit: "mm",
                observed: unloaded.returnDistance, high: Self.largestReturn),
        ] + Self.judged(metrics)
    }

    /// One beat, with a jump towards the limit cycle before it where that helps; returns the strain at
    /// the smallest volume.
    private func beat(_ run: HeartRun) throws -> LeftVentricularStrain {
        if run.wantsJump { try run.jump() }
        let model = run.simulation.model
        let start = model.positions(run.simulation.state)
        var smallest = Double.infinity
        var then = start
        _ = try run.beat { step, state in
            if step.loop.leftVentricleVolume < smallest {
                smallest = step.loop.leftVentricleVolume
                then = model.positions(state)
            }
            return true
        }
        return LeftVentricularStrain(
            points: model.points, endDiastole: start, now: then)
    }

    /// Every metric with its range; a range whose number is missing fails.
    private static func judged(_ metrics: [HeartMetric]) -> [Check] {
        let missing = NormalRanges.all.filter { range in
            !metrics.contains { $0.identifier == range.identifier }
        }
        return metrics.map { metric in
            let range = NormalRanges.range(metric.identifier)
            return Check(
                metric.name, unit: metric.unit, observed: metric.value,
                low: range?.range.lowerBound, high: range?.range.upperBound,
                gated: range?.gated ?? false)
        } + missing.map { Check($0.identifier, unit: "1", observed: .nan) }
    }
}
