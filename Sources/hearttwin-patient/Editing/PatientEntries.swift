import HeartModel
import PatientModels
import Patients
import Quantities

/// What a patient file says in numbers and words, as a list of names and values.
struct PatientEntries {
    /// One number or text.
    struct Entry: Encodable, Equatable {
        /// Its name, as `patient set` takes it.
        var name: String
        /// The numbers, when it is of numbers.
        var values: [Double]?
        /// The text, when it is a text.
        var text: String?
        /// Unit of the numbers.
        var unit: String?
        /// Standard deviation in the unit.
        var uncertainty: Double?
        /// How it is known, where it comes from.
        var source: String?

        /// The value as `patient set` takes it.
        var assignable: String {
            if let text { return text }
            let numbers = (values ?? []).map { "\($0)" }.joined(separator: ", ")
            let number = unit.map { "\(numbers) \($0)" } ?? numbers
            return uncertainty.map { "\(number) ± \($0)" } ?? number
        }
    }

    /// All entries, in the order of the file's groups.
    let all: [Entry]

    static let subjectNames = ["identifier", "sex", "age", "height", "weight"].map {
        "subject.\($0)"
    }

    /// Every name `patient set` knows.
    static var settable: [String] {
        subjectNames + MeasurementCards.all.map(\.name) + HeartChoices.all.map(\.name)
            + HeartParameters.names
    }

    /// Lists a patient's entries.
    init(_ facts: PatientFacts, provenance: [String: String]) {
        let subject = facts.subject
        var found = [
            Entry(name: "subject.identifier", text: subject.identifier),
            Entry(name: "subject.sex", text: subject.sex.rawValue),
        ]
        let numbers = [
            ("age", subject.ageYears, "a"), ("height", subject.heightCm, "cm"),
            ("weight", subject.weightKg, "kg"),
        ]
        for case (let name, let value?, let unit) in numbers {
            found.append(Entry(name: "subject.\(name)", values: [value], unit: unit))
        }
        for (name, measurement) in facts.measurements.sorted(by: { $0.key < $1.key }) {
            let known = [measurement.kind.rawValue, measurement.site, measurement.source]
            found.append(
                Entry(
                    name: name, values: measurement.values, unit: measurement.unit.symbol,
                    uncertainty: measurement.uncertainty,
                    source: known.compactMap { $0 }.joined(separator: "; ")))
        }
        for (name, law) in facts.models.sorted(by: { $0.key < $1.key }) {
            found.append(Entry(name: name, text: law))
        }
        for (name, parameter) in facts.parameters.sorted(by: { $0.key < $1.key }) {
            found.append(
                Entry(
                    name: name, values: [parameter.value], unit: parameter.unit.symbol,
                    uncertainty: parameter.standardDeviation, source: parameter.provenance))
        }
        for (name, text) in provenance.sorted(by: { $0.key < $1.key }) {
            found.append(Entry(name: "provenance.\(name)", text: text))
        }
        all = found
    }

    /// The entry of a name.
    subscript(_ name: String) -> Entry? { all.first { $0.name == name } }
}
