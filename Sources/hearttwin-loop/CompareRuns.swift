import CommandLineSupport
import Comparisons
import Pictures
import Reports
import ScenarioFiles
import Storage

/// A treated heart in three dimensions against the untreated one, and what is published of it.
struct CompareRuns {
    /// Results folders of both.
    let untreated: String
    let treated: String
    /// Results folders of equally likely hearts, in pairs.
    var hearts: [(untreated: String, treated: String)] = []
    /// Scenario files with expectations.
    let scenarios: [ScenarioFile]
    let progress: ProgressLine

    /// Compares, and writes the page, the table and the numbers into a folder where one is given.
    ///
    /// - Parameter doubts: further warnings.
    /// - Throws: `ReportsError`, `PicturesError`, `StorageError`, `ComparisonError`.
    func judged(output: String?, doubts: [String] = []) throws -> JudgedRuns {
        let before = try RunSummary(ofRunIn: untreated)
        let after = try RunSummary(ofRunIn: treated)
        let pairs = try hearts.map {
            HeartPair(
                untreated: try RunSummary(ofRunIn: $0.untreated),
                treated: try RunSummary(ofRunIn: $0.treated))
        }
        var comparison = RunComparison(untreated: before, treated: after, hearts: pairs)
        comparison.warnings += doubts
        if let channels = ChannelComparison(untreated: before, treated: after, hearts: pairs) {
            try channels.add(to: &comparison) { progress.update($0, "qNet of CiPA's cell") }
            progress.finish()
        }
        let judged = try JudgedRuns(
            comparison, untreated: before, treated: after, by: scenarios)
        guard let output else { return judged }
        var page = try RunComparisonPage(
            judged.comparison, untreated: RunFiles(untreated), treated: RunFiles(treated))
        page.experience = judged.sentence.map { ($0, judged.html) }
        let html = try page.html()
        let folder = try RunFolder(creating: output)
        try TextFile.write(html, to: folder.path + "/comparison.html")
        try TextFile.write(judged.comparison.table, to: folder.path + "/comparison.csv")
        try TextFile.write(JSONText.of(judged), to: folder.summary)
        return judged
    }
}
