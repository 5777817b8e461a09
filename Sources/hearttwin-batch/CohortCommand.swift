import ArgumentParser
import CommandLineSupport
import Cohorts
import Foundation

/// `hearttwin cohort`: people who do not exist, distributed as those who do.
struct CohortCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cohort",
        abstract: "Draw virtual patients whose numbers are distributed as published.",
        discussion: "Method and sources: docs/cohorts.md.",
        subcommands: [CohortGenerate.self, CohortList.self])
}

/// `hearttwin cohort list`.
struct CohortList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show the kinds of patients that can be drawn.")

    @OptionGroup var terminal: OutputOptions

    private struct Kind: Encodable {
        var identifier: String
        var summary: String
        var aims: [String]
    }

    func run() throws {
        if terminal.json {
            return try Printing.json(
                Populations.all.map { population in
                    Kind(
                        identifier: population.identifier, summary: population.summary,
                        aims: population.aims.map(\.quantity))
                })
        }
        let width = Populations.all.map(\.identifier.count).max() ?? 0
        for population in Populations.all {
            let name = population.identifier.padding(
                toLength: width, withPad: " ", startingAt: 0)
            print("\(name)  \(population.summary)")
        }
    }
}
