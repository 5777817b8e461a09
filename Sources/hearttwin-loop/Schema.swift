import ArgumentParser
import ScenarioFiles
import Studies

/// `hearttwin schema scenario`: the formats of scenarios and goals.
struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the format of scenario, goal or intervention files.")

    @Argument(help: "scenario, goal or intervention.")
    var file: File

    /// Formats that this program knows.
    enum File: String, ExpressibleByArgument, CaseIterable { case scenario, goal, intervention }

    func run() throws {
        switch file {
        case .scenario: print(ScenarioSchema.text)
        case .goal: print(GoalSchema.text)
        case .intervention: print(UserInterventionSchema.text)
        }
    }
}
