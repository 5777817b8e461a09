import CommandLineSupport
import LoopLevel

extension LoopProvenance {
    /// This command and the patient file it read.
    ///
    /// - Throws: where the file cannot be read any more.
    init(ofPatientIn file: String) throws {
        self.init(
            version: Version.current, arguments: CommandLine.arguments, patientFile: file,
            sha256: try FileDigest.of(file))
    }
}
