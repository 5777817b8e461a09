/// What the circulation answers when the ventricles offer their pressures at the end of a step.
public struct CavityResponse: Sendable {
    /// Cavity volumes at the end of the step [mm³], in the order of the pressures.
    public var volumes: [Double]
    /// ∂volume_i/∂pressure_j [mm³/kPa], row-major.
    public var derivative: [Double]

    /// Makes a response.
    public init(volumes: [Double], derivative: [Double]) {
        self.volumes = volumes
        self.derivative = derivative
    }
}

/// The implicit lumped circulation seen from the ventricles: pressures [kPa] in, volumes out.
public typealias CavityLaw = (_ pressures: [Double]) throws -> CavityResponse
