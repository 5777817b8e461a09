import Foundation
import Reports
import Storage

/// The folder of a suite's outcome.
public enum SuiteFolder {
    /// Writes outcome.json, rows.csv, junit.xml and report.html; makes the folder where there is none.
    ///
    /// - Throws: `StorageError`, ``SuiteError/unusableResults(path:reason:)``.
    public static func write(_ outcome: SuiteOutcome, to folder: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw SuiteError.unusableResults(path: folder, reason: error.localizedDescription)
        }
        try TextFile.write(try JSONText.of(outcome), to: folder + "/outcome.json")
        try TextFile.write(RowsCSV.text(outcome), to: folder + "/rows.csv")
        try TextFile.write(JUnitXML.text(outcome), to: folder + "/junit.xml")
        try TextFile.write(SuitePage(outcome).html, to: folder + "/report.html")
    }
}
