public import LoopLevel
import Documents
import Foundation
import HeartModel
import Quantities

/// A search of lead sites as programs read it: `optimize --leads --json`, summary.json.
public struct LeadDocument: Sendable, Encodable {
    /// A site with its delays, and what comes of it.
    struct Entry: Sendable, Encodable {
        /// Segment of the American Heart Association's model, 1 to 17; nil without a lead.
        var segment: Int?
        var name: String
        var avMs: Double
        var vvMs: Double
        var activationMs: Double
        var leftActivationMs: Double
        var dispersionMs: Double
        /// Changes by pacing [%]; nil where the loop was not run or has no state to report.
        var dPdtMaxPercent: Double?
        var strokeVolumePercent: Double?
        var metrics: [String: Double]?
    }

    var level = "anatomy and loop"
    var patient: String
    var activation: String
    var baroreflex: Bool
    var secondsAfter: Double
    /// Rank correlation of even activation and dP/dt max [1].
    var agreement: Double?
    var untreated: Entry
    var front: [Entry]
    var candidates: [Entry]
    var warnings: [String]
    var provenance: LoopProvenance

    /// Lists a search.
    public init(
        _ search: LeadSearch, patient: String, activation: String, settings: LeadSearch.Settings,
        provenance: LoopProvenance
    ) {
        self.patient = patient
        self.activation = activation
        baroreflex = settings.reflex
        secondsAfter = settings.duration / Units.second
        agreement = search.agreement.isFinite ? search.agreement : nil
        let rest = search.untreated
        untreated = Entry(rest, against: rest, isPaced: false)
        front = search.front.map { Entry(search.candidates[$0], against: rest, isPaced: true) }
        candidates = search.candidates.map { Entry($0, against: rest, isPaced: true) }
        let lost = search.candidates.count { $0.numbers?.isEmpty == true }
        warnings =
            lost > 0 ? ["\(lost) combinations left the loop without a state to report"] : []
        self.provenance = provenance
    }

    /// For a terminal: the front, and the best of every site.
    public var text: String {
        let computed = candidates.count { $0.metrics != nil }
        var lines = [
            "\(patient), \(activation): 17 sites, \(candidates.count) combinations with delays, \(computed) of them "
                + "on the loop",
            "untreated: "
                + Self.words(untreated)
                + String(
                    format: ", dP/dt max %.0f mmHg/s, stroke volume %.1f mL",
                    untreated.metrics?[LeadSearch.rise] ?? .nan,
                    untreated.metrics?[LeadSearch.stroke] ?? .nan),
            "none beats these in dP/dt max and stroke volume:",
        ]
        lines += front.prefix(12).map { "  " + Self.line($0) }
        lines.append("best of every site by dP/dt max:")
        for segment in AHASegment.allCases {
            let best = candidates.filter {
                $0.segment == segment.rawValue && $0.dPdtMaxPercent != nil
            }.max { ($0.dPdtMaxPercent ?? 0) < ($1.dPdtMaxPercent ?? 0) }
            lines.append(
                best.map { "  " + Self.line($0) }
                    ?? "  \(segment.rawValue) \(segment.name): less even than others at every AV delay"
            )
        }
        if let agreement {
            lines.append(
                String(
                    format: "ranks of even activation and dP/dt max correlate by %.2f", agreement))
        }
        return (lines + warnings.map { "! \($0)" }).joined(separator: "\n")
    }

    private static func words(_ entry: Entry) -> String {
        String(
            format: "activation %.0f ms, left %.0f ms, spread %.1f ms", entry.activationMs,
            entry.leftActivationMs, entry.dispersionMs)
    }

    private static func line(_ entry: Entry) -> String {
        String(
            format: "dP/dt max %+.1f %%, stroke volume %+.1f %%: ",
            entry.dPdtMaxPercent ?? .nan, entry.strokeVolumePercent ?? .nan)
            + "\(entry.segment ?? 0) \(entry.name), "
            + String(format: "AV %.0f ms, VV %+.0f ms; ", entry.avMs, entry.vvMs) + words(entry)
    }

    /// One line for each combination, for pandas and spreadsheets.
    public var table: String {
        let head = [
            "segment", "name", "av_ms", "vv_ms", "activation_ms", "left_activation_ms",
            "dispersion_ms", "dpdt_max_percent", "stroke_volume_percent", "on_front",
        ]
        let best = Set(front.map { "\($0.name) \($0.avMs) \($0.vvMs)" })
        let lines = candidates.map { entry in
            let numbers: [Double?] = [
                entry.avMs, entry.vvMs, entry.activationMs, entry.leftActivationMs,
                entry.dispersionMs, entry.dPdtMaxPercent, entry.strokeVolumePercent,
            ]
            return DelimitedText.line(
                ["\(entry.segment ?? 0)", entry.name]
                    + numbers.map { $0.map { String(format: "%.8g", $0) } ?? "" }
                    + ["\(best.contains("\(entry.name) \(entry.avMs) \(entry.vvMs)"))"])
        }
        return DelimitedText.line(head) + lines.joined()
    }
}

extension LeadDocument.Entry {
    init(
        _ candidate: LeadSearch.Candidate, against rest: LeadSearch.Candidate, isPaced: Bool
    ) {
        func percent(_ metric: String) -> Double? {
            guard isPaced, let before = rest.value(metric), let after = candidate.value(metric)
            else { return nil }
            return 100 * (after - before) / before
        }
        segment = isPaced ? candidate.segment.rawValue : nil
        name = isPaced ? candidate.segment.name : "no lead"
        avMs = candidate.av
        vvMs = candidate.vv
        activationMs = candidate.total
        leftActivationMs = candidate.leftTotal
        dispersionMs = candidate.dispersion
        dPdtMaxPercent = percent(LeadSearch.rise)
        strokeVolumePercent = percent(LeadSearch.stroke)
        metrics = candidate.numbers.flatMap { numbers in
            numbers.isEmpty
                ? nil
                : Dictionary(
                    numbers.map { ($0.identifier, $0.value) }, uniquingKeysWith: { $1 })
        }
    }
}
