public import Patients
import Quantities

/// Measurements from the command line: `name=value unit`, with `± value` where the uncertainty is known.
public struct MeasurementArguments {
    /// The measurements by name.
    public let measurements: [String: Measurement]

    /// Reads arguments such as `systolic_pressure=150 mm[Hg] ± 8`.
    ///
    /// - Parameters:
    ///   - arguments: As given.
    ///   - option: What they were given to, for messages: `--measurement`.
    ///   - source: Where the values come from, as stored with them.
    /// - Throws: ``MeasurementArgumentError``.
    public init(_ arguments: [String], option: String, source: String) throws {
        var found: [String: Measurement] = [:]
        for argument in arguments {
            guard let equals = argument.firstIndex(of: "=") else {
                throw MeasurementArgumentError(option: option, argument: argument, problem: nil)
            }
            let name = String(argument[..<equals])
            guard let card = MeasurementCards.card(name) else {
                let known = MeasurementCards.all.map(\.name)
                throw MeasurementArgumentError(
                    option: option, argument: argument,
                    problem: "there is no measurement \"\(name)\""
                        + Spelling.suggestion(for: name, among: known))
            }
            do {
                found[name] = try Self.measurement(
                    String(argument[argument.index(after: equals)...]), unit: try Unit(card.unit),
                    source: source)
            } catch {
                throw MeasurementArgumentError(
                    option: option, argument: argument, problem: "\(error)")
            }
        }
        measurements = found
    }

    private static func measurement(
        _ text: String, unit: Unit, source: String
    ) throws -> Measurement {
        let parts = text.replacing("+-", with: "±").split(separator: "±", maxSplits: 1)
        let value = try Quantity(String(parts.first ?? ""), like: unit)
        let uncertainty = try parts.dropFirst().first.map { part in
            let text = part.drop { $0 == " " }
            return try Double(text)
                ?? Quantity(String(text), like: value.unit).value(in: value.unit)
        }
        guard uncertainty?.isFinite ?? true else { throw InfiniteUncertainty() }
        return Measurement(value, kind: .measured, source: source, uncertainty: uncertainty)
    }
}

/// A measurement on the command line that cannot be used.
public struct MeasurementArgumentError: CommandError {
    /// What it was given to: `--measurement`.
    public var option: String
    /// The argument as given.
    public var argument: String
    /// What is wrong with it; nil when it is not of the form name=value.
    public var problem: String?

    /// The documented exit code.
    public var exitCode: Int32 { problem == nil ? CommandExit.usage : CommandExit.badData }

    /// The argument and what is wrong with it.
    public var description: String {
        "\(option) \"\(argument)\""
            + (problem.map { ": \($0)" }
                ?? " is not of the form name=value, for example 'systolic_pressure=120 mm[Hg] ± 8'")
    }
}

/// An uncertainty that says nothing.
private struct InfiniteUncertainty: Error, CustomStringConvertible {
    var description: String { "the uncertainty must be a finite number" }
}
