/// What is done to a closed loop, or has happened to it, beyond changes of its parameters.
public struct CircuitTherapy: Sendable, Equatable {
    /// Devices connected to it.
    public var devices: [CircuitDevice]
    /// What happens to its nervous control.
    public var nerves: NerveAction

    /// Makes a therapy; none unless given.
    public init(devices: [CircuitDevice] = [], nerves: NerveAction = .none) {
        self.devices = devices
        self.nerves = nerves
    }

    /// Nothing.
    public static let none = CircuitTherapy()
}
