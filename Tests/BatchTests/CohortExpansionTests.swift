import Batch
import Foundation
import Testing

/// A folder for the time of a test.
final class ScratchFolder {
    let path = NSTemporaryDirectory() + "batch-\(UUID().uuidString)"

    init() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file; returns its path.
    func file(_ name: String, _ text: String) throws -> String {
        let file = path + "/" + name
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        return file
    }
}

/// Cohorts worked out: order, numbering, samples, and what is wrong.
@Suite struct CohortExpansionTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    private func points(
        _ text: String, name: String = "cohort.toml"
    ) throws -> (plan: BatchPlan, points: [CohortPoint]) {
        var points: [CohortPoint] = []
        let found = try CohortExpansion(of: try folder.file(name, text), program: "test") {
            points.append($0)
        }
        return (found.plan, points)
    }

    private func problems(_ text: String) throws -> [String] {
        let path = try folder.file("cohort.toml", text)
        do {
            _ = try CohortExpansion(of: path, program: "test")
        } catch BatchError.problems(let problems) {
            return problems.map(\.description)
        }
        return []
    }

    private let sample = """
        [[patients]]
        name = "p"
        count = 4000
        seed = 7
        [patients.sample]
        "circulation.heartRate" = { distribution = "normal", mean = "72 1/min", sd = "8 1/min" }
        "circulation.bloodVolume" = { distribution = "uniform", low = "5 L", high = "6 L" }
        "circulation.systemicArterialResistance" = { distribution = "lognormal", sd_of_log = 0.2 }

        """

    @Test func samplesHaveTheirDistributions() throws {
        let (plan, points) = try points(sample)
        #expect(plan.points == 4000 && plan.cases == 4000)
        func values(_ name: String) throws -> [Double] {
            try points.map { try #require($0.parameters["circulation." + name]) }
        }
        func moments(_ values: [Double]) -> (mean: Double, deviation: Double) {
            let mean = values.reduce(0, +) / Double(values.count)
            let square = values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
            return (mean, (square / Double(values.count - 1)).squareRoot())
        }
        // Three standard errors of 4000 draws, and somewhat more for the deviations.
        let rate = moments(try values("heartRate"))
        #expect(abs(rate.mean - 72) < 3 * 8 / 4000.0.squareRoot())
        #expect(abs(rate.deviation - 8) < 0.3)
        let blood = moments(try values("bloodVolume"))
        #expect(abs(blood.mean - 5500) < 3 * 1000 / (12.0 * 4000).squareRoot())
        #expect(abs(blood.deviation - 1000 / 12.0.squareRoot()) < 10)
        let logs = moments(try values("systemicArterialResistance").map { log($0) })
        #expect(abs(logs.deviation - 0.2) < 0.008)
        #expect(Set(points.map(\.id)).count == 4000)
        #expect(points[17].id == "p-0017")
    }

    @Test func theSameFileGivesTheSamePatientsAndAnotherSeedDoesNot() throws {
        let (first, second) = (try points(sample), try points(sample, name: "same.toml"))
        #expect(first.points == second.points)
        let text = sample.replacingOccurrences(of: "seed = 7", with: "seed = 8")
        let other = try points(text)
        #expect(other.points[0].parameters != first.points[0].parameters)
        #expect(other.plan.digest != first.plan.digest)
        // More patients: those that were there stay what they are.
        let more = try points(text.replacingOccurrences(of: "4000", with: "5000"))
        #expect(more.points[3].parameters == other.points[3].parameters)
    }

    @Test func casesAreNumberedPatientByPatientPointByPointScenarioByScenario() throws {
        let (plan, points) = try points(
            """
            [[patients]]
            name = "a"
            base = "none"
            """.replacingOccurrences(of: "base = \"none\"", with: "count = 1") + """

                [[scenarios]]
                name = "bled"
                interventions = ["haemorrhage(volume=500 mL)"]
                [parameters]
                circulation.heartRate = { values = ["60 1/min", "1.5 1/s"] }
                "circulation.bloodVolume" = { factors = [0.9, 1, 1.1] }

                """)
        #expect(plan.casesPerPoint == 2 && plan.points == 6 && plan.cases == 12)
        #expect(plan.scenarioName(of: 0) == "untreated" && plan.scenarioName(of: 11) == "bled")
        #expect(plan.point(of: 11) == 5)
        let blood = plan.sweeps.firstIndex { $0.parameter == "circulation.bloodVolume" }
        let order = blood == 0 ? [0, 1] : [1, 0]
        #expect(plan.sweeps.map(\.column).contains("factor.circulation.bloodVolume"))
        let rates = points.map { $0.swept[order[1]] }
        #expect(Set(rates) == [60, 90])
        #expect(points.map(\.id) == Array(repeating: "a", count: 6))
        #expect(points[0].parameters["circulation.bloodVolume"] == 5300 * points[0].swept[order[0]])
    }

    @Test func unitsOfATableAreThoseOfItsHeadOrOfTheCell() throws {
        _ = try folder.file(
            "t.csv",
            "id,circulation.bloodVolume [L],rate\na,5.2,70 1/min\nb,5100 mL,1.25 1/s\nc,,\n")
        let (_, points) = try points(
            """
            [[patients]]
            table = "t.csv"
            prefix = "x-"
            [patients.columns]
            rate = "circulation.heartRate"

            """)
        #expect(points.map(\.id) == ["x-a", "x-b", "x-c"])
        #expect(points[0].parameters["circulation.bloodVolume"] == 5200)
        #expect(points[1].parameters["circulation.bloodVolume"] == 5100)
        #expect(points[1].parameters["circulation.heartRate"] == 75)
        #expect(points[2].parameters.isEmpty)
    }

    @Test func everyProblemIsTold() throws {
        _ = try folder.file("t.csv", "patient,HR\na,70\n")
        let found = try problems(
            """
            [run]
            time_limit = "0 s"
            maximum_beats = 0
            [[patients]]
            table = "t.csv"
            [[patients]]
            count = 5
            [[patients]]
            count = 5
            [patients.sample]
            "circulation.heartRate" = { distribution = "normal", sd = "5 mL" }
            "circulation.bloodVolume" = { distribution = "uniform", low = "6 L", high = "5 L" }
            "systolic_pressure" = { distribution = "normal", sd = "5 mmHg" }
            [[scenarios]]
            name = "untreated"
            interventions = []

            """)
        for words in [
            "time_limit = 0 s must be more", "maximum_beats must be a whole number",
            "no column \"id\"",
            "sample is missing", "measures a volume", "must be below high", "only parameters",
            "is always there", "interventions is missing",
        ] { #expect(found.contains { $0.contains(words) }, "\(words): \(found)") }
    }

    @Test func theFormThatIsPrintedIsRead() throws {
        _ = try folder.file("cohort.csv", "id,HR,SBP\na,70 1/min,120 mmHg\n")
        let text = CohortSchema.text.split(separator: "\n", omittingEmptySubsequences: false)
            // No patient files are here.
            .filter { line in
                !["files", "base", "prefix", "ensemble"].contains { line.hasPrefix($0) }
            }
            .joined(separator: "\n")
            .replacingOccurrences(
                of:
                    "[[patients]]                        # patient files: names, patterns or folders",
                with: "")
        let (plan, points) = try points(text)
        #expect(plan.points == 1002 * 24 && points.count == plan.points)
    }

    @Test func limitsOfTimeDoNotMakeAnotherCohort() throws {
        let plain = try points(sample).plan
        let limited = try points("[run]\ntime_limit = \"5 s\"\n" + sample).plan
        #expect(plain.digest == limited.digest)
        let shorter = try points("[run]\nduration = \"5 s\"\n" + sample).plan
        #expect(plain.digest != shorter.digest)
    }
}
