import Foundation
import Quantities

extension CalibrationReport {
    /// For a terminal.
    public var text: String {
        var lines = [
            "\(patient): fitted to \(measurementCount) measurements in \(iterations) iterations; "
                + "\(sets) equally likely hearts (\(method))", "",
        ]
        lines += table(
            ["measured", "", "", "", "the loop shows", "z", ""],
            measured.map {
                [
                    $0.name, Self.digits($0.target), "±", Self.digits($0.deviation),
                    Self.digits($0.fitted),
                    String(format: "%+.1f", $0.z), $0.unit,
                ]
            })
        lines += waves.map(\.sentence)
        lines.append("")
        lines += table(
            ["adapted (times the population's)", "best", "90 % interval", "known to"],
            factors.map { factor in
                [
                    factor.summary, String(format: "%.2f", factor.factor),
                    String(format: "%.2f to %.2f", factor.low, factor.high),
                    String(format: "%3.0f %%", 100 * max(factor.informed, 0)),
                ]
            })
        lines += ["", identifiability, ""]
        lines += table(
            ["not measured, predicted", "best", "90 % interval", ""],
            predicted.map {
                [
                    $0.name, Self.digits($0.value),
                    "\(Self.digits($0.low)) to \(Self.digits($0.high))", $0.unit,
                ]
            })
        if !notes.isEmpty { lines += [""] + notes.map { "! \($0)" } }
        return lines.joined(separator: "\n")
    }

    /// Which factors the measurements fix, in words.
    public var identifiability: String {
        var sentences: [String] = []
        func list(_ chosen: [Factor]) -> String { chosen.map(\.summary).joined(separator: ", ") }
        let known = factors.filter { $0.informed >= Self.known }
        if !known.isEmpty { sentences.append("The measurements fix \(list(known)).") }
        // What is known of a rate is its own measurement.
        let unknown = factors.filter { $0.informed < Self.unknown && $0.name != "heartRate" }
        if !unknown.isEmpty {
            sentences.append(
                "They say next to nothing about \(list(unknown)): the population's values stand there."
            )
        }
        for pair in pairs.prefix(3) {
            let sign = pair.correlation > 0 ? "ratio" : "product"
            sentences.append(
                "Of \(summary(pair.first)) and \(summary(pair.second)) little more than the \(sign) "
                    + "is known.")
        }
        let asked = Dictionary(grouping: factors.filter { $0.askFor != nil }) { $0.askFor ?? "" }
            .sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
        if let (measurement, factors) = asked.first {
            sentences.append(
                "Measured next, \(measurement) would tell most: about \(list(factors)).")
        }
        return sentences.joined(separator: "\n")
    }

    /// Three digits, or all before the point.
    fileprivate static func digits(_ value: Double) -> String {
        abs(value) >= 100 ? String(format: "%.0f", value) : String(format: "%.3g", value)
    }

    private func summary(_ name: String) -> String {
        factors.first { $0.name == name }?.summary ?? name
    }

    /// Rows under a head.
    private func table(_ head: [String], _ rows: [[String]]) -> [String] {
        AlignedText.lines([head] + rows)
    }
}

extension CalibrationReport.Wave {
    /// How the fitted loop shows it, in words.
    var sentence: String {
        "\(name), \(beats) beat\(beats == 1 ? "" : "s"): \(CalibrationReport.digits(error)) \(unit) off (rms) where it "
            + "varies by \(CalibrationReport.digits(range)); begins \(CalibrationReport.digits(onsetMs)) ms after the "
            + "onset of the QRS"
    }
}
