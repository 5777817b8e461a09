import CommandLineSupport
import Patients
import Quantities

/// Measurements from the command line: `name=value unit`, with `± value` where the uncertainty is known.
struct MeasurementArguments {
    /// The measurements by name.
    let measurements: [String: Measurement]

    /// Reads arguments such as `systolic_pressure=150 mm[Hg] ± 8`.
    ///
    /// - Throws: ``MeasurementArgumentError``.
    init(_ arguments: [String]) throws {
        var found: [String: Measurement] = [:]
        for argument in arguments {
            guard let equals = argument.firstIndex(of: "=") else {
                throw MeasurementArgumentError(argument: argument, problem: nil)
            }
            let name = String(argument[..<equals])
            guard let card = MeasurementCards.card(name) else {
                let known = MeasurementCards.all.map(\.name)
                throw MeasurementArgumentError(
                    argument: argument,
                    problem: "there is no measurement \"\(name)\""
                        + Spelling.suggestion(for: name, among: known))
            }
            do {
                found[name] = try Self.measurement(
                    String(argument[argument.index(after: equals)...]), unit: try Unit(card.unit))
            } catch {
                throw MeasurementArgumentError(argument: argument, problem: "\(error)")
            }
        }
        measurements = found
    }

    private static func measurement(_ text: String, unit: Unit) throws -> Measurement {
        let parts = text.replacing("+-", with: "±").split(separator: "±", maxSplits: 1)
        let value = try Quantity(String(parts.first ?? ""), like: unit)
        let uncertainty = try parts.dropFirst().first.map { part in
            let text = part.drop { $0 == " " }
            return try Double(text)
                ?? Quantity(String(text), like: value.unit).value(in: value.unit)
        }
        return Measurement(
            value, kind: .measured, source: "given on the command line of calibrate",
            uncertainty: uncertainty)
    }
}

/// A `--measurement` argument that cannot be used.
struct MeasurementArgumentError: CommandError {
    /// The argument as given.
    var argument: String
    /// What is wrong with it; nil when it is not of the form name=value.
    var problem: String?

    /// The documented exit code.
    var exitCode: Int32 { problem == nil ? CommandExit.usage : CommandExit.badData }

    var description: String {
        "--measurement \"\(argument)\""
            + (problem.map { ": \($0)" }
                ?? " is not of the form name=value, for example 'systolic_pressure=120 mm[Hg] ± 8'")
    }
}
