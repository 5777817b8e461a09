import Batch
import CommandLineSupport
import Comparisons
import Foundation
import Reports
import ScenarioFiles
import Scenarios

/// Treatments of the three-dimensional heart by the runs of a batch: the best heart, with intervals from the equally
/// likely ones.
struct CompareHearts {
    let runs: HeartRuns
    /// Scenario files with expectations.
    let scenarios: [ScenarioFile]
    let progress: ProgressLine

    /// What became of every treatment.
    struct Outcome: Encodable {
        var treatments: [Entry]

        /// One treatment: its name, and what is told of two runs; or why there is nothing to tell.
        struct Entry: Encodable {
            var name: String
            var judged: JudgedRuns?
            var failure: String?
            /// Folder of its page.
            var folder: String?

            private enum CodingKeys: String, CodingKey { case name, failure }

            func encode(to encoder: any Encoder) throws {
                try judged?.encode(to: encoder)
                var values = encoder.container(keyedBy: CodingKeys.self)
                try values.encode(name, forKey: .name)
                try values.encodeIfPresent(failure, forKey: .failure)
            }
        }

        /// For a terminal.
        var text: String {
            treatments.map { entry in
                [
                    entry.judged?.text ?? "\(entry.name): \(entry.failure ?? "")",
                    entry.folder.map { "\($0)/comparison.html" },
                ].compactMap { $0 }.joined(separator: "\n")
            }.joined(separator: "\n\n")
        }
    }

    /// Compares; with an output folder, every treatment's page is written into a folder of its own there.
    ///
    /// - Throws: ``ComparisonError``, errors of reading and writing.
    func treatments(output: String?) throws -> Outcome {
        let calls = try runs.scenarios.map { try Scenario(calls: $0.interventions)?.interventions }
        for file in scenarios {
            guard file.treatments.contains(where: { calls.contains($0.interventions) }) else {
                throw ComparisonError.otherTreatment(
                    scenario: file.name, known: runs.scenarios.map(\.name))
            }
        }
        return Outcome(
            treatments: try runs.scenarios.indices.map { place in
                let files = scenarios.filter { file in
                    file.treatments.contains { $0.interventions == calls[place] }
                }
                return try entry(place, files, output: output)
            })
    }

    private func entry(
        _ place: Int, _ files: [ScenarioFile], output: String?
    ) throws -> Outcome.Entry {
        let name = runs.scenarios[place].name
        guard let untreated = runs.best.untreated, let treated = runs.best.treated[place] else {
            return Outcome.Entry(
                name: name,
                failure: runs.best.failures.first ?? "the best heart was not computed")
        }
        let pairs = runs.others.compactMap { heart -> (untreated: String, treated: String)? in
            guard let before = heart.untreated, let after = heart.treated[place] else {
                return nil
            }
            return (before, after)
        }
        var doubts: [String] = []
        if pairs.count < runs.others.count {
            let first = runs.others.lazy.filter {
                $0.untreated == nil || $0.treated[place] == nil
            }.flatMap(\.failures).first
            doubts.append(
                "\(runs.others.count - pairs.count) of \(runs.others.count) equally likely hearts did not run"
                    + (first.map { " (\($0))" } ?? ""))
        }
        let folder = output.map {
            $0 + "/"
                + Scenario(name: name, interventions: []).folderName
        }
        let judged = try CompareRuns(
            untreated: untreated, treated: treated, hearts: pairs, scenarios: files,
            progress: progress
        ).judged(output: folder, doubts: doubts)
        return Outcome.Entry(name: name, judged: judged, folder: folder)
    }
}
