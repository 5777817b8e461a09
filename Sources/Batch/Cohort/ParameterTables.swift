import Documents
import HeartModel

/// Tables of a cohort file that are named by parameters: `"circulation.bloodVolume" = { … }`, or `bloodVolume = { … }` in
/// the table `circulation`.
enum ParameterTables {
    /// Calls with every table and the full name of its parameter; everything wrong with one goes to the list.
    static func forEach(
        in section: TOMLSection, _ problems: ProblemList,
        _ take: (_ table: TOMLSection, _ name: String) throws -> Void
    ) {
        visit(section, "", problems, take)
    }

    private static func visit(
        _ section: TOMLSection, _ prefix: String, _ problems: ProblemList,
        _ take: (_ table: TOMLSection, _ name: String) throws -> Void
    ) {
        for key in section.keys {
            guard let inner = problems.value(section.place, { try section.section(key) }) ?? nil
            else { continue }
            let name = prefix + key
            let isPrefix =
                prefix.isEmpty && HeartParameters.card(name) == nil
                && HeartParameters.names.contains { $0.hasPrefix(name + ".") }
            if isPrefix {
                visit(inner, name + ".", problems, take)
            } else {
                _ = problems.value(inner.place) { try take(inner, name) }
            }
        }
    }
}
