import Ionics
import Numerics

/// One evaluation of a model of the O'Hara–Rudy family: state, parameters and what several currents
/// share.
struct ORdContext<L: RealLanes> {
    let state: UnsafePointer<L>
    let parameters: UnsafePointer<L>
    /// Functions of the transmembrane voltage.
    let voltage: VoltageFunctions<L>
    /// V·F/(R·T) [1].
    let vfrt: L
    /// Reversal potentials of sodium and potassium [mV].
    let eNa: L
    let eK: L
    /// Bound and total active CaMKII [1].
    let camkBound: L
    let camkActive: L
    /// Phosphorylated fraction of the targets of CaMKII [1].
    let phosphorylated: L

    /// R·T/F at 310 K [mV]; R = 8314 J/(kmol·K), F = 96485 C/mol as in the source.
    static var rtf: Double { 8314.0 * 310.0 / 96485.0 }

    @inline(__always)
    init(_ state: UnsafePointer<L>, _ parameters: UnsafePointer<L>) {
        self.state = state
        self.parameters = parameters
        voltage = VoltageFunctions(state[ORdState.v])
        let rtf = L(filling: Self.rtf)
        vfrt = state[ORdState.v] * L(filling: 1 / Self.rtf)
        eNa = rtf * L.log(parameters[ORdParameter.nao] / state[ORdState.nai])
        eK = rtf * L.log(parameters[ORdParameter.ko] / state[ORdState.ki])
        // CaMKo = 0.05, KmCaM = 0.0015 mM, KmCaMK = 0.15.
        let trapped = state[ORdState.camkt]
        let cass = state[ORdState.cass]
        camkBound = 0.05 * (1 - trapped) * cass / (cass + 0.0015)
        camkActive = camkBound + trapped
        phosphorylated = camkActive / (camkActive + 0.15)
    }

    /// Transmembrane voltage [mV].
    var v: L {
        @inline(__always) get { voltage.v }
    }

    /// One state.
    @inline(__always)
    subscript(index: Int) -> L { state[index] }

    /// One parameter.
    @inline(__always)
    func parameter(_ index: Int) -> L { parameters[index] }

    /// Mixes a current or flux of plain and phosphorylated channels.
    @inline(__always)
    func mix(_ plain: L, _ modified: L) -> L { plain + phosphorylated * (modified - plain) }

    /// √(ko/5.4 mM): how IKr grows with extracellular potassium.
    @inline(__always)
    var potassiumScale: L { L.sqrt(parameter(ORdParameter.ko) * L(filling: 1 / 5.4)) }

    /// Goldman–Hodgkin–Katz flux density per permeability, `z²·V·F²/RT·(…)` [C/L].
    struct DrivingForce {
        let exponential: L
        let scale: L

        @inline(__always)
        init(_ vfrt: L, charge: Double) {
            let w = L(filling: charge) * vfrt
            exponential = L.exp(w)
            scale = L(filling: charge * 96485) * goldmanFactor(w, exponential: exponential)
        }

        @inline(__always)
        func flux(inside: L, outside: L) -> L { scale * (inside * exponential - outside) }
    }
}
