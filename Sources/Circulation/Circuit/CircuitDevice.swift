/// Something connected to a circuit: a pump, a shunt, a balloon.
///
/// It holds no blood of its own: compartments, and with them the blood of a heart, stay what they are.
public struct CircuitDevice: Sendable, Equatable {
    /// One phrase for people.
    public var summary: String
    /// Branches it adds.
    public var branches: [CircuitDescription.Branch]
    /// Spaces it adds.
    public var enclosures: [CircuitDescription.Enclosure]

    /// Makes a device.
    public init(
        _ summary: String, branches: [CircuitDescription.Branch] = [],
        enclosures: [CircuitDescription.Enclosure] = []
    ) {
        self.summary = summary
        self.branches = branches
        self.enclosures = enclosures
    }
}

extension CircuitDescription {
    /// The circuit with devices connected to it, in their order.
    public func connected(to devices: [CircuitDevice]) -> CircuitDescription {
        var circuit = self
        circuit.branches += devices.flatMap(\.branches)
        circuit.enclosures += devices.flatMap(\.enclosures)
        return circuit
    }
}
