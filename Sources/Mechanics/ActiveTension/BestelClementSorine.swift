import Numerics
public import Quantities

/// Tension that builds up and decays under a prescribed activation, after Bestel, Clément and Sorine.
///
/// ```
/// dτ/dt = −|a| τ + σ0 max(a, 0)
/// a     = amax f + amin (1 − f)
/// f     = S⁺(t − tsys) S⁻(t − tdias),   S^±(x) = (1 ± tanh(x/γ))/2
/// ```
///
/// The `calcium` input of the batch is read as time t [ms]. One state τ [kPa], which is the tension.
/// No dependence on stretch: the filament's own shortening rate, which the paper adds to |a|, is left
/// out, as in the elastodynamics benchmark that gives the default values.
///
/// Each step is divided into parts no longer than ``longestPart``; in each, a is taken in its middle
/// and the equation, then linear, is solved exactly: second order, and stable for any rate.
///
/// Source: Bestel, Clément, Sorine, *MICCAI 2001*, LNCS 2208, 1159–1161, doi:10.1007/3-540-45468-3_143;
/// in this form Aróstica et al., *Comput. Methods Appl. Mech. Eng.* 435 (2025) 117485,
/// doi:10.1016/j.cma.2024.117485.
public struct BestelClementSorine: ActiveTensionModel {
    private static let source = "Arostica 2025, doi:10.1016/j.cma.2024.117485, monoventricular case"

    public static let card = ModelCard(
        identifier: "bestel-clement-sorine",
        summary: "Build-up and decay of tension under a prescribed activation",
        source: "Bestel, Clement, Sorine 2001, doi:10.1007/3-540-45468-3_143; "
            + "Arostica et al. 2025, doi:10.1016/j.cma.2024.117485",
        states: ["tension"],
        parameters: [
            ParameterCard(
                "peakStress", "stress that lasting activation tends to (σ0)", unit: "kPa",
                default: 150, range: 0...1000, source: source),
            ParameterCard(
                "systoleOnset", "time at which activation rises (tsys)", unit: "ms", default: 160,
                range: 0...10_000, source: source),
            ParameterCard(
                "diastoleOnset", "time at which activation falls (tdias)", unit: "ms", default: 484,
                range: 0...10_000, source: source),
            ParameterCard(
                "steepness", "time scale of the rise and fall (γ)", unit: "ms", default: 5,
                range: 0.1...500, source: source),
            ParameterCard(
                "contractionRate", "rate while activated (amax)", unit: "1/ms", default: 0.005,
                range: 0...1, source: source),
            ParameterCard(
                "relaxationRate", "rate at rest, negative (amin)", unit: "1/ms", default: -0.03,
                range: -1...0, source: source),
        ])

    /// Longest part of a step [ms]: a tenth of the default time scale γ.
    static let longestPart = 0.5

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

    public var restingState: [Double] { [0] }

    /// The activation a at a time [1/ms].
    public func activation(at time: Double) -> Double {
        let steepness = parameters[3]
        let rise = Self.switchOn((time - parameters[1]) / steepness)
        let fall = Self.switchOn((parameters[2] - time) / steepness)
        let f = rise * fall
        return parameters[4] * f + parameters[5] * (1 - f)
    }

    public func advance(_ batch: ActiveTensionBatch, dt: Double) {
        let parts = max(1, (dt / Self.longestPart).rounded(.up))
        let h = dt / parts
        for i in 0..<batch.count {
            var tension = batch.stateBefore[i]
            let start = batch.calciumBefore[i]
            let pace = (batch.calciumAfter[i] - start) / dt
            for part in 0..<Int(parts) {
                let a = activation(at: start + pace * (Double(part) + 0.5) * h)
                let decay = Double.exp(-abs(a) * h)
                let limit = a > 0 ? parameters[0] : 0
                tension = limit + (tension - limit) * decay
            }
            batch.stateAfter[i] = tension
            batch.tension[i] = tension
            batch.tensionDerivative[i] = 0
        }
    }

    /// S⁺: from 0 to 1 around x = 0.
    private static func switchOn(_ x: Double) -> Double { 1 / (1 + Double.exp(-2 * x)) }
}
