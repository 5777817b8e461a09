import Foundation
import Quantities

/// What is asked: what may be done, and how far to look.
package struct WhatIfRequest: Sendable, Equatable {
    /// Each of them by itself; one without a name where the question is no scenario.
    package var treatments: [WhatIfTreatment]
    /// Over how long they take effect [ms].
    package var ramp = 0.0
    /// Time ahead [ms].
    package var milliseconds = Self.minute

    private static let most = 16
    private static let minute = 60_000.0

    /// A scenario's treatments, with times of the query: `?over=30 s&horizon=60 s`.
    ///
    /// - Parameter query: by name, as text.
    package init(
        _ treatments: [WhatIfTreatment], query: [String: String]
    ) throws(WhatIfError) {
        guard (1...Self.most) ~= treatments.count else {
            throw .badScenario(
                reason: "\(treatments.count) treatments: \(Self.most) at most are answered at once")
        }
        self.treatments = treatments
        let known = ["horizon", "over"]
        for key in query.keys.sorted() where !known.contains(key) {
            throw .malformed(
                reason: "nothing is called \"\(key.printable)\""
                    + Spelling.suggestion(for: key, among: known))
        }
        if let text = query["over"] { ramp = try Self.time("over", text, in: WhatIfError.ramps) }
        if let text = query["horizon"] {
            milliseconds = try Self.time("horizon", text, in: WhatIfError.horizons)
        }
    }

    /// Reads `{"interventions": ["haemorrhage(volume=500 mL)"], "over": "30 s", "horizon": "60 s"}`: at once and a
    /// minute where no times are given, and nothing at all for a forecast.
    ///
    /// - Parameter needsInterventions: whether at least one must be there.
    package init(parsing bytes: [UInt8], needsInterventions: Bool) throws(WhatIfError) {
        var object: [String: Any] = [:]
        if !bytes.isEmpty {
            let value: Any
            do {
                value = try JSONSerialization.jsonObject(with: Data(bytes))
            } catch {
                throw .malformed(reason: "no JSON")
            }
            guard let read = value as? [String: Any] else { throw .malformed(reason: "no object") }
            object = read
        }
        let known = needsInterventions ? ["interventions", "over", "horizon"] : ["horizon"]
        for key in object.keys.sorted() where !known.contains(key) {
            throw .malformed(
                reason: "nothing is called \"\(key.printable)\""
                    + Spelling.suggestion(for: key, among: known))
        }
        treatments = []
        if needsInterventions {
            guard let list = object["interventions"] as? [String], (1...Self.most) ~= list.count
            else {
                throw .malformed(reason: "interventions must be 1 to \(Self.most) texts")
            }
            treatments = [WhatIfTreatment(name: "", interventions: list)]
        }
        if let value = object["over"] {
            ramp = try Self.time("over", value, in: WhatIfError.ramps)
        }
        if let value = object["horizon"] {
            milliseconds = try Self.time("horizon", value, in: WhatIfError.horizons)
        }
    }

    /// A time [ms].
    private static func time(
        _ key: String, _ value: Any, in allowed: ClosedRange<Double>
    ) throws(WhatIfError) -> Double {
        guard let text = value as? String else {
            throw .badTime(key: key, text: "\(value)".printable, allowed: allowed)
        }
        guard let unit = try? Unit("s"),
            let seconds = try? Quantity(text, like: unit).value(in: unit), allowed.contains(seconds)
        else { throw .badTime(key: key, text: text.printable, allowed: allowed) }
        return seconds * Units.second
    }
}
