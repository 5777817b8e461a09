import Ionics

/// The electrical beat at the nodes of the mechanics mesh.
public struct NodalBeat: Sendable {
    /// Activation after the onset of the QRS [ms].
    public let activation: [Double]
    /// Which cell of ``ElectricalBeat/cells`` each node follows.
    public let cells: [UInt8]

    /// Transmembrane potential of every node at a time after QRS onset [mV].
    public func voltage(at time: Double, electrics: ElectricalBeat) -> [Double] {
        let templates = electrics.cells.map(\.template)
        return activation.indices.map {
            templates[Int(cells[$0])].voltage(at: time - activation[$0])
        }
    }
}
