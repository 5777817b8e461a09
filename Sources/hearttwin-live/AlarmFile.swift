import Documents
import Quantities
import TwinEngine

/// Rules of alarms as people write them:
///
/// ```
/// [[alarm]]
/// code = "MDC_PRESS_BLD_ART_ABP_MEAN"
/// name = "MAP"
/// below = "55 mmHg"        # or above
/// within = "5 min"
/// probability = 0.5        # more than this share of the hearts; 0.5 where it is not given
/// ```
enum AlarmFile {
    /// Limits that a number of the twin might reach, in its unit.
    private static let levels = -1000.0...1000.0

    static func rules(reading path: String) throws -> [AlarmRule] {
        let document = try TOMLSection(reading: path)
        try document.check(known: ["alarm"])
        let rules = try document.sections("alarm").map { section in
            try section.check(known: ["code", "name", "below", "above", "within", "probability"])
            let code = try section.string("code")
            guard let known = AlarmRule.codes.first(where: { $0.code == code }) else {
                throw section.error(
                    "code",
                    "cannot be \"\(code.printable)\""
                        + Spelling.suggestion(for: code, among: AlarmRule.codes.map(\.code)))
            }
            let unit = try Unit(known.unit == "per minute" ? "1/min" : known.unit)
            let below = try section.optionalQuantity("below", like: unit)
            let above = try section.optionalQuantity("above", like: unit)
            guard (below == nil) != (above == nil), let limit = below ?? above else {
                throw section.error("below", "or above must be there, one of them")
            }
            let level = try limit.value(in: unit)
            guard levels.contains(level) else {
                throw section.error(
                    below == nil ? "above" : "below",
                    "must be from \(Int(levels.lowerBound)) to \(Int(levels.upperBound)) "
                        + known.unit)
            }
            let second = try Unit("s")
            let within = try section.quantity("within", like: second).value(in: second)
            guard within >= 1, within <= Forecaster.furthest else {
                throw section.error(
                    "within", "must be a time from 1 s to \(Int(Forecaster.furthest)) s")
            }
            let probability = try section.optionalNumber("probability") ?? 0.5
            guard (0..<1).contains(probability) else {
                throw section.error("probability", "must be a share from 0 to less than 1")
            }
            return AlarmRule(
                threshold: Threshold(
                    code: code, name: try section.optionalString("name") ?? code,
                    limit: level, isUpper: above != nil),
                within: within, probability: probability)
        }
        guard !rules.isEmpty else { throw document.error("alarm", "is missing") }
        return rules
    }
}
