import Numerics

/// ToR-ORd-dynCl: human ventricular cell with dynamic intracellular chloride.
///
/// Eighteen currents, subspace, network and junctional stores, CaMKII phosphorylation. Concentrations
/// in mM inside the state. The currents are in the files beside this one.
///
/// Differs from the source: the closed state C3 of IKr is 1 − C2 − C1 − O − I rather than a state of
/// its own (the sum is invariant), the pump's proton concentration is 1e-4 mM (pH 7) where the
/// original code has 1e-7 mM (no visible effect), and the K-ATP current (off by default) is left out.
///
/// Source: Tomek et al., *eLife* 8 (2019) e48890, doi:10.7554/eLife.48890 (ToR-ORd, supplement 15.3);
/// Tomek, Bueno-Orovio, Rodriguez, bioRxiv (2020), doi:10.1101/2020.06.01.127043 (dynamic chloride);
/// ORd parts: O'Hara et al., *PLoS Comput. Biol.* 7 (2011) e1002061, doi:10.1371/journal.pcbi.1002061.
/// Equations checked against the authors' published code.
enum ToRORdDynCl: MembraneEquations {
    static let voltageIndex = ToRORdState.v
    static let calciumIndex: Int? = ToRORdState.cai
    static let calciumScale = 1000.0

    /// Twice the threshold of a 0.5 ms pulse, 53 A/F.
    ///
    /// Source: definition of this model in the public Myokit collection (version 20240904).
    static let stimulus = StimulusPulse(amplitude: 106, duration: 0.5)

    static let cellTypes = [
        CellType("endo"),
        CellType(
            "epi",
            parameters: [
                "gNaL": 0.6 * 0.0279, "gto": 2 * 0.16, "itoSlowing": 0.95, "PCa": 1.2 * 8.3757e-5,
                "gKr": 1.3 * 0.0321, "gKs": 1.4 * 0.0011, "gK1": 1.2 * 0.6992,
                "gNaCa": 1.1 * 0.0034, "PNaK": 0.9 * 15.4509, "gKb": 0.6 * 0.0189,
                "uptake": 1.3 * 0.005425, "calmodulin": 1.3 * 0.05,
            ]),
        CellType(
            "mid",
            parameters: [
                "gto": 2 * 0.16, "PCa": 2 * 8.3757e-5, "gKr": 0.8 * 0.0321, "gK1": 1.3 * 0.6992,
                "gNaCa": 1.4 * 0.0034, "PNaK": 0.7 * 15.4509, "release": 1.7 * 1.5378,
            ]),
    ]

    static func evaluate<L: RealLanes>(
        _ state: UnsafePointer<L>, _ parameters: UnsafePointer<L>, stimulus: L,
        into derivative: StateDerivative<L>
    ) {
        let cell = ToRORdContext(state, parameters)
        let sodium = cell.sodiumCurrents(into: derivative)
        let potassium = cell.potassiumCurrents(into: derivative)
        let calcium = cell.calciumChannel(into: derivative)
        let exchange = cell.exchanger()
        let pump = cell.sodiumPotassiumPump()
        let background = cell.backgroundCurrents()
        let total =
            (sodium + potassium.total + calcium.total)
            + (exchange.cytosol + exchange.subspace + pump + background.total)
        derivative.set(ToRORdState.v, rate: stimulus - total)
        cell.concentrations(
            ToRORdFluxes(
                sodium: sodium, potassium: potassium.total, calcium: calcium, exchange: exchange,
                pump: pump, background: background, stimulus: stimulus),
            into: derivative)
    }
}
