import ArgumentParser
import CircuitFiles
import Circuits
import Circulation
import CommandLineSupport
import Quantities

/// `hearttwin circuit new`: the adult's circulation as a file to start from.
struct CircuitNew: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Print the healthy adult's circulation as a file.")

    /// What the ventricles are.
    enum Ventricles: String, CaseIterable, ExpressibleByArgument {
        case elastance
        case walls
    }

    @Option(help: "Ventricles by time-varying elastances, or of walls with patches.")
    var ventricles: Ventricles = .elastance

    @Flag(help: "With a left and a right coronary bed.") var coronaries = false

    func run() throws {
        let adult = LoopParameters.healthyAdult
        var circuit = ventricles == .walls ? adult.circuit(.normal) : adult.circuit
        if coronaries { circuit = circuit.withCoronaries }
        let plan = try CircuitPlan(circuit)
        let state = try adult.circuitState(plan)
        let volumes = Dictionary(uniqueKeysWithValues: zip(plan.compartmentNames, state.volumes))
        let file = CircuitFile(
            title: "Healthy adult", circuit: circuit, volumes: volumes, cycle: adult.period)
        Printing.out(file.text)
    }
}
