import Foundation
import HeartModel
import Quantities

/// Parameter values from the command line and the environment, in the units of the cards.
struct ParameterOverrides {
    /// Values by dotted name.
    private(set) var values: [String: Double] = [:]

    /// Variables `HEARTTWIN_SET_section__name` first, then the `--set` arguments.
    ///
    /// - Throws: ``QuantityError``, ``HeartModelError`` for unknown names and missing or wrong units,
    ///   ``OverrideError`` for an argument without "=".
    init(
        _ arguments: [String],
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws {
        let prefix = "HEARTTWIN_SET_"
        for (key, text) in environment.sorted(by: { $0.key < $1.key }) where key.hasPrefix(prefix) {
            let name = key.dropFirst(prefix.count).replacingOccurrences(of: "__", with: ".")
            try take(name, text)
        }
        for argument in arguments {
            guard let equals = argument.firstIndex(of: "=") else {
                throw OverrideError(argument: argument)
            }
            try take(
                String(argument[..<equals]), String(argument[argument.index(after: equals)...]))
        }
    }

    private mutating func take(_ name: String, _ text: String) throws {
        guard let card = HeartParameters.card(name) else {
            throw HeartModelError.unknownParameter(
                name: name, nearest: Spelling.nearest(to: name, among: HeartParameters.names))
        }
        let unit = try Unit(card.unit)
        values[name] = try Quantity(text, like: unit).value(in: unit)
    }
}

/// A `--set` argument that is not of the form name=value.
struct OverrideError: Error, CustomStringConvertible {
    var argument: String
    var description: String {
        "--set \"\(argument)\" is not of the form section.name=value, "
            + "for example 'circulation.heartRate=60 1/min'"
    }
}
