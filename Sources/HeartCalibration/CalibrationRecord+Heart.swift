public import Patients
import Quantities

extension CalibrationRecord {
    /// Name in patient files of a fit of the three-dimensional heart.
    public static let heart = "heart"

    /// What a fit of the three-dimensional heart found, as patient files keep it: numbers that its beat does not have
    /// are left out.
    ///
    /// - Parameters:
    ///   - covariance: of the factors' logarithms, row by row.
    ///   - provenance: the program that found it.
    /// - Throws: `QuantityError` for a unit of a card that cannot be read, which tests exclude.
    init(_ report: HeartCalibrationReport, covariance: [Double], provenance: String) throws {
        self.init(
            factors: try report.factors.map {
                Factor(
                    name: $0.name, summary: $0.summary, value: $0.value, lower: $0.low,
                    upper: $0.high, unit: try Unit($0.unit), informed: $0.informed)
            },
            correlations: Self.correlations(of: covariance, count: report.factors.count),
            readings: try (report.intervals + report.readings).compactMap { reading in
                guard let fitted = reading.after else { return nil }
                return Reading(
                    name: reading.name,
                    unit: try Unit(MeasurementCards.card(reading.name)?.unit ?? "1"),
                    target: reading.target, deviation: reading.deviation, fitted: fitted)
            },
            identifiability: report.identifiability.isEmpty
                ? "Nothing was fitted." : report.identifiability,
            notes: report.notes, provenance: provenance)
    }
}
