import Quantities
import Foundation
import Numerics

extension LoopReport {
    /// For a terminal: a head, a line for each number, the warnings.
    public var text: String {
        let reflex = document.baroreflex ? "with baroreflex" : "without reflex"
        let treatment = document.interventions.joined(separator: ", ")
        let hearts = document.hearts.map { "; intervals of \($0) equally likely hearts" } ?? ""
        let head =
            "\(document.patient), closed loop \(reflex)"
            + (isTreated ? ": \(treatment)" : "") + hearts
        return ([head] + table + document.warnings.map { "! \($0)" }).joined(separator: "\n")
    }

    private var isTreated: Bool { document.secondsAfter != nil }

    private var table: [String] {
        let lines = AlignedText.lines([titles] + document.metrics.map(cells))
        return Array(lines.dropFirst(isTreated || document.hearts != nil ? 0 : 1))
    }

    private var titles: [String] {
        var titles = ["", isTreated || document.hearts != nil ? "untreated" : ""]
        if document.hearts != nil, !isTreated { titles.append("90 % interval") }
        if let seconds = document.secondsAfter {
            titles += [String(format: "after %.0f s", seconds), "change", ""]
            if document.hearts != nil { titles += ["90 % of changes", "rises in"] }
        }
        return titles + [""]
    }

    private func cells(_ row: Row) -> [String] {
        var cells = [row.name, Self.number(row.untreated)]
        if document.hearts != nil, !isTreated {
            cells.append(Self.interval(row.untreatedLow, row.untreatedHigh))
        }
        if isTreated {
            cells += [
                row.treated.map(Self.number) ?? "",
                row.change.map { String(format: "%+.3g", $0) } ?? "",
                row.changePercent.map { String(format: "%+.1f %%", $0) } ?? "",
            ]
            if document.hearts != nil {
                cells += [
                    Self.interval(row.changeLow, row.changeHigh, sign: "+"),
                    row.probabilityOfRise.map { String(format: "%.0f %%", 100 * $0) } ?? "",
                ]
            }
        }
        return cells + [row.unit]
    }

    private static func number(_ value: Double) -> String { String(format: "%.4g", value) }

    private static func interval(_ low: Double?, _ high: Double?, sign: String = "") -> String {
        guard let low, let high else { return "" }
        return String(format: "%\(sign).3g to %\(sign).3g", low, high)
    }
}

extension LoopReport.Row {
    /// Adds what equally likely hearts say.
    mutating func add(_ metric: EnsembleResponse.Metric) {
        let hearts = PairedSamples(before: metric.untreated, after: metric.treated)
        if let interval = hearts.intervalBefore { (untreatedLow, untreatedHigh) = interval }
        if let interval = hearts.intervalOfChanges { (changeLow, changeHigh) = interval }
        probabilityOfRise = hearts.shareRising
    }
}
