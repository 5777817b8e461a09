import Numerics

/// One evaluation of ``ToRORdDynCl``: state, parameters and the quantities several currents share.
struct ToRORdContext<L: RealLanes> {
    let state: UnsafePointer<L>
    let parameters: UnsafePointer<L>
    /// Transmembrane voltage [mV].
    let v: L
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
    /// Activity coefficients outside the cell and in the cytosol.
    let outside: ToRORdActivity<L>
    let inside: ToRORdActivity<L>

    /// R·T/F at 310 K [mV]; R = 8314 J/(kmol·K), F = 96485 C/mol as in the source.
    static var rtf: Double { 8314.0 * 310.0 / 96485.0 }
    /// Faraday constant [C/mol].
    static var faraday: Double { 96485.0 }

    @inline(__always)
    init(_ state: UnsafePointer<L>, _ parameters: UnsafePointer<L>) {
        self.state = state
        self.parameters = parameters
        v = state[ToRORdState.v]
        let rtf = L(filling: Self.rtf)
        vfrt = v * L(filling: 1 / Self.rtf)
        eNa = rtf * L.log(parameters[ToRORdParameter.nao] / state[ToRORdState.nai])
        eK = rtf * L.log(parameters[ToRORdParameter.ko] / state[ToRORdState.ki])
        // CaMKII (ORd): CaMKo = 0.05, KmCaM = 0.0015 mM, KmCaMK = 0.15.
        let trapped = state[ToRORdState.camkt]
        let cass = state[ToRORdState.cass]
        camkBound = 0.05 * (1 - trapped) * cass / (cass + 0.0015)
        camkActive = camkBound + trapped
        phosphorylated = camkActive / (camkActive + 0.15)
        outside = ToRORdActivity(
            sodium: parameters[ToRORdParameter.nao], potassium: parameters[ToRORdParameter.ko],
            chloride: parameters[ToRORdParameter.clo], calcium: parameters[ToRORdParameter.cao])
        inside = ToRORdActivity(
            sodium: state[ToRORdState.nai], potassium: state[ToRORdState.ki],
            chloride: state[ToRORdState.cli], calcium: state[ToRORdState.cai])
    }

    /// One state.
    @inline(__always)
    subscript(index: Int) -> L { state[index] }

    /// One parameter.
    @inline(__always)
    func parameter(_ index: Int) -> L { parameters[index] }

    /// exp((V − half)/slope).
    @inline(__always)
    func exponential(_ half: Double, _ slope: Double) -> L {
        L.exp((v - L(filling: half)) * L(filling: 1 / slope))
    }

    /// Boltzmann function 1/(1 + exp((V − half)/slope)): falls with V for a positive slope.
    @inline(__always)
    func boltzmann(_ half: Double, _ slope: Double) -> L { 1 / (1 + exponential(half, slope)) }

    /// Mixes a current or flux of plain and phosphorylated channels.
    @inline(__always)
    func mix(_ plain: L, _ modified: L) -> L { plain + phosphorylated * (modified - plain) }
}
