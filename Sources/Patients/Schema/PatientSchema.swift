/// The patient file's format: the one list that drives reading, validation, writing and
/// `hearttwin schema`.
public enum PatientSchema {
    /// Version written, as major.minor; files of another major version are refused.
    public static let version = "1.0"

    /// Every entry, in the order of the file.
    public static let entries: [SchemaEntry] =
        mesh + identity + surfaces + mechanics + conduction + electrodes + knowledge

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
        "/hearttwin/subject@sex", .text, .optional(default: "unknown: ranges of both sexes apply"),
        choices: Subject.Sex.allCases.map(\.rawValue), "Sex, for population ranges")
    static let age = SchemaEntry(
        "/hearttwin/subject/age", .float64, unit: "a", .optional(default: "not used"),
        range: 0...120, "Age")
    static let height = SchemaEntry(
        "/hearttwin/subject/height", .float64, unit: "cm",
        .optional(default: "not used; indexed values are not reported"), range: 30...250, "Height")
    static let weight = SchemaEntry(
        "/hearttwin/subject/weight", .float64, unit: "kg",
        .optional(default: "not used; indexed values are not reported"), range: 1...400, "Weight")
}
