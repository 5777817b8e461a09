import Foundation
import Quantities

/// What came of a row: the judged number, and whether it went the wrong way.
struct InterventionOutcome {
    /// The number and its band; the case judges all rows together.
    var check: Check
    /// Whether the band has a direction and the number the other one.
    var isWrongWay: Bool
    /// What was done and found, for the progress.
    var sentence: String

    /// Judges two numbers.
    ///
    /// - Parameters:
    ///   - row: the row's name.
    ///   - who: the kind of patient, heart or cell.
    ///   - done: what was done.
    ///   - unit: of the numbers.
    ///   - source: the published response.
    init(
        _ row: String, in who: String, done: String, from first: Double, to last: Double,
        unit: String, judged: InterventionTrial.Judged, band: ClosedRange<Double>, source: String
    ) {
        let observed =
            switch judged {
            case .percent: 100 * (last - first) / abs(first)
            case .change: last - first
            case .changePerStep(let steps): (last - first) / steps
            case .after: last
            }
        let isPercent = if case .percent = judged { true } else { false }
        check = Check(
            "\(row): \(who)", unit: isPercent ? "%" : unit, observed: observed,
            low: band.lowerBound, high: band.upperBound, gated: false)
        // A band on one side of zero has a direction.
        let isAfter = if case .after = judged { true } else { false }
        isWrongWay =
            !isAfter
            && (band.lowerBound > 0 && observed < 0 || band.upperBound < 0 && observed > 0)
        sentence = String(
            format: "%@: %@: %.4g to %.4g %@ (%@)", row, done, first, last, unit, source)
    }
}
