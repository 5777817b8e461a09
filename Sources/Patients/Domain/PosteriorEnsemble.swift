public import Quantities

/// Equally likely values of several parameters: what a calibration leaves undecided.
///
/// Each sample is one set of parameters that explains the measurements; their spread and correlation
/// are the uncertainty of the fit. A parameter that is not named has the same value in every sample:
/// that of ``Patient/parameters`` or its card's default.
public struct PosteriorEnsemble: Sendable, Equatable {
    /// Identifiers that ``method`` may have: a normal distribution around the best fit, and
    /// sequential Monte Carlo.
    public static let methods = ["laplace", "smc"]

    /// Names of the parameters as `module.name`, each once.
    public var names: [String]
    /// Unit of each parameter; of the dimension of its card.
    public var units: [Unit]
    /// Values by sample, then by parameter in the order of ``names``, in ``units``.
    public var samples: [[Double]]
    /// How the samples were drawn: one of ``methods``.
    public var method: String
    /// The calibration that gave them.
    public var provenance: String?

    /// Collects samples.
    ///
    /// - Parameters:
    ///   - names: The parameters.
    ///   - units: As many as names.
    ///   - samples: At least two, each as long as names.
    ///   - method: One of ``methods``.
    ///   - provenance: The calibration that gave them.
    public init(
        names: [String], units: [Unit], samples: [[Double]], method: String,
        provenance: String? = nil
    ) {
        self.names = names
        self.units = units
        self.samples = samples
        self.method = method
        self.provenance = provenance
    }
}
