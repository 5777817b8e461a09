import ArgumentParser
import CircuitFiles
import Circuits
import Circulation
import CommandLineSupport
import Foundation
import Numerics
import Quantities

/// `hearttwin circuit run`: beats of a circuit.
struct CircuitRun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a circuit until its beats repeat, and print the last one.")

    @Argument(help: "The file.") var file: String

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "A value other than the file's, such as 'aorticValve.openArea=1 cm2'; may be given several times.",
            valueName: "element.parameter=value"))
    var changes: [String] = []

    @Option(help: "Beats to run, whether they repeat or not.") var beats: Int?

    @Option(
        name: .customLong("hold-pressure"),
        help: "Slow control: mean aortic pressure to hold by resistance, with --hold-flow.")
    var heldPressure: String?

    @Option(
        name: .customLong("hold-flow"),
        help: "Slow control: flow through the aortic valve to hold by blood volume.")
    var heldFlow: String?

    @Option(help: "Steps of a beat (default: of at most 2 ms).") var steps: Int?

    @Option(help: "Write the last beat step by step to a CSV file.") var traces: String?

    @OptionGroup var terminal: OutputOptions

    func validate() throws {
        if let beats, !(1...100_000).contains(beats) {
            throw ValidationError("--beats \(beats): 1 to 100000.")
        }
        guard (heldPressure == nil) == (heldFlow == nil) else {
            throw ValidationError("--hold-pressure and --hold-flow go together.")
        }
        if let steps, !(10...1_000_000).contains(steps) {
            throw ValidationError("--steps \(steps): 10 to 1000000.")
        }
    }

    func run() throws {
        let read = try CircuitFile(reading: file)
        let plan = try CircuitPlan(read.circuit)
        let solver = try CircuitSolver(plan, state: read.state(plan))
        for change in changes {
            let (slot, value) = try CircuitChange(change, plan).internalValue
            solver[slot] = value
        }
        try solver.restore(read.state(plan))
        let steps = steps ?? Int((read.cycle / 2).rounded(.up))
        var count = beats ?? 0
        let held = try control(plan)
        if let held {
            count = beats ?? 300
            for _ in 1..<max(count, 1) {
                try held.act(on: solver, after: try solver.beat(steps: steps))
            }
        } else if let beats {
            for _ in 1..<max(beats, 1) { try solver.beat(steps: steps) }
        } else {
            count = try solver.settle(steps: steps, volumeTolerance: 0.1).beats
        }
        var record = CircuitTrace(plan)
        record.take(solver)
        let beat = try solver.beat(steps: steps) { record.take($0) }
        if let held, beats == nil, held.error(of: beat) > 0.01 {
            throw CircuitRunError(
                description: "pressure and flow were not reached in \(count) beats",
                exitCode: CommandExit.diverged)
        }
        if let traces {
            do { try record.write(to: traces) } catch {
                throw CircuitRunError(
                    description: "cannot write \(traces): \(error.localizedDescription)",
                    exitCode: CommandExit.cannotCreate)
            }
        }
        let report = CircuitReport(plan, beat, record, count: count)
        if terminal.json { return try Printing.json(report) }
        Printing.out(report.text)
    }

    /// The slow control that is asked for.
    private func control(_ plan: CircuitPlan) throws -> Homeostasis? {
        guard let heldPressure, let heldFlow else { return nil }
        let pressure = try Quantity(heldPressure, like: Unit("mmHg")).internalValue
        let flow = try Quantity(heldFlow, like: Unit("L/min")).internalValue
        do throws(CirculationError) {
            return try Homeostasis(of: plan, pressure: pressure, flow: flow)
        } catch {
            throw CircuitRunError(
                description: "--hold-pressure, --hold-flow: \(error)",
                exitCode: CommandExit.usage)
        }
    }
}

/// A run that did not do what was asked, with its exit code.
private struct CircuitRunError: CommandError {
    let description: String
    let exitCode: Int32
}
