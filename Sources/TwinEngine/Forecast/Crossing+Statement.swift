import Foundation
import Numerics

extension Forecast.Crossing {
    /// Sums up when hearts cross a threshold [s].
    package init(_ threshold: Threshold, moments: [Double], of count: Int) {
        let ends = moments.isEmpty ? [] : Quantiles.of(moments, at: [0.05, 0.5, 0.95])
        self.init(
            code: threshold.code, below: threshold.isUpper ? nil : threshold.limit,
            above: threshold.isUpper ? threshold.limit : nil,
            probability: Double(moments.count) / Double(count), low: ends.first,
            median: ends.isEmpty ? nil : ends[1], high: ends.last, moments: moments, hearts: count)
    }

    /// The crossing in words; without an interval where there is one heart only.
    package func statement(
        _ threshold: Threshold, unit: String, isTreated: Bool, hearts: Int, seconds: Double
    ) -> String {
        let condition = isTreated ? "with this" : "if nothing is done"
        let level = "\(Self.short(threshold.limit)) \(unit)"
        let (safe, wrong) = threshold.isUpper ? ("below", "above") : ("above", "below")
        guard let low, let median, let high, probability > 0 else {
            return
                "\(condition), \(threshold.name) stays \(safe) \(level) for \(Self.words(seconds))"
                + (hearts > 1 ? " in all hearts" : "")
        }
        // The first beat ahead is below already.
        if high < Self.aBeat, probability == 1 { return "\(threshold.name) is \(wrong) \(level)" }
        let goes = threshold.isUpper ? "rises" : "falls"
        let falls =
            "\(condition), \(threshold.name) \(goes) \(wrong) \(level) in \(Self.words(median))"
        guard hearts > 1 else { return falls }
        return falls + " (90 %: \(Self.words(low)) to \(Self.words(high))), in "
            + String(format: "%.0f %%", 100 * probability)
            + " of hearts within \(Self.words(seconds))"
    }

    /// Longest beat that counts as now [s].
    private static let aBeat = 1.5

    private static func short(_ value: Double) -> String {
        value == value.rounded() ? "\(Int(value))" : String(format: "%.1f", value)
    }

    private static func words(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded())
        if whole < 60 { return "\(whole) s" }
        return whole % 60 == 0 ? "\(whole / 60) min" : "\(whole / 60) min \(whole % 60) s"
    }
}
