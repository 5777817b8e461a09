import Foundation
import LoopLevel
import Patients
import Quantities
import Reports

/// Who is treated: the person, what was measured, and what the calibration leaves undecided.
struct PatientCard {
    private let facts: PatientFacts
    private let hearts: Int?

    init(_ comparison: TreatmentComparison) {
        facts = comparison.facts
        hearts = comparison.untreated.document.hearts
    }

    /// The section.
    var html: String {
        """
        <h2>The patient</h2><div class="card" id="patient"><p>\(SVG.escape(person)). \
        \(SVG.escape(calibration))</p>\(measured)</div>
        """
    }

    private var person: String {
        let subject = facts.subject
        let words: [String?] = [
            subject.sex == .unknown ? nil : subject.sex.rawValue,
            subject.ageYears.map { String(format: "%.0f years", $0) },
            subject.heightCm.map { String(format: "%.0f cm", $0) },
            subject.weightKg.map { String(format: "%.0f kg", $0) },
        ]
        let known = words.compactMap { $0 }
        return subject.identifier
            + (known.isEmpty
                ? ": sex, age and size are not in the file" : ": " + known.joined(separator: ", "))
    }

    private var calibration: String {
        let own =
            facts.parameters.isEmpty
            ? "No parameter is this patient's own: the heart is that of the population."
            : "\(facts.parameters.count) parameters are this patient's own; the others are the population's."
        guard let posterior = facts.posterior else {
            return own + " There is no posterior, and so no interval."
        }
        let used =
            hearts.map { ", of which \($0) are compared here" }
            ?? ", none of which is compared here"
        return own
            + " \(posterior.samples.count) equally likely hearts (\(posterior.method)) vary "
            + "\(posterior.names.count) of them\(used)."
    }

    private var measured: String {
        let rows = facts.measurements.sorted { $0.key < $1.key }.compactMap { name, measurement in
            measurement.values.first.map { row(name, measurement, $0) }
        }
        guard !rows.isEmpty else { return "<p>Nothing measured is in the file.</p>" }
        return """
            <table><thead><tr><th>Measured</th><th class="n"></th><th>normal</th><th>kind</th><th>source</th></tr>\
            </thead><tbody>\(rows.joined())</tbody></table>
            """
    }

    private func row(_ name: String, _ measurement: Patients.Measurement, _ value: Double) -> String
    {
        let card = MeasurementCards.card(name)
        let spread = measurement.uncertainty.map { " ± " + $0.short } ?? ""
        let more = measurement.values.count > 1 ? " (first of \(measurement.values.count))" : ""
        return """
            <tr><td>\(SVG.escape(card?.summary ?? name))</td><td class="n">\
            \(SVG.escape(value.short + spread + " " + Self.plain(measurement.unit.symbol) + more))</td>\
            <td>\(SVG.escape(card.map(normal) ?? ""))</td><td>\(measurement.kind.rawValue)</td>\
            <td>\(SVG.escape(measurement.source ?? ""))</td></tr>
            """
    }

    private func normal(_ card: MeasurementCard) -> String {
        let range = card.normal(for: facts.subject.sex)
        return "\(range.lowerBound.short) – \(range.upperBound.short) \(Self.plain(card.unit))"
    }

    /// A unit as people write it: without the brackets of UCUM, and none for plain numbers.
    private static func plain(_ unit: String) -> String {
        unit == "1" ? "" : unit.filter { !"[]".contains($0) }
    }
}
