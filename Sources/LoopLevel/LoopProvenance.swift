/// Where what is said of a patient's loop comes from.
public struct LoopProvenance: Sendable, Encodable {
    /// Version of the program.
    public var version: String
    /// The command line.
    public var arguments: [String]
    /// The patient file and the SHA-256 of its bytes, hexadecimal.
    public var patientFile: String
    public var sha256: String

    /// Makes a record.
    public init(version: String, arguments: [String], patientFile: String, sha256: String) {
        self.version = version
        self.arguments = arguments
        self.patientFile = patientFile
        self.sha256 = sha256
    }
}
