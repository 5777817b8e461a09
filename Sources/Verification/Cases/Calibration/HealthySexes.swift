import Calibration
import Circuits
import Circulation
import Patients
public import Quantities

/// A healthy woman and a healthy man, each found by the calibration that patients get, against normal ranges.
///
/// Targets are middles of the ranges (volumes of the sex, pressures of both); every number with a range that was
/// read in its source is judged, fitted or not. Right ventricular volumes of men have no such range and are reported.
///
/// Sources: volumes of women, Petersen et al. 2017, doi:10.1186/s12968-017-0327-9 (95 % ranges); of men, Kawel-Boehm et al.
/// 2015, PMC7758747 table 3 (mean ± 2 SD, papillary muscles counted as wall); ejection fractions, where both overlap (67 ± 5 %
/// of both sexes in the latter); pressures, van Leeuwen et al. 2015 and Edwards
/// Lifesciences 2009 in the BioGears validation data; E/A, Nagueh et al. 2016, doi:10.1016/j.echo.2016.01.011.
public struct HealthySexes: VerificationCase {
    public static let card = ModelCard(
        identifier: "healthy-sexes",
        summary: "Healthy woman and man in the closed loop, by calibration: normal ranges",
        source: "Petersen et al. 2017, doi:10.1186/s12968-017-0327-9, and others in the case")

    /// Makes the case.
    public init() {}

    /// A number of one sex: what is aimed at, how closely, and what is normal.
    private struct Norm {
        var name: String
        var aim: Double?
        var deviation = 0.0
        var range: ClosedRange<Double>?
    }

    private static let both = [
        Norm(name: "systolic_pressure", aim: 118, deviation: 3, range: 100...140),
        Norm(name: "diastolic_pressure", aim: 75, deviation: 3, range: 60...90),
        Norm(name: "mean_arterial_pressure", range: 70...105),
        Norm(name: "central_venous_pressure", aim: 4, deviation: 0.5, range: 2...6),
        Norm(name: "left_atrial_pressure", aim: 8, deviation: 0.7, range: 4...12),
        Norm(name: "lv_end_diastolic_pressure", aim: 8.5, deviation: 1, range: 4...12),
        Norm(name: "rv_end_diastolic_pressure", aim: 4.5, deviation: 0.7, range: 2...8),
        Norm(name: "rv_systolic_pressure", aim: 24, deviation: 2, range: 15...30),
        Norm(name: "pulmonary_systolic_pressure", aim: 23, deviation: 2, range: 15...30),
        Norm(name: "pulmonary_diastolic_pressure", aim: 10, deviation: 1, range: 4...15),
        Norm(name: "pulmonary_mean_pressure", aim: 15, deviation: 1, range: 9...18),
        Norm(name: "mitral_e_a_ratio", aim: 1.4, deviation: 0.15, range: 0.8...2),
        Norm(name: "mitral_atrial_share", aim: 19, deviation: 2, range: 10...25),
    ]

    private static let women = [
        Norm(name: "lv_end_diastolic_volume", aim: 122, deviation: 5, range: 88...161),
        Norm(name: "lv_end_systolic_volume", aim: 48, deviation: 3, range: 31...68),
        Norm(name: "lv_ejection_fraction", range: 57...70),
        Norm(name: "stroke_volume", range: 57...100),
        Norm(name: "rv_end_diastolic_volume", aim: 126, deviation: 5, range: 85...166),
        Norm(name: "rv_end_systolic_volume", range: 27...77),
        Norm(name: rightStroke, range: 48...99),
        Norm(name: rightFraction, range: 47...68),
    ]

    private static let men = [
        Norm(name: "lv_end_diastolic_volume", aim: 148, deviation: 5, range: 106...214),
        Norm(name: "lv_end_systolic_volume", aim: 54, deviation: 3, range: 26...82),
        Norm(name: "lv_ejection_fraction", range: 57...68),
        Norm(name: "stroke_volume", range: 72...144),
        Norm(name: "rv_end_diastolic_volume", aim: 160, deviation: 8),
        Norm(name: "rv_end_systolic_volume"),
        Norm(name: rightStroke), Norm(name: rightFraction),
    ]

    /// Numbers that follow from both volumes of the right ventricle.
    private static let rightStroke = "rv_stroke_volume"
    private static let rightFraction = "rv_ejection_fraction"

    public func run(_ options: VerificationOptions) throws -> [Check] {
        try Self.checks("woman", Self.both + Self.women, heartRate: 70, options)
            + Self.checks("man", Self.both + Self.men, heartRate: 66, options)
    }

    /// Middles of the normal ranges, read as mean ± 1.96 SD.
    public func populations(_ options: VerificationOptions) throws -> [ValidatedPopulation] {
        [("healthy woman", Self.both + Self.women), ("healthy man", Self.both + Self.men)].map {
            who, norms in
            ValidatedPopulation(
                who,
                norms.compactMap { norm in
                    guard let range = norm.range, let card = MeasurementCards.card(norm.name)
                    else { return nil }
                    return ValidatedPopulation.Coordinate(
                        norm.name, unit: card.unit,
                        mean: 0.5 * (range.lowerBound + range.upperBound),
                        spread: (range.upperBound - range.lowerBound) / (2 * 1.96))
                })
        }
    }

    private static func checks(
        _ who: String, _ norms: [Norm], heartRate: Double, _ options: VerificationOptions
    ) throws -> [Check] {
        let base = try LoopParameters.healthyAdult.replacing([
            LoopParameters.prefix + "heartRate": heartRate
        ])
        let posterior = try LoopPosterior(
            base: base,
            targets: norms.compactMap { norm in
                norm.aim.map { LoopTarget(norm.name, $0, deviation: norm.deviation) }
            })
        let fit = try LaplaceApproximation(of: posterior)
        options.progress("\(who): \(fit.costs.count - 1) iterations")
        var readings = Dictionary(
            uniqueKeysWithValues: zip(posterior.study.outputs, fit.point.readings).map {
                ($0.name, (value: $1, unit: $0.unit))
            })
        if let end = readings["rv_end_diastolic_volume"],
            let least = readings["rv_end_systolic_volume"]
        {
            readings[rightStroke] = (end.value - least.value, end.unit)
            readings[rightFraction] = (100 * (1 - least.value / end.value), "%")
        }
        return norms.compactMap { norm in
            readings[norm.name].map { reading in
                Check(
                    "\(who): \(norm.name)", unit: reading.unit, observed: reading.value,
                    low: norm.range?.lowerBound, high: norm.range?.upperBound,
                    gated: norm.range != nil)
            }
        }
    }
}
