import ArgumentParser
import CommandLineSupport

struct Simulate: ParsableCommand {
    func run() throws { throw ValidationError("not yet") }
}
