/// The patient file's format: the one list that drives reading, validation, writing and
/// `hearttwin schema`.
public enum PatientSchema {
    /// Version written, as major.minor; files of another major version are refused.
    public static let version = "1.0"

    /// Every entry, in the order of the file.
    public static let entries: [SchemaEntry] =
        mesh + identity + surfaces + mechanics + conduction + electrodes + knowledge
        + waveforms + posterior + calibration + origin

    /// The entry a path in a file belongs to, if any.
    static func entry(for path: String) -> SchemaEntry? {
        byPath[path] ?? withFreeNames.first { $0.matches(path) }
    }

    private static let byPath = [String: SchemaEntry](
        entries.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    private static let withFreeNames = entries.filter(\.hasFreeName)

    static let versionMark = SchemaEntry(
        "/hearttwin@schema_version", .text, "Version of this format, \"1.0\"")

    private static let identity: [SchemaEntry] = [
        SchemaEntry("/hearttwin", .group, "Everything that is not for VTK"),
        versionMark, subject, subjectIdentifier, subjectSex, age, height, weight,
    ]

    // MARK: Subject

    static let subject = SchemaEntry("/hearttwin/subject", .group, "Who the patient is")
    static let subjectIdentifier = SchemaEntry(
        "/hearttwin/subject@id", .text, "Pseudonym; never a name")
    static let subjectSex = SchemaEntry(
        "/hearttwin/subject@sex", .text, "Sex, for population ranges",
        choices: Subject.Sex.allCases.map(\.rawValue),
        otherwise: "unknown: ranges of both sexes apply")
    static let age = SchemaEntry(
        "/hearttwin/subject/age", .float64, "Age", unit: "a", range: 0...120, otherwise: "not used")
    static let height = SchemaEntry(
        "/hearttwin/subject/height", .float64, "Height", unit: "cm", range: 30...250,
        otherwise: "not used; indexed values are not reported")
    static let weight = SchemaEntry(
        "/hearttwin/subject/weight", .float64, "Weight", unit: "kg", range: 1...400,
        otherwise: "not used; indexed values are not reported")
}
