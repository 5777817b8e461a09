import Circulation
import Documents
import Patients
import Quantities

/// A cohort as comma-separated text that a batch reads as a table of patients.
///
/// ```
/// id,kind,sex,age [a],height [cm],weight [kg],circulation.heartRate [1/min],…,shown.systolic_pressure [mm[Hg]],…
/// ```
///
/// Parameters are written with all their digits; one that is not in the table is that of the healthy adult.
public struct CohortTable: Sendable {
    private let cohort: Cohort
    private let parameters: [String]
    private let readings: [(name: String, unit: String)]

    /// Prefix of the columns that say what the loop shows: results, not data to be fitted.
    public static let shown = "shown."

    /// Wraps a cohort.
    public init(_ cohort: Cohort) {
        self.init(cohort, parameters: cohort.parameters, readings: cohort.readings)
    }

    private init(
        _ cohort: Cohort, parameters: [String], readings: [(name: String, unit: String)]
    ) {
        self.cohort = cohort
        self.parameters = parameters
        self.readings = readings
    }

    /// One table of several cohorts: the columns that any of them needs.
    public static func text(of cohorts: [Cohort]) -> String {
        let needed = Set(cohorts.flatMap(\.parameters))
        let parameters = LoopParameters.cards.map(\.name).filter { needed.contains($0) }
        var readings: [(name: String, unit: String)] = []
        for reading in cohorts.flatMap(\.readings)
        where !readings.contains(where: { $0.name == reading.name }) {
            readings.append(reading)
        }
        let tables = cohorts.map {
            CohortTable($0, parameters: parameters, readings: readings)
        }
        return (tables.first.map { DelimitedText.line($0.head) } ?? "")
            + tables.map(\.rows).joined()
    }

    /// Identifier of a patient, such as `healthy-man-000012`: the number of the candidate.
    public func identifier(of patient: VirtualPatient) -> String {
        let digits = String(patient.candidate)
        let zeros = String(repeating: "0", count: max(6 - digits.count, 0))
        return "\(cohort.population.identifier)-\(zeros)\(digits)"
    }

    /// The whole text.
    public var text: String { DelimitedText.line(head) + rows }

    private var rows: String {
        var text = ""
        for patient in cohort.patients { text += DelimitedText.line(cells(of: patient)) }
        return text
    }

    private var head: [String] {
        ["id", "kind", "sex", "age [a]", "height [cm]", "weight [kg]"]
            + parameters.map { name in
                let unit = LoopParameters.cardsByName[LoopParameters.prefix + name]?.unit ?? "1"
                return "\(LoopParameters.prefix)\(name) [\(unit)]"
            }
            + readings.map { "\(Self.shown)\($0.name) [\($0.unit)]" }
    }

    private func cells(of patient: VirtualPatient) -> [String] {
        func cell(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
        let person = patient.person
        return [
            identifier(of: patient), cohort.population.identifier, person.sex.rawValue,
            cell(person.ageYears), cell(person.heightCm), cell(person.weightKg),
        ] + parameters.map { "\(patient.loop[$0])" }
            + readings.map { reading in
                cell(
                    cohort.readings.firstIndex { $0.name == reading.name }
                        .map { patient.readings[$0] })
            }
    }
}
