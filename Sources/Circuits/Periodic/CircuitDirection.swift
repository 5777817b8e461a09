/// A direction in which a circuit is varied: the rates of its parameters, of the blood in it and of the
/// length of its beat by one coordinate.
public struct CircuitDirection: Sendable {
    /// Rates of parameters by their place in the plan, internal units.
    public var parameters: [(slot: Int, rate: Double)]
    /// Rate of the blood volume [mm³].
    public var bloodVolume: Double
    /// Rate of the length of the beat [ms].
    public var cycle: Double

    /// Makes a direction.
    public init(
        parameters: [(slot: Int, rate: Double)] = [], bloodVolume: Double = 0, cycle: Double = 0
    ) {
        self.parameters = parameters
        self.bloodVolume = bloodVolume
        self.cycle = cycle
    }
}

/// A number read from a beat.
public protocol CircuitOutput: Sendable {
    /// The branch whose pulse must be kept, where the number is read from one.
    var pulseBranch: Int? { get }
    /// The compartment whose volume must be kept, where the number is read from its curve.
    var volumeRoom: Int? { get }
    /// The number, in internal units.
    func value<Real: CircuitReal>(_ beat: CircuitBeat<Real>) -> Real
}

extension CircuitOutput {
    public var pulseBranch: Int? { nil }
    public var volumeRoom: Int? { nil }
}
