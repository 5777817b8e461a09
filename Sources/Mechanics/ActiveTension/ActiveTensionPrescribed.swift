public import Quantities

/// Tension given from outside: the calcium input, times a factor, is the tension.
///
/// ```
/// Ta = gain · Ca(t)
/// ```
///
/// No dependence on stretch, no state. For verification problems with a prescribed tension, and for
/// passive runs (zero input).
public struct ActiveTensionPrescribed: ActiveTensionModel {
    public static let card = ModelCard(
        identifier: "prescribed",
        summary: "Tension proportional to the input, independent of stretch",
        source: "definition",
        parameters: [
            ParameterCard(
                "gain", "tension per unit of input", unit: "kPa/uM", default: 1, range: 0...1000,
                source: "definition: an input of 1 is a tension of 1 kPa")
        ])

    public static let input = ActiveTensionInput.calcium

    private let gain: Double

    /// Makes the model.
    ///
    /// - `gain`: tension per unit of input [kPa/µM].
    public init(gain: Double) { self.gain = gain }

    public init(parameters given: [String: Double]) throws(ParameterError) {
        self.init(gain: try Self.card.values(given)[0])
    }

    /// Takes the input as the tension.
    public init() { self.init(gain: 1) }

    public var restingState: [Double] { [] }

    public func advance(_ batch: ActiveTensionBatch, dt: Double) {
        for i in 0..<batch.count {
            batch.tension[i] = gain * batch.calciumAfter[i]
            batch.tensionDerivative[i] = 0
        }
    }
}
