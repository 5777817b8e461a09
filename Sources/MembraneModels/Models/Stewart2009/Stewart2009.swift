import Ionics
import Numerics
import Quantities

/// Stewart et al. 2009: human Purkinje cell, from the ventricular model of ten Tusscher and Panfilov.
///
/// Fourteen currents, 20 states, a pacemaker current: the cell fires by itself. Concentrations in mM
/// inside the state. The currents are in the files beside this one.
///
/// Differs from the source: units of the published CellML file corrected, potassium counts the
/// capacitance, the stimulus is carried by no ion, all as in the public Myokit collection (version
/// 20240904).
///
/// Source: Stewart, Aslanidi, Noble, Noble, Boyett, Zhang, *Philos. Trans. R. Soc. A* 367 (2009)
/// 2225–2255, doi:10.1098/rsta.2008.0283, appendix A; what it keeps: ten Tusscher, Panfilov,
/// *Am. J. Physiol. Heart Circ. Physiol.* 291 (2006) H1088–H1100, doi:10.1152/ajpheart.00109.2006.
enum Stewart2009: MembraneEquations {
    static let voltageIndex = StewartState.v
    static let calciumIndex: Int? = StewartState.cai
    static let calciumScale = 1000.0
    static let isAutomatic = true

    /// Slow diastolic depolarisation makes the durations sensitive to what is left of a step's error.
    static let pacingRefinement = 3.0

    /// Twice the threshold of a 0.5 ms pulse, 10 A/F.
    ///
    /// Source: definition of this model in the public Myokit collection (version 20240904).
    static let stimulus = StimulusPulse(amplitude: 20, duration: 0.5)

    static let cellTypes = [CellType("purkinje")]

    static func evaluate<L: RealLanes>(
        _ state: UnsafePointer<L>, _ parameters: UnsafePointer<L>, stimulus: L,
        into derivative: StateDerivative<L>
    ) {
        let cell = StewartContext(state, parameters)
        let fast = cell.fastSodium(into: derivative)
        let pacemaker = cell.pacemaker(into: derivative)
        let outward = cell.outwardConductance(into: derivative) * (cell.v - cell.eK)
        let rectifiers = cell.rectifiers(into: derivative)
        let calcium = cell.calciumChannel(into: derivative)
        let pump = cell.sodiumPotassiumPump()
        let exchange = cell.exchanger()
        let backgroundSodium = cell[parameter: StewartParameter.gbNa] * (cell.v - cell.eNa)
        let backgroundCalcium = cell[parameter: StewartParameter.gbCa] * (cell.v - cell.eCa)
        let cai = cell[StewartState.cai]
        let calciumPump = cell[parameter: StewartParameter.gpCa] * cai / (cai + 0.0005)
        let potassium = outward + rectifiers + pacemaker.potassium
        let total =
            (fast + pacemaker.sodium + potassium + calcium) + (pump + exchange)
            + (backgroundSodium + backgroundCalcium + calciumPump)
        derivative.set(StewartState.v, rate: stimulus - total)

        let perVolume = L(filling: StewartGeometry.perCytosol)
        let sodium = fast + backgroundSodium + pacemaker.sodium + 3 * (pump + exchange)
        derivative.set(StewartState.nai, rate: -(sodium * perVolume))
        derivative.set(StewartState.ki, rate: (2 * pump - potassium) * perVolume)
        cell.calciumHandling(
            channel: calcium, cytosolic: backgroundCalcium + calciumPump - 2 * exchange,
            into: derivative)
    }
}
