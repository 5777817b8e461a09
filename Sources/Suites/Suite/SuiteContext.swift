import Foundation

/// What the runs of a suite may use.
public struct SuiteContext: Sendable {
    /// Folder of the repository's data (`meshes/`, `patients/`, `Benchmarks/suites/`).
    public var dataDirectory: String
    /// Folder of reference data that are not part of the repository.
    public var referenceDirectory: String
    /// Folder where long cases keep checkpoints; nil for none.
    public var checkpointDirectory: String?
    /// Tables that stand in for populations of the suite, by the population's name.
    public var tables: [String: String]
    /// Version of the program.
    public var version: String
    /// Receives one line per finished stage.
    public var progress: @Sendable (String) -> Void

    /// Makes a context.
    public init(
        dataDirectory: String = ".", referenceDirectory: String = "reference",
        checkpointDirectory: String? = nil, tables: [String: String] = [:], version: String,
        progress: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.dataDirectory = dataDirectory
        self.referenceDirectory = referenceDirectory
        self.checkpointDirectory = checkpointDirectory
        self.tables = tables
        self.version = version
        self.progress = progress
    }

    /// A path of a suite: absolute, or beside the suite's file, or in the data folder.
    func path(_ path: String, besides folder: String) -> String {
        if path.hasPrefix("/") { return path }
        let beside = folder + "/" + path
        if FileManager.default.fileExists(atPath: beside) { return beside }
        let shipped = dataDirectory + "/" + path
        return FileManager.default.fileExists(atPath: shipped) ? shipped : beside
    }
}
