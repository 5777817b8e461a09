import Ionics
import MembraneModels
public import Quantities

/// Durations of every membrane model and cell type against an independent solver.
///
/// A hundred beats from the published start. At 1 Hz the five models that others publish, with the
/// standard steps of the pacing; at three other cycle lengths every model and cell type, with steps
/// half as long where the model asks for no finer ones itself: what a step leaves adds up in cells
/// that still drift after a hundred beats (ToR-ORd mid at 500 ms, 0.27 ms a beat, is 1.4 ms off with
/// standard steps).
///
/// Source: Clerx et al., *Prog. Biophys. Mol. Biol.* 120 (2016) 100–114,
/// doi:10.1016/j.pbiomolbio.2015.12.008 (the solver); the models' own sources are in their cards.
public struct SingleCellCase: VerificationCase {
    public static let card = ModelCard(
        identifier: "single-cell",
        summary: "APD90 of every membrane model and cell type against CVODES at four cycle lengths",
        source: "Clerx et al. 2016, doi:10.1016/j.pbiomolbio.2015.12.008 (Myokit)")

    /// Makes the case.
    public init() {}

    /// Accepted difference of a duration [ms].
    private static let durationTolerance = 0.5

    public func run(_ options: VerificationOptions) throws -> [Check] {
        var checks = try judge(SingleCellTable.oneHertz, refinement: 1, options)
        if !options.quick {
            checks += try judge(SingleCellTable.otherCycleLengths, refinement: 2, options)
        }
        return checks
    }

    /// Paces the cells of the same model and cycle length together.
    private func judge(
        _ rows: [SingleCellTable.Row], refinement: Double, _ options: VerificationOptions
    ) throws -> [Check] {
        var checks: [Check] = []
        for model in MembraneModels.all {
            let own = rows.filter { $0.model == model.card.identifier }
            for cycleLength in Set(own.map(\.cycleLength)).sorted() {
                let group = own.filter { $0.cycleLength == cycleLength }
                let cells = try group.map { row in try model.cellType(row.cell) }
                let finer = model.pacingRefinement == 1 ? refinement : 1
                let paced = try PacedSteadyState.run(
                    model, cells: cells, cycleLength: cycleLength, beats: 100, stimulus: nil,
                    initialStates: nil,
                    control: PacingStepControl.standard(for: Membrane(model)).refined(finer))
                for (row, result) in zip(group, paced) {
                    checks += Self.checks(row, result.actionPotential)
                }
                options.progress("\(model.card.identifier), cycle of \(cycleLength.short) ms")
            }
        }
        return checks
    }

    private static func checks(
        _ row: SingleCellTable.Row, _ observed: ActionPotential
    ) -> [Check] {
        let name = "\(row.model) \(row.cell), \(row.cycleLength.short) ms"
        return [
            Check(
                "APD90 of \(name)", unit: "ms", observed: observed.apd90, expected: row.apd90,
                tolerance: durationTolerance),
            Check(
                "rest of \(name)", unit: "mV", observed: observed.resting, expected: row.resting,
                gated: false),
        ]
    }
}
