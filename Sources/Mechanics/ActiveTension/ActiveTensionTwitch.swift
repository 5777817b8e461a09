import Numerics
public import Quantities

/// Tension as a fixed twitch after activation, with a length-dependent height and rise.
///
/// ```
/// Ta = Tpeak·φ(λ)·tanh²(s/τc)·tanh²((tdur − s)/τr)     for 0 < s < tdur, else 0
/// φ  = max(0, tanh(ld·(λ − λ0))),   τc = τc0 + ldup·(1 − φ),   s = t − delay
/// ```
///
/// The `calcium` input of the batch is read as the time since local activation t [ms], negative
/// before it. No state and no stretch-rate dependence: cheap, and a fallback where calcium is not
/// known. λ: fibre stretch [1].
///
/// Source: Niederer et al., *Cardiovasc. Res.* 89 (2011) 336–343, doi:10.1093/cvr/cvq318 (law);
/// default values of the law in the public CardioMechanics code (KIT).
public struct ActiveTensionTwitch: ActiveTensionModel {
    private static let source =
        "law: Niederer et al. 2011, doi:10.1093/cvr/cvq318; value: CardioMechanics (KIT), public code"

    public static let card = ModelCard(
        identifier: "tanh-twitch",
        summary: "Fixed twitch after local activation with length-dependent height and rise",
        source: "Niederer et al., Cardiovasc. Res. 89 (2011) 336-343, doi:10.1093/cvr/cvq318",
        parameters: [
            ParameterCard(
                "peakTension", "Tension at saturated length and activation (Tpeak)", unit: "kPa",
                default: 120, range: 0...1000, source: source),
            ParameterCard(
                "duration", "Duration of the twitch (tdur)", unit: "ms", default: 300,
                range: 50...1000, source: source),
            ParameterCard(
                "riseTime", "Time constant of contraction at saturated length (τc0)", unit: "ms",
                default: 100, range: 5...500, source: source),
            ParameterCard(
                "decayTime", "Time constant of relaxation (τr)", unit: "ms", default: 100,
                range: 5...500, source: source),
            ParameterCard(
                "delay", "Delay from activation to the onset of tension", unit: "ms", default: 15,
                range: 0...100, source: source),
            ParameterCard(
                "leastStretch", "Stretch without tension (λ0)", unit: "1", default: 0.7,
                range: 0.3...0.95, source: source),
            ParameterCard(
                "lengthTension", "Steepness of tension by length (ld)", unit: "1", default: 5,
                range: 0.1...20, source: source),
            ParameterCard(
                "lengthRise", "Slowing of the rise by shortness (ldup)", unit: "ms", default: 500,
                range: 0...2000, source: source),
        ])

    public static let input = ActiveTensionInput.timeSinceActivation

    /// Values of the parameters in card order.
    public let parameters: [Double]

    /// Makes a model with the given parameter values; the others keep their defaults.
    ///
    /// - Throws: ``ParameterError`` for an unknown name or a value outside its range.
    public init(parameters given: [String: Double]) throws(ParameterError) {
        parameters = try Self.card.values(given)
    }

    /// The law with its default values.
    public init() { parameters = Self.card.parameters.map(\.defaultValue) }

    /// No state.
    public var restingState: [Double] { [] }

    public func advance(_ batch: ActiveTensionBatch, dt: Double) {
        let twitch = Twitch(
            peak: parameters[0], duration: parameters[1], rise: parameters[2],
            decay: parameters[3], delay: parameters[4], leastStretch: parameters[5],
            lengthTension: parameters[6], lengthRise: parameters[7])
        for i in 0..<batch.count {
            let (tension, slope) = twitch.tension(
                time: batch.calciumAfter[i], stretch: batch.stretchAfter[i])
            batch.tension[i] = tension
            batch.tensionDerivative[i] = slope
        }
    }

    /// The law at one point.
    private struct Twitch {
        let peak: Double
        let duration: Double
        let rise: Double
        let decay: Double
        let delay: Double
        let leastStretch: Double
        let lengthTension: Double
        let lengthRise: Double

        /// Tension and its derivative by stretch [kPa].
        func tension(time: Double, stretch: Double) -> (Double, Double) {
            let s = time - delay
            guard s > 0, s < duration, stretch > leastStretch else { return (0, 0) }
            let phi = tanh(lengthTension * (stretch - leastStretch))
            let phiSlope = lengthTension * (1 - phi * phi)
            let tau = rise + lengthRise * (1 - phi)
            let up = tanh(s / tau)
            let down = tanh((duration - s) / decay)
            let scale = peak * down * down
            // d(s/τ)/dλ = s/τ²·ldup·φ'
            let upSlope = (1 - up * up) * s / (tau * tau) * lengthRise * phiSlope
            return (scale * phi * up * up, scale * (phiSlope * up + 2 * phi * upSlope) * up)
        }

        /// Hyperbolic tangent for x ≥ 0.
        private func tanh(_ x: Double) -> Double {
            let e = Double.exp(-2 * x)
            return (1 - e) / (1 + e)
        }
    }
}
