import Calibration
import Circuits
import Circulation
import Glibc
import Patients
public import Quantities

/// Real patients: the loop fitted to heart rate, cuff, cardiac output, pulmonary and wedge pressures
/// predicts what was withheld: right atrial pressure, right ventricular pressure, ejection fraction, E/A.
///
/// Errors are those of the prediction, beside those of predicting every patient by the mean of the others and by a line on the
/// one fitted number that tells most of it in the others (``OthersLine``); coverage is the share of
/// measured values in the 90 % interval of prediction and instrument. Whether the squared errors differ from those of the
/// mean by more than chance tells Student's t of their differences, patient by patient, negative where the prediction is better
/// (Diebold, Mariano, *J. Bus. Econ. Stat.* 13 (1995) 253–263, doi:10.1080/07350015.1995.10524599). Nothing is judged but that the fits end: how
/// well a closed loop predicts is the result, not a target.
///
/// Source: Harrod et al., *Front. Physiol.* 12 (2021) 666915, doi:10.3389/fphys.2021.666915, supplementary data.
public struct CathEcho: VerificationCase {
    public static let card = ModelCard(
        identifier: "cath-echo",
        summary:
            "42 real patients: withheld catheter and echo numbers predicted by the fitted loop",
        source: "Harrod et al. 2021, doi:10.3389/fphys.2021.666915")

    /// Makes the case.
    public init() {}

    private static let fitted = [
        "systolic_pressure", "diastolic_pressure", "cardiac_output",
        "pulmonary_systolic_pressure", "pulmonary_diastolic_pressure", "left_atrial_pressure",
    ]

    private static let withheld = [
        "central_venous_pressure", "rv_systolic_pressure", "lv_ejection_fraction",
        "mitral_e_a_ratio",
    ]

    /// Equally likely hearts of a patient.
    private static let hearts = 200

    public func run(_ options: VerificationOptions) throws -> [Check] {
        let cohort = try CathEchoCohort(
            path: options.referenceDirectory + "/cath_echo_cohort.tsv")
        let usable = cohort.patients.filter { patient in
            (["heart_rate"] + Self.fitted).allSatisfy { patient.values[$0] != nil }
        }
        var pairs: [String: [MeasuredPair]] = [:]
        let numbers = Dictionary(
            uniqueKeysWithValues: usable.map { ($0.identifier, $0.values) })
        var squares = 0.0
        var failed = 0
        for patient in usable {
            do {
                squares += try fit(patient, &pairs)
            } catch let error as CalibrationError {
                failed += 1
                options.progress("\(patient.identifier): \(error)")
            }
        }
        let count = Double(max(usable.count - failed, 1) * Self.fitted.count)
        return [
            Check(
                "patients with every number of the fit", unit: "1", observed: Double(usable.count),
                gated: false),
            Check("fits without an end", unit: "1", observed: Double(failed), high: 0),
            Check(
                "fitted numbers, root mean square of z", unit: "1",
                observed: (squares / count).squareRoot(), gated: false),
        ] + Self.withheld.flatMap { Self.checks($0, pairs[$0] ?? [], numbers) }
    }

    /// Means, standard deviations and correlations of the fitted patients.
    public func populations(_ options: VerificationOptions) throws -> [ValidatedPopulation] {
        let patients = try CathEchoCohort(
            path: options.referenceDirectory + "/cath_echo_cohort.tsv"
        ).patients.filter { patient in
            (["heart_rate"] + Self.fitted).allSatisfy { patient.values[$0] != nil }
        }
        let names = ["heart_rate"] + Self.fitted + Self.withheld
        let units = names.compactMap { name in
            MeasurementCards.card(name).map { (name, $0.unit) }
        }
        return [
            ValidatedPopulation(
                "right-heart catheterisation and echo, Harrod et al. 2021",
                members: patients.map(\.values),
                units: Dictionary(uniqueKeysWithValues: units))
        ]
    }

    /// Fits a patient and keeps what it predicts; returns the sum of squares of the fitted numbers.
    private func fit(
        _ patient: CathEchoCohort.Patient, _ pairs: inout [String: [MeasuredPair]]
    ) throws -> Double {
        let base = try LoopParameters.healthyAdult.replacing([
            LoopParameters.prefix + "heartRate": patient.values["heart_rate"] ?? .nan
        ])
        let posterior = try LoopPosterior(
            base: base,
            targets: Self.fitted.compactMap { name in
                patient.values[name].map {
                    LoopTarget(
                        name, $0, deviation: MeasurementPrecision.entry(name).deviation(of: $0))
                }
            })
        let laplace = try LaplaceApproximation(of: posterior)
        let sample = PosteriorSample(laplace: laplace, of: posterior, count: Self.hearts, seed: 1)
        let readings = posterior.study.readings(sample.sets, near: laplace.point).compactMap { $0 }
        for name in Self.withheld {
            guard let measured = patient.values[name],
                let place = posterior.study.outputs.firstIndex(where: { $0.name == name })
            else { continue }
            let noise = MeasurementPrecision.entry(name).deviation(of: measured)
            let values = readings.map { $0[place] }.sorted()
            let count = Double(values.count)
            pairs[name, default: []].append(
                MeasuredPair(
                    member: patient.identifier, measured: measured,
                    predicted: values[values.count / 2],
                    level: values.reduce(0) {
                        $0 + 0.5 * erfc(($1 - measured) / noise * 0.5.squareRoot())
                    } / count))
        }
        return zip(posterior.targets, posterior.places).reduce(0) { sum, pair in
            let z = (laplace.point.readings[pair.1] - pair.0.value) / pair.0.deviation
            return sum + z * z
        }
    }

    private static func checks(
        _ name: String, _ pairs: [MeasuredPair], _ numbers: [String: [String: Double]]
    ) -> [Check] {
        guard pairs.count > 3 else { return [] }
        let count = Double(pairs.count)
        let unit = name.hasSuffix("pressure") ? "mmHg" : name.hasSuffix("ratio") ? "1" : "%"
        let differences = pairs.map { $0.predicted - $0.measured }
        let bias = differences.reduce(0, +) / count
        let spread =
            (differences.reduce(0) { $0 + ($1 - bias) * ($1 - bias) } / (count - 1)).squareRoot()
        let sum = pairs.reduce(0) { $0 + $1.measured }
        let others = pairs.map { (sum - $0.measured) / (count - 1) - $0.measured }
        let lines = OthersLine.predictions(
            of: pairs.map(\.measured),
            by: (["heart_rate"] + fitted).map { known in
                pairs.map { numbers[$0.member]?[known] ?? .nan }
            })
        func rootMeanSquare(_ values: [Double]) -> Double {
            (values.reduce(0) { $0 + $1 * $1 } / count).squareRoot()
        }
        let gains = zip(differences, others).map { $0 * $0 - $1 * $1 }
        let gain = gains.reduce(0, +) / count
        let gainVariance = gains.reduce(0) { $0 + ($1 - gain) * ($1 - gain) } / (count - 1)
        let covered = pairs.filter { (0.05...0.95).contains($0.level ?? .nan) }
        var error = Check(
            "\(name): root mean square error", unit: unit, observed: rootMeanSquare(differences),
            gated: false)
        error.pairs = pairs
        return [
            Check("\(name): patients", unit: "1", observed: count, gated: false), error,
            Check(
                "\(name): the same of the others' mean", unit: unit,
                observed: rootMeanSquare(others), gated: false),
            Check(
                "\(name): squared errors less those of the others' mean, t", unit: "1",
                observed: gain / (gainVariance / count).squareRoot(), gated: false),
            Check(
                "\(name): the same of the others' best line on a fitted number", unit: unit,
                observed: rootMeanSquare(zip(lines, pairs).map { $0 - $1.measured }), gated: false),
            Check("\(name): bias", unit: unit, observed: bias, gated: false),
            Check(
                "\(name): lower limit of agreement", unit: unit, observed: bias - 1.96 * spread,
                gated: false),
            Check(
                "\(name): upper limit of agreement", unit: unit, observed: bias + 1.96 * spread,
                gated: false),
            Check(
                "\(name): inside the 90 % interval", unit: "%",
                observed: 100 * Double(covered.count) / count, gated: false),
        ]
    }
}
