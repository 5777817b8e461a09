import Quantities

/// What can be wrong with an intervention or a list of them.
public enum ScenarioError: Error, Equatable, CustomStringConvertible {
    /// An intervention that is not in the catalogue.
    case unknownIntervention(name: String, known: [String])
    /// An argument that an intervention does not take.
    case unknownArgument(intervention: String, name: String, known: [String])
    /// An argument it cannot do without.
    case missingArgument(intervention: String, name: String)
    /// An argument with an unusable value.
    case badArgument(intervention: String, name: String, reason: String)
    /// A value outside its admissible range.
    case outOfRange(
        intervention: String, name: String, value: Double, unit: String,
        allowed: ClosedRange<Double>)
    /// A text that is not of the form `name(argument=value, …)`.
    case notACall(text: String)
    /// Two interventions that act on the same thing.
    case contradiction(first: String, second: String, both: String)
    /// An onset, a ramp or a curve of what can only act at once.
    case cannotBeTimed(intervention: String, what: String)
    /// An intervention on nerves, by a device or over time, on a level that has none of them.
    case loopOnly(intervention: String)

    /// The documented exit code of the command line.
    public var exitCode: Int32 {
        switch self {
        case .notACall, .unknownIntervention, .loopOnly: 64
        default: 65
        }
    }

    public var description: String {
        switch self {
        case .unknownIntervention(let name, let known):
            "there is no intervention \"\(name)\"\(Spelling.suggestion(for: name, among: known)) "
                + "(hearttwin interventions lists all)"
        case .unknownArgument(let intervention, let name, let known):
            "\(intervention) takes no \"\(name)\""
                + (known.isEmpty
                    ? "; it takes none" : Spelling.suggestion(for: name, among: known))
        case .missingArgument(let intervention, let name):
            "\(intervention) needs \(name)=…"
        case .badArgument(let intervention, let name, let reason):
            "\(intervention): \(name): \(reason)"
        case .outOfRange(let intervention, let name, let value, let unit, let allowed):
            "\(intervention): \(name) = \(value) \(unit) is outside \(allowed.lowerBound) \u{2026} "
                + "\(allowed.upperBound) \(unit)"
        case .notACall(let text):
            "\"\(text)\" is not of the form name(argument=value, \u{2026}), "
                + "for example 'haemorrhage(volume=500 mL)'"
        case .contradiction(let first, let second, let both):
            "\(first) and \(second) both act on \(both); leave one out"
        case .cannotBeTimed(let intervention, let what):
            "\(intervention): onset, ramp and curve are for parameters of the heart, and it changes "
                + "\(what), which acts at once; leave them out"
        case .loopOnly(let intervention):
            "\(intervention) acts on nerves, by a device or over time in the closed loop, which the three-dimensional "
                + "heart does not have yet; add --level loop"
        }
    }
}
