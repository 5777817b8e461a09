import Foundation
import Reports
import Storage

/// The folder of a suite's outcome.
public enum SuiteFolder {
    /// Makes a folder where there is none.
    ///
    /// - Throws: ``SuiteError/unusableResults(path:reason:)``.
    public static func make(_ folder: String) throws(SuiteError) {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw .unusableResults(path: folder, reason: error.localizedDescription)
        }
    }

    /// Writes outcome.json, rows.csv, junit.xml and report.html; makes the folder where there is none.
    ///
    /// - Throws: `StorageError`, ``SuiteError/unusableResults(path:reason:)``.
    public static func write(_ outcome: SuiteOutcome, to folder: String) throws {
        try make(folder)
        try TextFile.write(try JSONText.of(outcome), to: folder + "/outcome.json")
        try TextFile.write(RowsCSV.text(outcome), to: folder + "/rows.csv")
        try TextFile.write(JUnitXML.text(outcome), to: folder + "/junit.xml")
        try TextFile.write(SuitePage(outcome).html, to: folder + "/report.html")
    }
}
