import Foundation
import Reports
import Storage

/// A folder of stored results, one file for each case or suite: a new run replaces the one before.
public struct ResultsStore: Sendable {
    /// The folder.
    public let folder: String

    /// Names a folder.
    public init(_ folder: String) { self.folder = folder }

    /// Keeps a result; makes the folder where there is none.
    ///
    /// - Returns: the file.
    /// - Throws: `StorageError`, ``SuiteError/unusableResults(path:reason:)``.
    @discardableResult
    public func keep(_ result: StoredResult) throws -> String {
        try SuiteFolder.make(folder)
        let path = folder + "/" + result.key + ".json"
        try TextFile.write(try JSONText.of(result), to: path)
        return path
    }

    /// All results of the folder, sorted by file.
    ///
    /// - Throws: ``SuiteError/missingFile(path:)`` for a folder that is not there,
    ///   ``SuiteError/unusableResults(path:reason:)`` for a file that cannot be read.
    public func all() throws(SuiteError) -> [StoredResult] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw .missingFile(path: folder)
        }
        var results: [StoredResult] = []
        let prefixes = StoredResult.Kind.allCases.map { $0.rawValue + "-" }
        for name in names.sorted()
        where name.hasSuffix(".json") && prefixes.contains(where: name.hasPrefix) {
            let path = folder + "/" + name
            let decoder = JSONDecoder()
            decoder.nonConformingFloatDecodingStrategy = .convertFromString(
                positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
            do {
                guard let data = FileManager.default.contents(atPath: path) else {
                    throw CocoaError(.fileReadNoPermission)
                }
                results.append(try decoder.decode(StoredResult.self, from: data))
            } catch {
                throw .unusableResults(
                    path: path, reason: "this is no stored result: \(error.localizedDescription)")
            }
        }
        return results
    }
}
