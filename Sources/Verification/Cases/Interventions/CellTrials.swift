import Ionics
import MembraneModels

/// Published responses of the endocardial cell of CiPA at 1 Hz.
enum CellTrials {
    /// Every row.
    static let names = ["diltiazem_apd", "hyperkalaemia_apd", "hyperkalaemia_vrest"]

    /// What comes of them.
    ///
    /// - Throws: `DrugError`, `IonicsError`.
    static func outcomes() throws -> [InterventionOutcome] {
        let diltiazem = try CellIntervention.diltiazem()
        let potassium = try CellIntervention.hyperkalaemia()
        func outcome(
            _ row: String, _ done: String, from first: Double, to last: Double, unit: String,
            _ judged: InterventionTrial.Judged, _ band: ClosedRange<Double>, _ source: String
        ) -> InterventionOutcome {
            InterventionOutcome(
                row, in: "ohara-rudy-cipa-v1", done: done, from: first, to: last, unit: unit,
                judged: judged, band: band, source: "the FDA's model: " + source)
        }
        return [
            outcome(
                "diltiazem_apd", "diltiazem at free Cmax", from: diltiazem.untreated.apd90,
                to: diltiazem.treated.apd90, unit: "ms", .percent, -15 ... -5, "-11 %"),
            outcome(
                "hyperkalaemia_apd", "potassium 5.4 to 8 mM", from: potassium.untreated.apd90,
                to: potassium.treated.apd90, unit: "ms", .percent, -20 ... -10, "-15 %"),
            outcome(
                "hyperkalaemia_vrest", "potassium 5.4 to 8 mM",
                from: potassium.untreated.resting, to: potassium.treated.resting, unit: "mV",
                .change, 8...13, "+10.5 mV"),
        ]
    }
}
