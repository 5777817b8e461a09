import Glibc
import Numerics

/// Interpolation between two frames whose directions are axes without sign.
///
/// Of the frame `a` and its three half turns about its own directions, which all stand for the same
/// fibre and sheet axes, the one nearest to `b` is interpolated spherically:
///
/// ```
/// q  = argmax |q·b|,  q ∈ {a, a·i, a·j, a·k}, with the sign that makes q·b positive
/// result = (sin((1 − t)·ω)·q + sin(t·ω)·b) / sin ω,   cos ω = q·b
/// ```
///
/// The half turns multiply from the right because they are about the frame's own directions. The
/// choice depends on the frames only, so equal axes give equal results whatever their signs. It jumps
/// where two candidates are equally near, which is when the axes differ by a quarter turn; nothing
/// continuous exists there.
///
/// Source: Bayer et al., *Ann. Biomed. Eng.* 40 (2012) 2243–2254, doi:10.1007/s10439-012-0593-5,
/// function bislerp of the appendix.
package func bislerp(_ a: Quaternion, _ b: Quaternion, _ t: Double) -> Quaternion {
    var nearest = a
    for candidate in a.halfTurns where abs(candidate.dot(b)) > abs(nearest.dot(b)) {
        nearest = candidate
    }
    let cosine = nearest.dot(b)
    if cosine < 0 { nearest = -1 * nearest }
    return slerp(nearest, b, t)
}

/// Spherical interpolation for a·b ≥ 0, exact at both ends and safe when the two coincide.
package func slerp(_ a: Quaternion, _ b: Quaternion, _ t: Double) -> Quaternion {
    // Below this distance the chord and the arc agree to rounding (relative difference ω²/24).
    let coincident = 1e-7
    let cosine = min(1, a.dot(b))
    let omega = acos(cosine)
    if omega < coincident { return ((1 - t) * a + t * b).normalized }
    let scale = 1 / sin(omega)
    return (scale * sin((1 - t) * omega) * a + scale * sin(t * omega) * b).normalized
}
