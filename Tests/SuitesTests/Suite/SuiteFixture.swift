import Foundation

import Suites

/// A suite in a folder of its own, judged.
struct SuiteFixture {
    let folder: String

    init(_ files: [String: String]) throws {
        folder = NSTemporaryDirectory() + "suite-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        for (name, text) in files {
            try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
        }
    }

    var context: SuiteContext { SuiteContext(dataDirectory: folder, version: "1.2.3") }

    func read(_ name: String = "suite.toml") throws(SuiteError) -> ReferenceSuite {
        try ReferenceSuite(reading: folder + "/" + name, in: context)
    }

    func outcome(_ name: String = "suite.toml") throws -> SuiteOutcome {
        try SuiteRun(read(name), in: context).outcome
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }

    /// Head of a suite about one table.
    static let head = """
        [suite]
        summary = "for a test"
        source = "made up"
        [populations.mine]
        table = "mine.csv"
        member = "id"

        """
}
