import CommandLineSupport
import Foundation

/// What `tune-cv` found.
struct TuningReport: Encodable {
    /// A velocity and the conductivity that gives it.
    struct Fit: Encodable {
        var velocityMetresPerSecond: Double
        var conductivitySiemensPerMetre: Double
        /// The same conductivity on other mesh sizes.
        var bySpacing: [Row]
    }

    /// One measured front.
    struct Row: Encodable {
        var spacingMillimetres: Double
        var conductivitySiemensPerMetre: Double
        /// Nil where no front arrives.
        var velocityMetresPerSecond: Double?
    }

    var model: String
    var spacingMillimetres: Double
    var timeStepMilliseconds: Double
    var fits: [Fit]
    /// The reverse table.
    var byConductivity: [Row]

    /// For people.
    var text: String {
        func number(_ value: Double) -> String { Printing.number(value) }
        func line(_ row: Row, _ first: String) -> String {
            let velocity = row.velocityMetresPerSecond.map { "\(number($0)) m/s" } ?? "no front"
            return "  \(first.padding(toLength: 16, withPad: " ", startingAt: 0))\(velocity)"
        }
        var lines = [
            "\(model), elements of \(number(spacingMillimetres)) mm, steps of "
                + "\(number(timeStepMilliseconds)) ms"
        ]
        for fit in fits {
            lines += [
                "",
                "\(number(fit.velocityMetresPerSecond)) m/s: monodomain conductivity "
                    + "\(number(fit.conductivitySiemensPerMetre)) S/m",
                "  the same conductivity with elements of",
            ]
            lines += fit.bySpacing.map { line($0, "\(number($0.spacingMillimetres)) mm") }
        }
        lines += ["", "conductivity to velocity"]
        lines += byConductivity.map { line($0, "\(number($0.conductivitySiemensPerMetre)) S/m") }
        return lines.joined(separator: "\n")
    }
}
