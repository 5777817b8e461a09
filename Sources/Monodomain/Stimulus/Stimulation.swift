/// The stimuli of a computation, resolved to nodes.
final class Stimulation {
    private let items: [(pulses: PulseTrain, currents: [(node: Int, current: Double)])]
    /// Shares that are loaded.
    private var loaded: [Double]

    init(_ stimuli: [Stimulus], _ matrices: TissueMatrices) throws(MonodomainError) {
        var items: [(PulseTrain, [(node: Int, current: Double)])] = []
        for stimulus in stimuli { items.append((stimulus.pulses, try stimulus.currents(matrices))) }
        self.items = items
        loaded = [Double](repeating: 0, count: items.count)
    }

    /// Makes the next load write everything.
    func forget() { loaded = loaded.map { _ in .nan } }

    /// Writes the mean current from `begin` to `end` [ms] of every node; zero elsewhere.
    func load(into target: any MonodomainWave, from begin: Double, to end: Double) {
        let shares = items.map { $0.pulses.share(from: begin, to: end) }
        guard shares != loaded else { return }
        loaded = shares
        for item in items {
            for (node, _) in item.currents { target.clearStimulus(node) }
        }
        for (item, share) in zip(items, shares) where share != 0 {
            for (node, current) in item.currents {
                target.addStimulus(node, share * current)
            }
        }
    }
}
