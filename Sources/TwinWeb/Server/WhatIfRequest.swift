import Foundation
import Quantities

/// What is asked: interventions, and how far to look.
struct WhatIfRequest: Sendable, Equatable {
    var interventions: [String]
    /// Time ahead [ms].
    var milliseconds: Double

    private static let most = 16
    private static let minute = 60_000.0

    /// Reads `{"interventions": ["haemorrhage(volume=500 mL)"], "horizon": "60 s"}`; a horizon of a minute where none
    /// is given, and nothing at all for a forecast.
    ///
    /// - Parameter needsInterventions: whether at least one must be there.
    init(parsing bytes: [UInt8], needsInterventions: Bool) throws(WhatIfError) {
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
        let known = needsInterventions ? ["interventions", "horizon"] : ["horizon"]
        for key in object.keys.sorted() where !known.contains(key) {
            throw .malformed(
                reason: "nothing is called \"\(key.printable)\""
                    + Spelling.suggestion(for: key, among: known))
        }
        interventions = []
        if needsInterventions {
            guard let list = object["interventions"] as? [String], (1...Self.most) ~= list.count
            else {
                throw .malformed(reason: "interventions must be 1 to \(Self.most) texts")
            }
            interventions = list
        }
        milliseconds = Self.minute
        guard let horizon = object["horizon"] else { return }
        guard let text = horizon as? String else { throw .badHorizon(text: "\(horizon)") }
        guard let unit = try? Unit("s"),
            let seconds = try? Quantity(text, like: unit).value(in: unit),
            WhatIfError.horizons.contains(seconds)
        else { throw .badHorizon(text: text.printable) }
        milliseconds = seconds * Units.second
    }
}
