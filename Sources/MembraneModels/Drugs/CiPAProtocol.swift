public import Ionics
import Quantities

/// The protocol of CiPA: a cell paced slowly under a drug until it has settled, then measured.
///
/// The net charge qNet [µC/µF] is what INaL, ICaL, Ito, IKr, IKs and IK1 carry together over one cycle;
/// the lower, the nearer to an early afterdepolarisation.
///
/// Differs from the source: the last beat is measured, not the one of the last 250 with the steepest
/// repolarisation.
///
/// Source: Dutta et al., *Front. Physiol.* 8 (2017) 616, doi:10.3389/fphys.2017.00616; cycle of
/// 2000 ms and 1000 beats as in the FDA's public code.
public struct CiPAProtocol: Sendable {
    /// The model; one that reports its currents.
    public var model: any IonicModel.Type = OHaraRudyCiPA.self
    /// Name of the cell type.
    public var cellType = "endo"
    /// Time between stimuli [ms].
    public var cycleLength = 2000.0
    /// Beats before the measured one.
    public var beats = 1000

    /// The published protocol.
    public init() {}

    /// Currents of the net charge.
    public static let netCurrents = ["INaL", "ICaL", "Ito", "IKr", "IKs", "IK1"]

    /// What is measured of a cell.
    public struct Response: Sendable {
        /// Name of the drug; "control" without one.
        public let name: String
        /// Free concentration [nM].
        public let concentration: Double
        /// Net charge [µC/µF].
        public let netCharge: Double
        /// Shape of the last beat; nil where it does not repolarise within the cycle.
        public let actionPotential: ActionPotential?
    }

    /// Measures the cell without drug and under each drug at its concentration [nM].
    ///
    /// - Returns: control first, the others in the given order.
    /// - Throws: ``DrugError``, `IonicsError`.
    public func run(_ drugs: [(drug: Drug, concentration: Double)]) throws -> [Response] {
        guard model is any CurrentReporting.Type else {
            throw DrugError.noCurrents(model: model.card.identifier)
        }
        let cell = try model.cellType(cellType)
        var cells = [cell]
        for (drug, concentration) in drugs {
            cells.append(try drug.cell(cell, of: model, concentration: concentration))
        }
        let names = ["control"] + drugs.map(\.drug.name)
        let concentrations = [0] + drugs.map(\.concentration)
        let settled = try PacedSteadyState.settle(
            model, cells: cells, cycleLength: cycleLength, beats: beats)
        var responses: [Response] = []
        for first in stride(from: 0, to: cells.count, by: 8) {
            let range = first..<min(first + 8, cells.count)
            let record = try RecordedCells(
                model, cells: Array(cells[range]), states: Array(settled[range]),
                cycleLength: cycleLength)
            for (lane, index) in range.enumerated() {
                responses.append(
                    Response(
                        name: names[index], concentration: concentrations[index],
                        netCharge: record.charge(lane, of: Self.netCurrents),
                        actionPotential: record.actionPotential(lane)))
            }
        }
        return responses
    }
}
