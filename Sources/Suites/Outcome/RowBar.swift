import Foundation
import Reports

/// A row's number on a strip with its band and the published value.
struct RowBar {
    let row: RowOutcome

    private static let width = 220.0

    /// The drawing; nothing for rows without a band or a finite number.
    func svg() -> String {
        guard let observed = row.observed, observed.isFinite, row.low != nil || row.high != nil
        else { return "" }
        let (low, high) = ends
        let span = high - low
        func place(_ value: Double) -> Double {
            Self.width * min(max((value - low) / span, 0), 1)
        }
        let start = row.low.map(place) ?? 0
        let end = row.high.map(place) ?? Self.width
        let colour =
            row.verdict == .fail ? "#b3261e" : row.verdict == .warn ? "#9a6700" : "#00795a"
        let x = min(max(place(observed), 2), Self.width - 2)
        let target = row.expected.map {
            """
            <path d="M\(SVG.number(place($0))) 4V14" stroke="#5a6675" stroke-width="1.2" \
            stroke-dasharray="2 2"/>
            """
        }
        return """
            <svg viewBox="0 0 \(SVG.number(Self.width)) 18" role="img" aria-label="\(row.verdict.rawValue)">\
            <rect x="0" y="7" width="\(SVG.number(Self.width))" height="4" rx="2" fill="#e6eaee"/>\
            <rect x="\(SVG.number(start))" y="7" width="\(SVG.number(max(end - start, 1)))" height="4" \
            fill="#9fd3c0"/>\(target ?? "")<circle cx="\(SVG.number(x))" cy="9" r="4.5" \
            fill="\(colour)"/></svg>
            """
    }

    /// What the strip shows: the band, the published value and the number, with a margin.
    private var ends: (Double, Double) {
        let marks = [row.low, row.high, row.expected, row.observed].compactMap { $0 }
            .filter(\.isFinite)
        var (low, high) = (marks.min() ?? 0, marks.max() ?? 1)
        // One open end: room on its side for the band to be seen.
        let span = max(high - low, 1e-9 * max(abs(low), abs(high)), 1e-300)
        if row.low == nil { low -= span }
        if row.high == nil { high += span }
        let margin = 0.15 * max(high - low, 1e-300)
        (low, high) = (low - margin, high + margin)
        return high > low ? (low, high) : (low - 1, low + 1)
    }
}
