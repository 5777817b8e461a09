/// What is done to a closed loop, or has happened to it, beyond changes of its parameters.
public struct CircuitTherapy: Sendable, Equatable {
    /// Devices connected to it.
    public var devices: [CircuitDevice]
    /// What happens to its nervous control.
    public var nerves: NerveAction

    /// Share of scar of the walls' patches, which only ventricles of walls have [1].
    public var scars: [WallPatch: Double]
    /// Stiffness of scar by that of muscle [1].
    public var scarStiffening: Double

    /// Makes a therapy; none unless given.
    public init(
        devices: [CircuitDevice] = [], nerves: NerveAction = .none,
        scars: [WallPatch: Double] = [:], scarStiffening: Double = 1
    ) {
        self.devices = devices
        self.nerves = nerves
        self.scars = scars
        self.scarStiffening = scarStiffening
    }

    /// Nothing.
    public static let none = CircuitTherapy()
}
