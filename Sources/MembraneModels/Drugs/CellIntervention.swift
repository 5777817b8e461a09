public import Ionics
import Quantities

/// What an intervention does to a cell: untreated and treated, after the same number of beats.
public struct CellIntervention: Sendable {
    /// The untreated beat.
    public let untreated: ActionPotential
    /// The treated beat.
    public let treated: ActionPotential

    /// Change of the duration at 90 % repolarisation [%].
    public var apd90Change: Double { 100 * (treated.apd90 / untreated.apd90 - 1) }
    /// Change of the resting voltage [mV].
    public var restingChange: Double { treated.resting - untreated.resting }

    /// Paces both cells side by side.
    ///
    /// - Throws: `IonicsError`.
    public init(
        _ model: any IonicModel.Type, untreated: CellType, treated: CellType,
        cycleLength: Double = 1000, beats: Int = 100
    ) throws(IonicsError) {
        let results = try PacedSteadyState.run(
            model, cells: [untreated, treated], cycleLength: cycleLength, beats: beats)
        self.untreated = results[0].actionPotential
        self.treated = results[1].actionPotential
    }

    /// Diltiazem at a multiple of its free Cmax, in the endocardial cell of CiPA at 1 Hz.
    public static func diltiazem(multiple: Double = 1) throws -> CellIntervention {
        let model = OHaraRudyCiPA.self
        let cell = try model.cellType("endo")
        let drug = try CiPADrugs.drug("diltiazem")
        return try CellIntervention(
            model, untreated: cell,
            treated: try drug.cell(cell, of: model, concentration: multiple * drug.cmax))
    }

    /// Extracellular potassium raised from 5.4 mM, in the endocardial cell of CiPA at 1 Hz.
    public static func hyperkalaemia(potassium: Double = 8) throws -> CellIntervention {
        let model = OHaraRudyCiPA.self
        let cell = try model.cellType("endo")
        var treated = CellType("hyperkalaemia", parameters: cell.parameters)
        treated.parameters["ko"] = potassium
        return try CellIntervention(model, untreated: cell, treated: treated)
    }
}
