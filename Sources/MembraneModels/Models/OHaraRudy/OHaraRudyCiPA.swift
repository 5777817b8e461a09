import Ionics
import Numerics
import Quantities

/// The O'Hara–Rudy model of the CiPA initiative (version 1, 2017) with dynamic hERG binding.
///
/// IKr is a Markov model to whose open and inactivated states a drug binds, and which may close upon
/// it (trapping); five conductances are rescaled. The rest is ``OHaraRudy2011``.
///
/// Differs from the source: the pump's corrections of ``OHaraRudy2011``; of the nine states of
/// IKr one follows from the sum, and two are replaced by sums (``ORdMarkovRapid``); binding is given by its
/// rate at the drug's concentration, `Kmax·Ku·Dⁿ/(Dⁿ + halfmax)` (``HergBinding``).
///
/// Source: Dutta et al., *Front. Physiol.* 8 (2017) 616, doi:10.3389/fphys.2017.00616 (conductances);
/// Li et al., *Circ. Arrhythm. Electrophysiol.* 10 (2017) e004628, doi:10.1161/CIRCEP.116.004628
/// (IKr); equations and numbers checked with the FDA's public code and the public Myokit collection
/// (version 20240904).
enum OHaraRudyCiPA: MembraneEquations {
    static let voltageIndex = ORdState.v
    static let calciumIndex: Int? = ORdState.cai
    static let calciumScale = 1000.0

    /// Twice the threshold of a 0.5 ms pulse, 58 A/F.
    ///
    /// Source: definition of this model in the public Myokit collection (version 20240904).
    static let stimulus = StimulusPulse(amplitude: 116, duration: 0.5)

    // Factors of Dutta et al. 2017 for INaL, ICaL, IKs and IK1; gKr of the public CellML file.
    private static let conductances = ORdConductances(
        gNaL: 2.661 * 0.0075, pCa: 1.007 * 0.0001, gKr: 0.0465854545454545618, gKs: 1.87 * 0.0034,
        gK1: 1.698 * 0.1908)

    private static let source = "Dutta et al. 2017, doi:10.3389/fphys.2017.00616"
    private static let binding = "Li et al. 2017, doi:10.1161/CIRCEP.116.004628"

    static let card = ModelCard(
        identifier: "ohara-rudy-cipa-v1",
        summary: "O'Hara-Rudy of the CiPA initiative with dynamic hERG binding (endo, epi, mid)",
        source: "Dutta et al., Front. Physiol. 8 (2017) 616, doi:10.3389/fphys.2017.00616; "
            + "Li et al., Circ. Arrhythm. Electrophysiol. 10 (2017) e004628, "
            + "doi:10.1161/CIRCEP.116.004628",
        states: ORdState.names + ORdMarkovRapid.names,
        parameters: conductances.cards(source: source) + [
            ParameterCard(
                "hergBinding", "Rate at which the drug binds to hERG", unit: "1/ms", default: 0,
                range: 0...1000, source: binding),
            ParameterCard(
                "hergUnbinding", "Rate at which the drug leaves hERG (Ku)", unit: "1/ms",
                default: 0, range: 0...1000, source: binding),
            ParameterCard(
                "hergVhalf", "Half voltage of leaving the trap", unit: "mV", default: -1,
                range: -300...100, source: binding),
            ParameterCard(
                "hergTrapping", "Trapping rate (Kt)", unit: "1/ms", default: 3.5e-5, range: 0...1,
                source: binding),
        ])

    static let cellTypes = conductances.cellTypes

    /// Initial state of the public CellML file (Chang et al. 2017, doi:10.3389/fphys.2017.00917).
    static let initialState: [Double] = [
        -88.00190465, 7.268004498, 7.268089977, 144.6555918, 144.6555651, 8.6e-5, 8.49e-5,
        1.619574538, 1.571234014, 0.007344121102, 0.6981071913, 0.6980895801, 0.6979908432,
        0.4549485525, 0.6979245865, 0.0001882617273, 0.5008548855, 0.2693065357, 0.001001097687,
        0.9995541745, 0.5865061736, 0.0005100862934, 0.9995541823, 0.6393399482, 2.34e-9,
        0.9999999909, 0.9102412777, 0.9999999909, 0.9998046777, 0.9999738312, 0.9999999909,
        0.9999999909, 0.002749414044, 0.2707758025, 0.0001928503426, 0.9967597594, 2.5e-7,
        3.12e-7, 0.0125840447, 1.80145e-8, 8.26619e-5, 0.00015551, 8.26618999e-5 + 6.83208e-5,
        0.00015551 + 5.67623e-5, 0, 0, 0,
    ]

    static func evaluate<L: RealLanes>(
        _ state: UnsafePointer<L>, _ parameters: UnsafePointer<L>, stimulus: L,
        into derivative: StateDerivative<L>
    ) {
        let cell = ORdContext(state, parameters)
        let rapid = cell.markovRapidRectifier(into: derivative)
        _ = cell.evaluate(rapid: rapid, stimulus: stimulus, into: derivative)
    }
}
