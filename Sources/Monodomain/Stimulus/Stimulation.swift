import Ionics

/// The stimuli of a computation, resolved to nodes.
final class Stimulation {
    private var items: [(pulses: PulseTrain, currents: [(node: Int, current: Double)])]
    /// The first item of a junction of the conduction network.
    private let junctions: Int
    /// Shares that are loaded.
    private var loaded: [Double]

    /// - Parameter junctions: muscle nodes of each junction, and the current they get [µA/µF] and for how
    ///   long [ms].
    init(
        _ stimuli: [Stimulus], _ matrices: TissueMatrices,
        junctions: (nodes: [[Int]], current: Double, duration: Double)?
    ) throws(MonodomainError) {
        var items: [(PulseTrain, [(node: Int, current: Double)])] = []
        for stimulus in stimuli { items.append((stimulus.pulses, try stimulus.currents(matrices))) }
        self.junctions = items.count
        if let junctions {
            for nodes in junctions.nodes {
                items.append(
                    (
                        PulseTrain(starts: [], duration: junctions.duration),
                        nodes.map { (node: $0, current: junctions.current) }
                    ))
            }
        }
        self.items = items
        loaded = [Double](repeating: 0, count: items.count)
    }

    /// Sets when the currents of the junctions begin [ms].
    func setPulses(_ pulses: [[Double]]) {
        for (junction, starts) in pulses.enumerated() {
            items[junctions + junction].pulses.starts = starts
        }
    }

    /// Makes the next load write everything.
    func forget() { loaded = loaded.map { _ in .nan } }

    /// Voltage above which muscle takes no current from a junction [mV].
    private static let fired = 0.0

    /// Writes the mean current from `begin` to `end` [ms] of every node; zero elsewhere.
    ///
    /// Junctions drive the nodes that have not fired yet.
    func load(into target: any MonodomainWave, from begin: Double, to end: Double) {
        let shares = items.map { $0.pulses.share(from: begin, to: end) }
        guard shares != loaded || shares[junctions...].contains(where: { $0 != 0 }) else { return }
        loaded = shares
        for item in items {
            for (node, _) in item.currents { target.clearStimulus(node) }
        }
        let voltage = target.model.voltageIndex
        for (number, item) in items.enumerated() where shares[number] != 0 {
            for (node, current) in item.currents
            where number < junctions || target.value(voltage, node: node) < Self.fired {
                target.addStimulus(node, shares[number] * current)
            }
        }
    }
}
