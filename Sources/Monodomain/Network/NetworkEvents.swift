import Numerics

/// A ``ConductionNetwork`` in time: which node is activated when.
final class NetworkEvents {
    private let network: ConductionNetwork
    /// Muscle nodes of each terminal.
    let muscle: [[Int]]
    private let neighbours: [[(node: Int, delay: Double)]]
    private let junctionOfNode: [Int: Int]
    private(set) var state: State

    struct Event: Sendable, Equatable {
        var time: Double
        var node: Int
    }

    /// Everything that changes.
    struct State: Sendable, Equatable {
        /// Activations to come, latest first.
        var pending: [Event] = []
        /// First and latest activation of each node [ms], −∞ where there was none.
        var first: [Double]
        var latest: [Double]
        /// Starts of the currents of each junction [ms].
        var pulses: [[Double]]
        /// Latest activation of each junction's muscle that is known [ms].
        var seen: [Double]
    }

    init(_ network: ConductionNetwork, points: [Vec3]) throws(MonodomainError) {
        try network.validate()
        self.network = network
        var muscle: [[Int]] = []
        for terminal in network.terminals {
            muscle.append(try network.muscle(of: terminal, in: points))
        }
        self.muscle = muscle
        var neighbours: [[(node: Int, delay: Double)]] = network.nodes.map { _ in [] }
        for edge in network.edges {
            let (a, b) = (Int(edge.x), Int(edge.y))
            let delay = (network.nodes[a] - network.nodes[b]).norm / network.velocity
            neighbours[a].append((b, delay))
            neighbours[b].append((a, delay))
        }
        self.neighbours = neighbours
        var junctions: [Int: Int] = [:]
        for (junction, node) in network.terminals.enumerated() { junctions[Int(node)] = junction }
        junctionOfNode = junctions
        let never = -Double.infinity
        state = State(
            first: network.nodes.map { _ in never }, latest: network.nodes.map { _ in never },
            pulses: network.terminals.map { _ in [] }, seen: network.terminals.map { _ in never })
        for stimulus in network.stimuli {
            for time in stimulus.times { add(Event(time: time, node: stimulus.node)) }
        }
    }

    /// Goes back to a state.
    func restore(_ state: State) { self.state = state }

    /// Activates everything that is due until `time` [ms].
    func advance(to time: Double) {
        while let event = state.pending.last, event.time <= time {
            state.pending.removeLast()
            guard event.time - state.latest[event.node] >= network.refractoryPeriod else {
                continue
            }
            state.latest[event.node] = event.time
            if state.first[event.node] < 0 { state.first[event.node] = event.time }
            for next in neighbours[event.node] {
                add(Event(time: event.time + next.delay, node: next.node))
            }
            if let junction = junctionOfNode[event.node] {
                state.pulses[junction].append(event.time + network.antegradeDelay)
            }
        }
    }

    /// Takes up muscle that has fired since the last call.
    func observe(_ latest: UnsafeMutablePointer<Double>) {
        guard let delay = network.retrogradeDelay else { return }
        for (junction, nodes) in muscle.enumerated() {
            let seen = state.seen[junction]
            var earliest = Double.infinity
            var newest = seen
            for node in nodes where latest[node] >= 0 && latest[node] > seen {
                earliest = min(earliest, latest[node])
                newest = max(newest, latest[node])
            }
            guard earliest.isFinite else { continue }
            state.seen[junction] = newest
            add(Event(time: earliest + delay, node: Int(network.terminals[junction])))
        }
    }

    /// Keeps the events in their order; of several at one time, that of the smallest node comes first.
    private func add(_ event: Event) {
        func isLater(_ a: Event, _ b: Event) -> Bool { (a.time, a.node) > (b.time, b.node) }
        var (low, high) = (0, state.pending.count)
        while low < high {
            let middle = (low + high) / 2
            if isLater(state.pending[middle], event) { low = middle + 1 } else { high = middle }
        }
        state.pending.insert(event, at: low)
    }
}

extension MonodomainSolver {
    /// First activation of every node of the conduction network [ms], nil where there was none.
    public var networkActivation: [Double?] {
        (network?.state.first ?? []).map { $0 < 0 ? nil : $0 }
    }

    /// Latest activation of every node of the conduction network [ms], nil where there was none.
    public var latestNetworkActivation: [Double?] {
        (network?.state.latest ?? []).map { $0 < 0 ? nil : $0 }
    }
}
