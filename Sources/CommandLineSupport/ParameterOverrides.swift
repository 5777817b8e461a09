import Foundation
import HeartModel
import Quantities

/// Parameter values, in the units of the cards, and laws from the command line and the environment.
public struct ParameterOverrides {
    /// Values by dotted name.
    public private(set) var values: [String: Double] = [:]
    /// Chosen laws by the name of the choice.
    public private(set) var choices: [String: String] = [:]
    /// Where each value and choice comes from: environment or command.
    public private(set) var sources: [String: String] = [:]

    /// Variables of the environment that set parameters: `HEARTTWIN_SET_section__name`.
    public static let prefix = "HEARTTWIN_SET_"

    /// Takes the variables first, then the `--set` arguments, which win.
    ///
    /// - Throws: ``OverrideError`` naming the variable or argument and what is wrong with it.
    public init(_ arguments: [String], environment: [String: String]) throws {
        for (key, text) in environment.sorted(by: { $0.key < $1.key })
        where key.hasPrefix(Self.prefix) {
            let name = key.dropFirst(Self.prefix.count).replacingOccurrences(of: "__", with: ".")
            try take(name, text, as: "\(key)=\(text)", source: "environment")
        }
        for argument in arguments {
            guard let equals = argument.firstIndex(of: "=") else {
                throw OverrideError(argument: "--set \"\(argument)\"", problem: nil)
            }
            try take(
                String(argument[..<equals]), String(argument[argument.index(after: equals)...]),
                as: "--set \"\(argument)\"", source: "command")
        }
    }

    private mutating func take(
        _ name: String, _ text: String, as argument: String, source: String
    ) throws {
        do {
            let laws = HeartChoices.all.map(\.name)
            if laws.contains(name) {
                var parameters = HeartParameters()
                try parameters.choose(name, text)
                choices[name] = text
                sources[name] = source
                return
            }
            guard let card = HeartParameters.card(name) else {
                throw HeartModelError.unknownParameter(
                    name: name,
                    nearest: Spelling.nearest(to: name, among: HeartParameters.names + laws))
            }
            let unit = try Unit(card.unit)
            let value = try Quantity(text, like: unit).value(in: unit)
            _ = try HeartParameters([name: value])
            values[name] = value
            sources[name] = source
        } catch {
            throw OverrideError(argument: argument, problem: error)
        }
    }
}

/// A `--set` argument or variable that cannot be used.
public struct OverrideError: CommandError {
    /// The argument as given.
    public var argument: String
    /// What is wrong with its name or value; nil when it is not of the form name=value.
    public var problem: (any Error)?

    /// The documented exit code.
    public var exitCode: Int32 { problem == nil ? CommandExit.usage : CommandExit.badData }

    /// The argument and what is wrong with it.
    public var description: String {
        problem.map { "\(argument): \($0)" }
            ?? "\(argument) is not of the form section.name=value, "
            + "for example 'circulation.heartRate=60 1/min'"
    }
}
