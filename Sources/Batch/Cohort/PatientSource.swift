import Documents
import Quantities

/// A source of patients: a table `[[patients]]` of the cohort file.
protocol PatientSource {
    /// Gives its patients one after the other, in an order that depends on the input alone.
    ///
    /// - Parameter take: given each patient, its place for messages, and what is wrong with it.
    func patients(
        _ take: (_ point: CohortPoint, _ place: String, _ problems: [String]) throws -> Void
    ) throws
}

/// Finds out what a table `[[patients]]` is.
enum PatientSources {
    /// Reads a source; nil where something is wrong, which goes to the list.
    static func read(
        _ section: TOMLSection, in cohort: CohortFile, _ problems: ProblemList
    ) -> (any PatientSource)? {
        problems.value(section.place) { () throws -> any PatientSource in
            if section.has("files") { return try FileSource(section, in: cohort) }
            if section.has("table") { return try TableSource(section, in: cohort, problems) }
            guard
                section.has("sample") || section.has("count") || section.has("archetype")
                    || section.has("base")
            else {
                throw section.error(
                    "patients", "needs one of files, table, archetype, base, or sample with count")
            }
            return try SampleSource(section, in: cohort, problems)
        }
    }
}
