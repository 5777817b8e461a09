import ArgumentParser
import CommandLineSupport
import Scenarios

/// `hearttwin interventions`: the catalogue.
struct ListInterventions: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "interventions",
        abstract: "List the interventions, their arguments, ranges and sources.")

    @Argument(help: "Only these.")
    var names: [String] = []

    @Flag(help: "As one JSON object.")
    var json = false

    func run() throws {
        let listing = InterventionListing(
            names.isEmpty ? Interventions.all : try names.map { try Interventions.named($0) })
        if json {
            try Printing.json(listing)
        } else {
            print(listing.text)
        }
    }
}
