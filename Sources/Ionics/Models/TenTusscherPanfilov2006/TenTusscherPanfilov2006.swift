import Numerics

/// Ten Tusscher & Panfilov 2006: human ventricular cell with subspace calcium.
///
/// Twelve currents, 19 states. Concentrations in mM inside the state. The currents are in the file
/// beside this one.
///
/// Differs from the source: the calcium-induced release and the calcium buffers are written with
/// free concentrations as states, and unit slips of the first published code are corrected
/// (capacitance 185 pF, volumes in µm³), as in the public Myokit collection (version 20240904).
///
/// Source: ten Tusscher, Panfilov, *Am. J. Physiol. Heart Circ. Physiol.* 291 (2006) H1088–H1100,
/// doi:10.1152/ajpheart.00109.2006, appendix; for the currents it keeps: ten Tusscher, Noble, Noble,
/// Panfilov, *Am. J. Physiol. Heart Circ. Physiol.* 286 (2004) H1573–H1589,
/// doi:10.1152/ajpheart.00794.2003.
enum TenTusscherPanfilov2006: MembraneEquations {
    static let voltageIndex = TP06State.v
    static let calciumIndex: Int? = TP06State.cai
    static let calciumScale = 1000.0

    /// Twice the threshold of a 0.5 ms pulse, 47 A/F.
    ///
    /// Source: definition of this model in the public Myokit collection (version 20240904).
    static let stimulus = StimulusPulse(amplitude: 94, duration: 0.5)

    static let cellTypes = [
        CellType("epi"),
        CellType("endo", parameters: ["gto": 0.073, "endocardialIto": 1]),
        CellType("mid", parameters: ["gKs": 0.098]),
    ]

    static func evaluate<L: RealLanes>(
        _ state: UnsafePointer<L>, _ parameters: UnsafePointer<L>, stimulus: L,
        into derivative: StateDerivative<L>
    ) {
        let cell = TP06Context(state, parameters)
        let fast = cell.fastSodium(into: derivative)
        let transient = cell.transientOutward(into: derivative)
        let rectifiers = cell.rectifiers(into: derivative)
        let calcium = cell.calciumChannel(into: derivative)
        let pump = cell.sodiumPotassiumPump()
        let exchange = cell.exchanger()
        let backgroundSodium = cell[parameter: TP06Parameter.gbNa] * (cell.v - cell.eNa)
        let backgroundCalcium = cell[parameter: TP06Parameter.gbCa] * (cell.v - cell.eCa)
        let cai = cell[TP06State.cai]
        let calciumPump = cell[parameter: TP06Parameter.gpCa] * cai / (cai + 0.0005)
        let potassium = transient + rectifiers
        let total =
            (fast + potassium + calcium) + (pump + exchange)
            + (backgroundSodium + backgroundCalcium + calciumPump)
        derivative.set(TP06State.v, rate: stimulus - total)

        let perVolume = L(filling: TP06Geometry.perCytosol)
        let sodium = fast + backgroundSodium + 3 * (pump + exchange)
        derivative.set(TP06State.nai, rate: -(sodium * perVolume))
        derivative.set(
            TP06State.ki, rate: (stimulus + 2 * pump - potassium) * perVolume)
        cell.calciumHandling(
            channel: calcium, cytosolic: backgroundCalcium + calciumPump - 2 * exchange,
            into: derivative)
    }
}
