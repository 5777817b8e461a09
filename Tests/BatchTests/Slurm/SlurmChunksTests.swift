import Batch
import Foundation
import Testing

@Suite struct SlurmChunksTests {
    private func plan(points: Int = 1000) throws -> BatchPlan {
        let text = """
            {"format": 1, "name": "some's cohort", "cohort": "c.toml", "program": "hearttwin", "digest": "", "points": \(points),
            "scenarios": [{"name": "bled", "interventions": []}], "sweeps": [], "metrics": [],
            "run": {"level": "loop", "baroreflex": "on", "duration": 120000, "maximumBeats": 20,
            "badInput": "stop", "keep": "table", "metrics": []}}
            """
        return try JSONDecoder().decode(BatchPlan.self, from: Data(text.utf8))
    }

    @Test func tasksCoverAllCasesOnce() throws {
        let chunks = SlurmChunks(of: try plan(), pointsPerTask: 300)
        #expect(chunks.count == 4)
        let cases = (0..<4).compactMap { chunks.cases(ofTask: $0) }
        #expect(cases == [0..<600, 600..<1200, 1200..<1800, 1800..<2000])
        #expect(chunks.cases(ofTask: 4) == nil)
        #expect(chunks.cases(ofTask: -1) == nil)
    }

    @Test func aMillionPatientsFitOneArray() throws {
        #expect(SlurmChunks(of: try plan(points: 1_000_000)).count == 1000)
        #expect(SlurmChunks(of: try plan(points: 10)).count == 1)
    }

    @Test func indicesAreWrittenAsRanges() {
        #expect(SlurmChunks.text([0, 1, 2, 5, 7, 8]) == "0-2,5,7-8")
        #expect(SlurmChunks.text([]) == "")
    }

    @Test func theScriptAsksForWhatIsWantedAndSurvivesOddPaths() throws {
        let chunks = SlurmChunks(of: try plan(), pointsPerTask: 300)
        let script = SlurmScript(
            name: "some's cohort", program: "/opt/heart twin/hearttwin-batch", folder: "/data/it's",
            chunks: chunks, tasks: [1, 2], resources: .init(partition: "low", time: "01:00:00"))
        let text = script.text
        #expect(text.contains("#SBATCH --array=1-2\n"))
        #expect(
            text.contains("#SBATCH --partition=low\n#SBATCH --time=01:00:00\n#SBATCH --requeue"))
        #expect(!text.contains("--mem"))
        #expect(text.contains("'/opt/heart twin/hearttwin-batch' batch --output '/data/it'\\''s'"))
        #expect(text.contains("#SBATCH --job-name=some-s-cohort\n"))
    }
}
