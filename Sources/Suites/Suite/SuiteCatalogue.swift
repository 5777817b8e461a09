import Foundation

/// The shipped suites: `Benchmarks/suites/NAME.toml`.
public enum SuiteCatalogue {
    /// Folder of the shipped suites in the data folder.
    public static let folder = "Benchmarks/suites"

    /// Names of the shipped suites, sorted.
    public static func names(in dataDirectory: String) -> [String] {
        let path = dataDirectory + "/" + folder
        return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
            .filter { $0.hasSuffix(".toml") }.map { String($0.dropLast(5)) }.sorted()
    }

    /// The file of a suite by its name, or a file as it is.
    ///
    /// - Throws: ``SuiteError/unknownSuite(name:known:)``, ``SuiteError/missingFile(path:)``.
    public static func file(_ name: String, in dataDirectory: String) throws(SuiteError) -> String {
        let isPath =
            name.contains("/") || [".toml", ".csv", ".tsv"].contains { name.hasSuffix($0) }
        let known = names(in: dataDirectory)
        if !isPath, known.contains(name) { return "\(dataDirectory)/\(folder)/\(name).toml" }
        guard FileManager.default.fileExists(atPath: name) else {
            if isPath { throw .missingFile(path: name) }
            throw .unknownSuite(name: name, known: known)
        }
        return name
    }
}
