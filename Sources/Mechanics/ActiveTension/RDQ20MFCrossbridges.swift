import Numerics

/// What crossbridges of ``RDQ20MF`` see of the regulatory units: sums over centres.
struct RDQ20MFCentres {
    /// Share below which a group of units counts as empty: its mean rates fall to zero with it [1].
    static let emptyGroup = 1e-30

    /// Share of permissive units [1], and of the others.
    var permissive: StretchDual
    var others: Double8
    /// Flows from permissive to others, and back [1/ms].
    var closing: Double8
    var opening: Double8
}

/// Crossbridges of eight points: the sums of their moments over both kinds of units, which carry the
/// tension, and the moments under permissive units.
struct RDQ20MFCrossbridges {
    var attached: StretchDual
    var distortion: StretchDual
    var permissiveAttached: Double8
    var permissiveDistortion: Double8

    /// One substep: the exact solution for the mean of the units before and after it.
    ///
    /// With Y the sum of P and N, the equations are triangular: `dY/dt = −r Y + …` and
    /// `dP/dt = −(r + κ) P + kNP Y + …`, κ = kPN + kNP. Flips do not change Y, and so not the tension.
    ///
    /// - `h`: substep [ms].
    /// - `v`: −dλ/dt [1/ms].
    @inline(__always)
    mutating func advance(
        _ rates: RDQ20MFRates, _ h: Double, before: RDQ20MFCentres, after: RDQ20MFCentres,
        velocity v: StretchDual
    ) {
        let share = 0.5 * (before.permissive + after.permissive)
        let r = rates.velocityDetachment * StretchDual.magnitude(v) + rates.detachment
        let decay = StretchDual.exp(-h * r)
        let source = rates.attachment * share
        let sourceDistortion = rates.attachmentDistortion * share
        let attachedEnd = source / r
        let distortionEnd = (sourceDistortion - v * attachedEnd) / r
        let attached = self.attached - attachedEnd
        let distortion = self.distortion - distortionEnd - h * (v * attached)
        self.attached = attachedEnd + decay * attached
        self.distortion = distortionEnd + decay * distortion

        let empty = Double8(filling: RDQ20MFCentres.emptyGroup)
        let permissive = Double8.larger(before.permissive.value + after.permissive.value, empty)
        let others = Double8.larger(before.others + after.others, empty)
        let closing = (before.closing + after.closing) / permissive
        let opening = (before.opening + after.opening) / others
        let flips = closing + opening
        let part = opening / Double8.larger(flips, empty)
        let mixing = Double8.exp(-(Double8(filling: h) * flips))
        let inverse = 1 / (r.value + flips)
        let end = (opening * attachedEnd.value + source.value) * inverse
        let flow = opening * distortionEnd.value - v.value * end
        let endDistortion = (flow + sourceDistortion.value) * inverse
        let first = permissiveAttached - end
        let shift = Double8(filling: h) * v.value * first
        let second = permissiveDistortion - endDistortion - shift
        let share0 = part * attached.value
        let share1 = part * distortion.value
        permissiveAttached = end + decay.value * (share0 + (first - share0) * mixing)
        permissiveDistortion =
            endDistortion + decay.value * (share1 + (second - share1) * mixing)
    }
}
