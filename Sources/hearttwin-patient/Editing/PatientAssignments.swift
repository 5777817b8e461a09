import CommandLineSupport
import Foundation
import HeartModel
import PatientModels
import Patients
import Quantities

/// What `patient set` puts into a patient: `name=value` for facts of the subject, measurements,
/// laws, parameters and texts about the origin.
struct PatientAssignments {
    /// What the patient file says beside its meshes.
    private(set) var facts: PatientFacts
    /// Where the data come from, by name.
    private(set) var provenance: [String: String]
    /// Where the new values come from, as stored with them.
    let source: String

    /// Starts from what a patient says; from nothing when there is none.
    init(_ patient: Patient? = nil, source: String) {
        facts = patient?.facts ?? PatientFacts(subject: Subject(identifier: ""))
        provenance = patient?.provenance ?? [:]
        self.source = source
    }

    /// Gives a patient the result.
    func apply(to patient: inout Patient) {
        patient.subject = facts.subject
        patient.measurements = facts.measurements
        patient.models = facts.models
        patient.parameters = facts.parameters
        patient.provenance = provenance
    }

    private static let subject = "subject."
    private static let origin = "provenance."

    /// Carries out one assignment.
    ///
    /// - Throws: ``AssignmentError``, or that of the kind of value.
    mutating func set(_ argument: String) throws {
        guard let equals = argument.firstIndex(of: "=") else {
            throw AssignmentError(argument: argument, problem: nil)
        }
        let name = String(argument[..<equals])
        let text = String(argument[argument.index(after: equals)...])
        if name.hasPrefix(Self.subject) {
            try set(String(name.dropFirst(Self.subject.count)), text, argument)
        } else if name.hasPrefix(Self.origin) {
            provenance[String(name.dropFirst(Self.origin.count))] = text
        } else if MeasurementCards.card(name) != nil {
            let given = try MeasurementArguments([argument], option: "set", source: source)
            facts.measurements.merge(given.measurements) { $1 }
        } else if HeartParameters.card(name) != nil
            || HeartChoices.all.map(\.name).contains(name)
        {
            try setModel(argument)
        } else {
            throw AssignmentError(
                argument: argument,
                problem: "there is no \"\(name)\""
                    + Spelling.suggestion(for: name, among: PatientEntries.settable))
        }
    }

    private mutating func set(_ fact: String, _ text: String, _ argument: String) throws {
        do {
            switch fact {
            case "identifier": facts.subject.identifier = text
            case "sex":
                guard let sex = Subject.Sex(rawValue: text) else {
                    throw AssignmentError(
                        argument: argument,
                        problem: "\"\(text)\" is none of "
                            + Subject.Sex.allCases.map(\.rawValue).joined(separator: ", "))
                }
                facts.subject.sex = sex
            case "age": facts.subject.ageYears = try number(text, "a")
            case "height": facts.subject.heightCm = try number(text, "cm")
            case "weight": facts.subject.weightKg = try number(text, "kg")
            default:
                throw AssignmentError(
                    argument: argument,
                    problem: "there is no \"subject.\(fact)\""
                        + Spelling.suggestion(
                            for: Self.subject + fact, among: PatientEntries.subjectNames))
            }
        } catch let error as QuantityError {
            throw AssignmentError(argument: argument, problem: "\(error)")
        }
    }

    private func number(_ text: String, _ symbol: String) throws(QuantityError) -> Double {
        let unit = try Unit(symbol)
        return try Quantity(text, like: unit).value(in: unit)
    }

    private func deviation(_ text: Substring, _ unit: Quantities.Unit, _ argument: String) throws
        -> Double
    {
        let text = String(text.drop { $0 == " " })
        do {
            let value = try Double(text) ?? Quantity(text, like: unit).value(in: unit)
            guard value.isFinite, value >= 0 else {
                throw AssignmentError(
                    argument: argument, problem: "\"\(text)\" is no standard deviation")
            }
            return value
        } catch let error as QuantityError {
            throw AssignmentError(argument: argument, problem: "\(error)")
        }
    }

    private mutating func setModel(_ argument: String) throws {
        let parts = argument.replacing("+-", with: "±").split(separator: "±", maxSplits: 1)
        let given = try ParameterOverrides([String(parts.first ?? "")], environment: [:])
        facts.models.merge(given.choices) { $1 }
        for (name, value) in given.values {
            guard let card = HeartParameters.card(name) else { continue }
            let unit = try Unit(card.unit)
            facts.parameters[name] = StoredParameter(
                value, unit: unit,
                standardDeviation: try parts.dropFirst().first.map {
                    try deviation($0, unit, argument)
                },
                provenance: source)
        }
    }
}

/// An argument of `patient set` that cannot be used.
struct AssignmentError: CommandError {
    /// The argument as given.
    var argument: String
    /// What is wrong with it; nil when it is not of the form name=value.
    var problem: String?

    var exitCode: Int32 { problem == nil ? CommandExit.usage : CommandExit.badData }

    var description: String {
        "set \"\(argument)\""
            + (problem.map { ": \($0)" }
                ?? " is not of the form name=value, for example 'heart_rate=70 1/min ± 2'")
    }
}
