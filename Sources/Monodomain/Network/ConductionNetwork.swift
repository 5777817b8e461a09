public import Numerics

/// Purkinje fibres that start the muscle at their terminals and are started by it.
///
/// Fibres conduct whole action potentials: an activated node activates its neighbours after
/// length / velocity unless they are refractory. A terminal drives the muscle around it by a current
/// after a delay (antegrade), nodes that have fired excepted; muscle that fires around a terminal activates it after another
/// (retrograde), so that a paced beat enters the network at the nearest junctions and leaves it elsewhere. A
/// terminal that has just driven its muscle is refractory when the muscle answers.
///
/// What it leaves out: the load of the muscle on the fibres (a terminal never fails to start muscle that can be
/// excited) and restitution of the fibres' velocity.
///
/// A blocked bundle branch is a branch without stimuli, or an edge that is left out.
///
/// Source of the delay: Choi, Ziv, Salama, *Front. Cardiovasc. Med.* 10 (2023) 1158480,
/// doi:10.3389/fcvm.2023.1158480 (rabbit, optical mapping: 3.4 ± 0.8 ms at directly triggering junctions, which are
/// the fastest); retrograde conduction is taken to be as slow. Velocity: ten Tusscher, Panfilov, *Prog. Biophys. Mol. Biol.* 96 (2008) 152–170,
/// doi:10.1016/j.pbiomolbio.2007.07.026 (measured 2 to 4 m/s).
public struct ConductionNetwork: Sendable, Equatable {
    /// A start of the network from outside: the bundle of His, or a lead in it.
    public struct Stimulus: Sendable, Equatable {
        /// Node of the network.
        public var node: Int
        /// When [ms].
        public var times: [Double]

        /// Starts a node at given times [ms].
        public init(node: Int, times: [Double]) {
            self.node = node
            self.times = times
        }
    }

    /// Nodes [mm].
    public var nodes: [Vec3]
    /// Pairs of node numbers.
    public var edges: [SIMD2<Int32>]
    /// Nodes that couple to the muscle.
    public var terminals: [Int32]
    /// Starts from outside.
    public var stimuli: [Stimulus]
    /// Conduction velocity [mm/ms].
    public var velocity: Double
    /// Time after an activation in which a node does not take another [ms].
    public var refractoryPeriod: Double
    /// Muscle nodes within this distance of a terminal are driven by it [mm].
    public var reach: Double
    /// From a terminal to its muscle [ms].
    public var antegradeDelay: Double
    /// From the muscle to a terminal [ms]; nil where the muscle cannot enter the network.
    public var retrogradeDelay: Double?
    /// Current into the muscle nodes of a junction [µA/µF] and its duration [ms].
    public var current: Double
    public var duration: Double

    /// Describes a network.
    ///
    /// - `refractoryPeriod`: 250 ms, `reach`: 1 mm, `current` and `duration`: assumed.
    public init(
        nodes: [Vec3], edges: [SIMD2<Int32>], terminals: [Int32], stimuli: [Stimulus],
        velocity: Double = 3, refractoryPeriod: Double = 250, reach: Double = 1,
        antegradeDelay: Double = 3.4, retrogradeDelay: Double? = 3.4, current: Double = 100,
        duration: Double = 2
    ) {
        self.nodes = nodes
        self.edges = edges
        self.terminals = terminals
        self.stimuli = stimuli
        self.velocity = velocity
        self.refractoryPeriod = refractoryPeriod
        self.reach = reach
        self.antegradeDelay = antegradeDelay
        self.retrogradeDelay = retrogradeDelay
        self.current = current
        self.duration = duration
    }

    func validate() throws(MonodomainError) {
        let numbers =
            edges.flatMap { [Int($0.x), Int($0.y)] } + terminals.map { Int($0) }
            + stimuli.map(\.node)
        for node in numbers where !nodes.indices.contains(node) {
            throw .unknownIndex(name: "node of the network", index: node, known: nodes.count)
        }
        for (quantity, value, unit) in [
            ("the velocity", velocity, "mm/ms"), ("the refractory period", refractoryPeriod, "ms"),
            ("the reach of a junction", reach, "mm"),
            ("the current of a junction", current, "uA/uF"),
            ("the duration of its current", duration, "ms"),
        ] where !(value > 0 && value.isFinite) {
            throw .notPositive(
                quantity: quantity, value: value, unit: unit, place: "the conduction network")
        }
        let times = stimuli.flatMap(\.times) + [antegradeDelay, retrogradeDelay ?? 0]
        for time in times where !(time >= 0 && time.isFinite) {
            throw .outOfRange(
                name: "a time or delay of the conduction network", value: time,
                allowed: "0 ms or more")
        }
    }

    /// The muscle nodes of a terminal.
    func muscle(of terminal: Int32, in points: [Vec3]) throws(MonodomainError) -> [Int] {
        let place = nodes[Int(terminal)]
        let distances = points.map { ($0 - place).norm }
        let inside = distances.indices.filter { distances[$0] <= reach }
        guard !inside.isEmpty else {
            throw .stimulusOutsideTissue(
                stimulus: "junction of network node \(terminal)",
                region: "ball of \(reach) mm around (\(place.x), \(place.y), \(place.z)) mm",
                distance: distances.min() ?? .infinity)
        }
        return inside
    }
}
