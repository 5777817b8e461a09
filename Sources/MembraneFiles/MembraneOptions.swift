public import ArgumentParser
import Ionics
import MembraneImport
import Quantities

/// Options of commands that take a membrane model: which variables of a file mean what, and how it is paced.
public struct MembraneOptions: ParsableArguments {
    /// Whether units of files are checked.
    public enum UnitChecking: String, ExpressibleByArgument, CaseIterable, Sendable {
        case check, ignore
    }

    @Option(
        help: ArgumentHelp(
            "For models from files: the transmembrane voltage.", valueName: "variable"))
    public var voltage: String?

    @Option(
        help: ArgumentHelp(
            "For models from files: the stimulus current or pacing signal.", valueName: "variable"))
    public var stimulus: String?

    @Option(
        help: ArgumentHelp("For models from files: the cytosolic calcium.", valueName: "variable"))
    public var calcium: String?

    @Option(help: "For models from files: check units, or ignore those that do not fit.")
    public var units = UnitChecking.check

    @Option(help: "Strength of the stimulus (default: the model's), such as '52 A/F'.")
    public var stimulusAmplitude: String?

    @Option(help: "Duration of the stimulus (default: the model's), such as '1 ms'.")
    public var stimulusDuration: String?

    @Option(
        help: "Divide the steps of pacing by this number (default: 1, or the model's own).")
    public var refinement: Double?

    /// Everything as the model says.
    public init() {}

    public func validate() throws {
        if let refinement, !(0.1...1000).contains(refinement) {
            throw ValidationError("--refinement \(refinement): 0.1 to 1000.")
        }
    }

    /// What they say about a file.
    var importOptions: ImportOptions {
        var options = ImportOptions()
        options.voltage = voltage
        options.stimulus = stimulus
        options.calcium = calcium
        options.ignoresUnits = units == .ignore
        options.refinement = refinement
        return options
    }

    /// A model with the stimulus and steps that are asked for.
    func applied(to membrane: Membrane) throws -> Membrane {
        var membrane = membrane
        if let text = stimulusAmplitude {
            membrane.stimulus.amplitude = try positive(text, "A/F", "--stimulus-amplitude")
        }
        if let text = stimulusDuration {
            membrane.stimulus.duration = try positive(text, "ms", "--stimulus-duration")
        }
        if let refinement { membrane.pacingRefinement = refinement }
        return membrane
    }

    private func positive(_ text: String, _ unit: String, _ option: String) throws -> Double {
        do {
            let unit = try Unit(unit)
            let value = try Quantity(text, like: unit).value(in: unit)
            guard value > 0 else {
                throw MembraneFileError.badOption(
                    option: option, text: text, problem: "not positive")
            }
            return value
        } catch let error as QuantityError {
            throw MembraneFileError.badOption(option: option, text: text, problem: "\(error)")
        }
    }
}
