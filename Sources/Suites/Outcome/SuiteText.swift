import Foundation

/// Numbers and units as people read them.
package enum SuiteText {
    /// Four significant digits.
    package static func number(_ value: Double) -> String { String(format: "%.4g", value) }

    /// Seven significant digits, where small differences matter.
    package static func precise(_ value: Double) -> String { String(format: "%.7g", value) }

    /// A unit without brackets; nothing for plain numbers.
    package static func plain(_ unit: String) -> String {
        unit == "1" ? "" : unit.replacingOccurrences(of: "mm[Hg]", with: "mmHg")
    }

    /// "3.2 … 5", open ends as infinity; nothing without both.
    package static func band(_ low: Double?, _ high: Double?) -> String {
        low == nil && high == nil
            ? "" : (low.map(number) ?? "−∞") + " … " + (high.map(number) ?? "∞")
    }

    /// "3.2 to 5 mmHg".
    package static func interval(_ low: Double, _ high: Double, _ unit: String) -> String {
        let end = plain(unit)
        return "\(number(low)) to \(number(high))" + (end.isEmpty ? "" : " " + end)
    }
}
