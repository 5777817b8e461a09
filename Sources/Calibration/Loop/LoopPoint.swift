public import Circuits
public import Numerics

/// The periodic beat of one set of factors, with exact derivatives.
public struct LoopPoint: Sendable {
    /// Logarithms of the factors.
    public let logarithms: [Double]
    /// Readings, in the units of the outputs.
    public let readings: [Double]
    /// ∂reading/∂logarithm, factor by factor.
    public let jacobian: [[Double]]
    /// The circuit at the onset of the beat.
    public let state: CircuitState<Double>
    /// ∂volume/∂logarithm at that moment, factor by factor [mm³].
    let volumes: [[Double]]
    let chord: BeatChord

    /// The volumes to expect at other factors, first order, at least a tenth of those here [mm³].
    package func volumes(at logarithms: [Double]) -> [Double] {
        state.volumes.indices.map { room in
            var volume = state.volumes[room]
            for k in logarithms.indices {
                volume += volumes[k][room] * (logarithms[k] - self.logarithms[k])
            }
            return max(volume, 0.1 * state.volumes[room])
        }
    }
}
