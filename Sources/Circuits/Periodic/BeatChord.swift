/// Where a beat leads near a periodic one: from the change of the volumes over a beat to their distance
/// from the periodic volumes, with the same blood.
///
/// ```
/// V* − V ≈ (1 − ∂V⁺/∂V)⁻¹·(V⁺ − V),        V⁺: the volumes a beat later
/// ```
///
/// Exact derivatives taken at one point serve its neighbours as the chord of a Newton method, which then
/// needs a handful of beats instead of dozens.
public struct BeatChord: Sendable {
    /// Number of compartments.
    let count: Int
    /// The inverse, row by row.
    let inverse: [Double]
}
