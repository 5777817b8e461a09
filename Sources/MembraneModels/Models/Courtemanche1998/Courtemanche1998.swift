import Ionics
import Numerics
import Quantities

/// Courtemanche, Ramirez, Nattel 1998: human atrial cell.
///
/// Twelve currents, 21 states. Concentrations in mM inside the state. The currents are in the files
/// beside this one.
///
/// Differs from the source: digits of the published code where the paper rounds (gKr, gKs, gCaL, INaK,
/// gbNa); the slope of the rate β of IKur's inactivation has the sign of the published code, which the
/// paper's figure shows and its equation does not; both as in the public Myokit collection (version
/// 20240904).
///
/// Source: Courtemanche, Ramirez, Nattel, *Am. J. Physiol. Heart Circ. Physiol.* 275 (1998)
/// H301–H321, doi:10.1152/ajpheart.1998.275.1.H301, appendix and table 1.
enum Courtemanche1998: MembraneEquations {
    static let voltageIndex = CourtemancheState.v
    static let calciumIndex: Int? = CourtemancheState.cai
    static let calciumScale = 1000.0

    /// Twice the threshold of a 0.5 ms pulse, 46.18 A/F.
    ///
    /// Source: definition of this model in the public Myokit collection (version 20240904).
    static let stimulus = StimulusPulse(amplitude: 92.36, duration: 0.5)

    static let cellTypes = [CellType("atrial")]

    static func evaluate<L: RealLanes>(
        _ state: UnsafePointer<L>, _ parameters: UnsafePointer<L>, stimulus: L,
        into derivative: StateDerivative<L>
    ) {
        let cell = CourtemancheContext(state, parameters)
        let fast = cell.fastSodium(into: derivative)
        let potassium =
            cell.earlyPotassium(into: derivative) + cell.delayedRectifiers(into: derivative)
        let channel = cell.calciumChannel(into: derivative)
        let pump = cell.sodiumPotassiumPump()
        let exchange = cell.exchanger()
        let cai = cell[CourtemancheState.cai]
        let backgroundSodium = cell[parameter: CourtemancheParameter.gbNa] * (cell.v - cell.eNa)
        let calcium =
            cell[parameter: CourtemancheParameter.gbCa] * (cell.v - cell.eCa)
            + cell[parameter: CourtemancheParameter.ipCa] * cai / (0.0005 + cai)
        let total = (fast + potassium + channel) + (pump + exchange) + (backgroundSodium + calcium)
        derivative.set(CourtemancheState.v, rate: stimulus - total)

        let perVolume = L(filling: CourtemancheGeometry.perMyoplasm)
        let sodium = fast + backgroundSodium + 3 * (pump + exchange)
        derivative.set(CourtemancheState.nai, rate: -(sodium * perVolume))
        derivative.set(
            CourtemancheState.ki, rate: (2 * pump - potassium + stimulus) * perVolume)
        cell.calciumHandling(
            channel: channel, exchange: exchange, other: calcium, into: derivative)
    }
}
