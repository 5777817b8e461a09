import Circulation
import ArgumentParser
import CircuitFiles
import Circuits
import CommandLineSupport

/// `hearttwin circuit check`: whether a file can be run.
struct CircuitCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Say everything that is wrong with a circuit's file.")

    @Argument(help: "The file.") var file: String

    func run() throws {
        let circuit = try CircuitFile(reading: file).circuit
        let patches = circuit.muscles.map(\.patches.count).reduce(0, +)
        print(
            "\(file): \(circuit.compartments.count) compartments, \(circuit.branches.count) branches, "
                + "\(circuit.enclosures.count) enclosures, \(circuit.muscles.count) muscles of \(patches) patches"
        )
    }
}
