import Quantities
public import MembraneModels
import Ionics

extension CiPAProtocol {
    /// Net charge [µC/µF] of cells whose conductances are multiplied by given factors [1], as what a substance leaves at equilibrium.
    ///
    /// Differs from cells under drugs of the published protocol where those bind to hERG dynamically: a factor knows no trapping.
    ///
    /// - Parameter factors: one to eight cells; currents that are not named keep theirs.
    /// - Parameter progress: receives the finished share [1].
    /// - Throws: `DrugError/noCurrents(model:)`, `IonicsError`.
    public func netCharges(
        _ factors: [[IonCurrent: Double]], progress: (Double) -> Void = { _ in }
    ) throws -> [Double] {
        guard model is any CurrentReporting.Type else {
            throw DrugError.noCurrents(model: model.card.identifier)
        }
        let healthy = try model.cellType(cellType)
        let cells = try factors.map { factors in
            var named: [String: Double] = [:]
            for (current, factor) in factors {
                if let parameter = current.parameter(of: model.card) { named[parameter] = factor }
            }
            return try healthy.scaling(named, of: model.card, name: "treated")
        }
        var states: [[Double]]?
        var done = 0
        while done < beats {
            // Pacing starts anew with two beats at least.
            let left = beats - done
            let next = left < Self.portion + 2 ? left : Self.portion
            states = try PacedSteadyState.settle(
                model, cells: cells, cycleLength: cycleLength, beats: next, initialStates: states)
            done += next
            progress(Double(done) / Double(beats))
        }
        let record = try RecordedCells(
            model, cells: cells, states: states ?? [], cycleLength: cycleLength)
        return cells.indices.map { record.charge($0, of: Self.netCurrents) }
    }

    /// Beats between two reports of progress.
    private static let portion = 50
}
