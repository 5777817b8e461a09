import CommandLineSupport
import Electrophysiology
import Foundation
import Geometry
import Patients
import Reports

/// What `simulate --dry-run` shows: the resolved configuration, the size of the job, its cost.
struct DryRun: Encodable {
    var patient: String
    var activation: String
    var interventions: [String]
    var outputFolder: String
    var maximumBeats: Int
    var displacementUnknowns: Int
    var electricalNodes: Int
    var memoryGB: Double
    var expectedMinutes: Double
    var models: [RunProvenance.Model]
    var parameters: [RunProvenance.Setting]

    /// Resolves a job without running it.
    init(_ configuration: RunConfiguration) {
        let unknowns = 3 * (configuration.patient.mechanicsMesh?.points.count ?? 0)
        let cost = RunCost(
            displacementUnknowns: unknowns, maximumBeats: configuration.maximumBeats)
        patient = configuration.patient.subject.identifier
        activation = configuration.activation.identifier
        interventions = configuration.interventions
        outputFolder = configuration.output
        maximumBeats = configuration.maximumBeats
        displacementUnknowns = unknowns
        electricalNodes = configuration.patient.anatomy.mesh.points.count
        memoryGB = cost.memoryGB
        expectedMinutes = cost.minutes
        models = configuration.models
        parameters = configuration.settings
    }

    /// Prints it.
    func show(json: Bool) throws {
        guard !json else { return try Printing.json(self) }
        print(
            String(
                format: "%@: %d displacement unknowns, %d electrical nodes, about %.1f GB and %@",
                patient, displacementUnknowns, electricalNodes, memoryGB, duration))
        print("activation \(activation), at most \(maximumBeats) beats, results in \(outputFolder)")
        for intervention in interventions { print("  done: \(intervention)") }
        for model in models {
            print(
                "  \(model.name) = \(model.identifier)"
                    + (model.source == "default" ? "" : "  (\(model.source))"))
        }
        for parameter in parameters {
            print(
                "  \(parameter.name) = \(Printing.number(parameter.value)) \(parameter.unit)"
                    + (parameter.source == "default" ? "" : "  (\(parameter.source))"))
        }
    }

    private var duration: String {
        expectedMinutes < 1.5
            ? String(format: "%.0f seconds", 60 * expectedMinutes)
            : String(format: "%.0f minutes", expectedMinutes)
    }
}

/// What a run will probably cost, by its size.
///
/// Fitted to rodero-01 (16 377 unknowns) and ideal-biv (3330) on two cores, Benchmarks/results.md:
/// right within a factor of two there. Newton iterations depend on the patient too.
struct RunCost {
    var displacementUnknowns: Int
    var maximumBeats: Int

    /// Resident memory [GB]: program and cells, then meshes, element data and factors.
    var memoryGB: Double { Self.fixedGB + Double(displacementUnknowns) * Self.gigabytesPerUnknown }

    /// Wall time [min].
    var minutes: Double {
        let unknowns = Double(displacementUnknowns)
        let beat = Self.beatSeconds * pow(unknowns / Self.beatUnknowns, Self.beatExponent)
        let beats = Double(min(maximumBeats, Self.usualBeats))
        return (Self.fixedSeconds + unknowns * Self.buildSecondsPerUnknown + beats * beat) / 60
    }

    /// Beats to the limit cycle.
    static let usualBeats = 5
    private static let fixedGB = 0.12
    private static let gigabytesPerUnknown = 15e-6
    private static let fixedSeconds = 1.0
    private static let buildSecondsPerUnknown = 1.2e-3
    /// A beat on so many unknowns [s], and how it grows: factorisations take more than their share.
    private static let beatSeconds = 22.0
    private static let beatUnknowns = 16_377.0
    private static let beatExponent = 1.3
}
