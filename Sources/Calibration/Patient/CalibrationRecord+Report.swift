public import Patients
import Quantities

extension CalibrationRecord {
    /// Name in patient files of a fit of the closed loop.
    public static let loop = "loop"

    /// What a fit of the closed loop found, as patient files keep it.
    ///
    /// - Parameters:
    ///   - covariance: of the factors' logarithms, row by row.
    ///   - provenance: the program that found it.
    /// - Throws: `QuantityError` for a unit of a reading that cannot be read, which tests exclude.
    init(_ report: CalibrationReport, covariance: [Double], provenance: String) throws {
        let plain = try Unit("1")
        self.init(
            factors: report.factors.map {
                Factor(
                    name: $0.name, summary: $0.summary, value: $0.factor, lower: $0.low,
                    upper: $0.high, unit: plain, informed: $0.informed)
            },
            correlations: Self.correlations(of: covariance, count: report.factors.count),
            readings: try report.measured.map {
                Reading(
                    name: $0.name, unit: try Unit($0.unit), target: $0.target,
                    deviation: $0.deviation, fitted: $0.fitted)
            }, identifiability: report.identifiability,
            notes: report.waves.map(\.sentence) + report.notes, provenance: provenance)
    }
}
