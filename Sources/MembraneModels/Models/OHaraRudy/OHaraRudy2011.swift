import Ionics
import Numerics
import Quantities

/// O'Hara–Rudy 2011 (ORd): undiseased human ventricular cell.
///
/// Fourteen currents, subspace, network and junctional stores, CaMKII phosphorylation. Concentrations
/// in mM inside the state. The currents are in the files beside this one.
///
/// Differs from the source: two slips of the published code in the pump are corrected
/// (``SmithCrampinPump``), as in the public Myokit collection (version 20240904). The fast sodium
/// current is the published one, too slow for tissue (comment of the authors on the journal's page).
///
/// Source: O'Hara, Virág, Varró, Rudy, *PLoS Comput. Biol.* 7 (2011) e1002061,
/// doi:10.1371/journal.pcbi.1002061, supplement S1.
enum OHaraRudy2011: MembraneEquations {
    static let voltageIndex = ORdState.v
    static let calciumIndex: Int? = ORdState.cai
    static let calciumScale = 1000.0

    /// Twice the threshold of a 0.5 ms pulse, 58 A/F.
    ///
    /// Source: definition of this model in the public Myokit collection (version 20240904).
    static let stimulus = StimulusPulse(amplitude: 116, duration: 0.5)

    private static let conductances = ORdConductances()

    static let card = ModelCard(
        identifier: "ohara-rudy-2011",
        summary: "Human ventricular cell of O'Hara and Rudy (endo, epi, mid)",
        source: "O'Hara et al., PLoS Comput. Biol. 7 (2011) e1002061, "
            + "doi:10.1371/journal.pcbi.1002061",
        states: ORdState.names + ["xrf", "xrs"],
        parameters: conductances.cards(
            source: "O'Hara et al. 2011, doi:10.1371/journal.pcbi.1002061, supplement S1"))

    static let cellTypes = conductances.cellTypes

    /// Initial state of the authors' code.
    static let initialState: [Double] = [
        -87, 7, 7, 145, 145, 1e-4, 1e-4, 1.2, 1.2, 0, 1, 1, 1, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1,
        0.2, 1, 1, 1, 1, 1, 1, 1, 0.2, 0, 0, 1, 0, 0, 0, 0, 0,
    ]

    static func evaluate<L: RealLanes>(
        _ state: UnsafePointer<L>, _ parameters: UnsafePointer<L>, stimulus: L,
        into derivative: StateDerivative<L>
    ) {
        let cell = ORdContext(state, parameters)
        let rapid = cell.gatedRapidRectifier(into: derivative)
        _ = cell.evaluate(rapid: rapid, stimulus: stimulus, into: derivative)
    }
}
