import Foundation
import Geometry
import HeartModel
import Patients
import Quantities

/// What `simulate --dry-run` shows: the resolved configuration, the size of the job, its cost.
struct DryRun: Encodable {
    /// One resolved parameter.
    struct Parameter: Encodable {
        var name: String
        var value: Double
        var unit: String
        var isDefault: Bool
    }

    var patient: String
    var displacementUnknowns: Int
    var electricalNodes: Int
    var memoryGB: Double
    var expectedMinutes: Double
    var parameters: [Parameter]

    /// Memory of the factor and the meshes by displacement unknown, and seconds of a beat by unknown,
    /// measured on rodero-01 (Benchmarks/README.md).
    private static let bytesPerUnknown = 60_000.0
    private static let secondsPerUnknownAndBeat = 0.003
    private static let usualBeats = 5.0

    /// Resolves a job without running it.
    init(patient: Patient, parameters: HeartParameters) {
        self.patient = patient.subject.identifier
        let unknowns = 3 * (patient.mechanicsMesh?.points.count ?? 0)
        displacementUnknowns = unknowns
        electricalNodes = patient.anatomy.mesh.points.count
        memoryGB = 0.3 + Double(unknowns) * Self.bytesPerUnknown / 1e9
        expectedMinutes =
            Double(unknowns) * Self.secondsPerUnknownAndBeat * Self.usualBeats / 60
        self.parameters = HeartParameters.names.compactMap { name in
            guard let card = HeartParameters.card(name) else { return nil }
            let given = parameters.given[name]
            return Parameter(
                name: name, value: given ?? card.defaultValue, unit: card.unit,
                isDefault: given == nil)
        }
    }

    /// Prints it.
    func show(json: Bool) throws {
        guard !json else { return try Printing.json(self) }
        print(
            String(
                format:
                    "%@: %d displacement unknowns, %d electrical nodes, about %.1f GB and %.0f minutes",
                patient, displacementUnknowns, electricalNodes, memoryGB, expectedMinutes))
        for parameter in parameters {
            print(
                "  \(parameter.name) = \(Printing.number(parameter.value)) \(parameter.unit)"
                    + (parameter.isDefault ? "" : "  (patient or command line)"))
        }
    }
}
