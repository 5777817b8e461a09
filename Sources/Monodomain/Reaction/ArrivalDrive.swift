/// Fronts that are given: when each node is activated, and the current that makes it so.
///
/// The reaction–eikonal model with diffusion (RE+): arrival times come from an eikonal equation, and a
/// foot current depolarises every node from its arrival until it fires,
///
/// ```
/// χ·(Cm·∂V/∂t + Cm·Iion) = ∇·(σ∇V) + χ·Cm·Ifoot
/// Ifoot = current   for T ≤ t < T + longest while V < threshold,   0 otherwise
/// ```
///
/// Elements then need not resolve the front; what follows it (plateau, repolarisation, gradients between
/// cells of different kinds) is the monodomain model's. Where the eikonal velocity is the tissue's own and
/// the elements resolve the front, both models agree.
///
/// Differs from the source: there the foot current grows exponentially, here it is constant and ends
/// when the node has fired.
///
/// Source: Neic et al., *J. Comput. Phys.* 346 (2017) 191–211, doi:10.1016/j.jcp.2017.06.020.
public struct ArrivalDrive: Sendable, Equatable {
    /// Arrival of the front at each node after the start of a beat [ms]; infinite where none arrives.
    public var arrivals: [Double]
    /// Starts of the beats [ms], ascending.
    public var beats: [Double]
    /// Foot current [µA/µF].
    public var current: Double
    /// Longest time for which the foot current lasts [ms], at most ``upstroke``.
    public var longest: Double
    /// Voltage at which a node has fired [mV].
    public var threshold: Double
    /// Time after an arrival in which membranes take shorter steps [ms]
    /// (``MonodomainSettings/upstrokeSteps``).
    public var upstroke: Double

    /// Describes fronts.
    ///
    /// - `current`: 100 µA/µF fires every ventricular cell of the registry within 1 ms, also beside
    ///   resting neighbours 1 mm away; assumed, as are the other defaults.
    public init(
        arrivals: [Double], beats: [Double] = [0], current: Double = 100, longest: Double = 5,
        threshold: Double = 0, upstroke: Double = 15
    ) {
        self.arrivals = arrivals
        self.beats = beats
        self.current = current
        self.longest = longest
        self.threshold = threshold
        self.upstroke = upstroke
    }

    func validate(nodes: Int) throws(MonodomainError) {
        guard arrivals.count == nodes else {
            throw .wrongCount(name: "arrival times", expected: nodes, found: arrivals.count)
        }
        for (node, time) in arrivals.enumerated() where !(time >= 0) {
            throw .outOfRange(
                name: "the arrival at node \(node)", value: time, allowed: "0 ms or later")
        }
        var last = -1.0
        for beat in beats {
            guard beat > last, beat >= 0, beat.isFinite else {
                throw .outOfRange(
                    name: "the start of a beat", value: beat,
                    allowed: "0 ms or later and after the beat before")
            }
            last = beat
        }
        for (name, value, unit) in [
            ("the foot current", current, "uA/uF"), ("its longest duration", longest, "ms"),
            ("the time of the upstroke", upstroke, "ms"),
        ] where !(value > 0 && value.isFinite) {
            throw .notPositive(quantity: name, value: value, unit: unit, place: "the arrivals")
        }
        // Membranes near an arrival are found by `upstroke`: a foot current beyond it would be cut off.
        guard longest <= upstroke else {
            throw .outOfRange(
                name: "the longest duration of the foot current", value: longest,
                allowed: "at most the time of the upstroke, \(upstroke) ms")
        }
        guard (-100...100).contains(threshold) else {
            throw .outOfRange(
                name: "the threshold of the foot current", value: threshold,
                allowed: "-100 to 100 mV")
        }
    }
}

/// Arrivals by blocks of nodes.
struct ArrivalBlocks: Sendable {
    private let drive: ArrivalDrive
    /// First and last arrival in each block [ms].
    private let first: [Double]
    private let last: [Double]
    private let nodes: Int
    private let lanes: Int

    init(_ drive: ArrivalDrive, lanes: Int) {
        self.drive = drive
        self.lanes = lanes
        nodes = drive.arrivals.count
        var (first, last): ([Double], [Double]) = ([], [])
        for start in stride(from: 0, to: nodes, by: lanes) {
            let times = drive.arrivals[start..<min(start + lanes, nodes)].filter(\.isFinite)
            first.append(times.min() ?? .infinity)
            last.append(times.max() ?? -.infinity)
        }
        (self.first, self.last) = (first, last)
    }

    /// Voltage above which a node that has not fired in a beat may do so at any moment [mV]; assumed.
    private static let footVoltage = -72.0

    /// Whether a node of a block is activated, or was not long ago, in an interval [ms]: by its arrival,
    /// or by diffusion before it.
    ///
    /// - `voltage`: of a lane of the block [mV]. `latest`: latest activation of every node [ms].
    func isNear(
        _ block: Int, from begin: Double, to end: Double, latest: UnsafePointer<Double>,
        voltage: (_ lane: Int) -> Double
    ) -> Bool {
        for beat in drive.beats
        where end > beat + first[block] && begin < beat + last[block] + drive.upstroke {
            return true
        }
        let beat = drive.beats.last { $0 <= begin } ?? -.infinity
        for lane in 0..<lanes {
            let fired = latest[lanes * block + lane]
            if fired >= 0 && fired > begin - drive.upstroke { return true }
            if fired < beat && voltage(lane) > Self.footVoltage { return true }
        }
        return false
    }

    /// Mean foot current of a node in an interval [µA/µF].
    func current(_ node: Int, voltage: Double, from begin: Double, to end: Double) -> Double {
        guard node < nodes, voltage < drive.threshold else { return 0 }
        let arrival = drive.arrivals[node]
        var on = 0.0
        for beat in drive.beats {
            let start = beat + arrival
            on += max(0, min(end, start + drive.longest) - max(begin, start))
        }
        return drive.current * on / (end - begin)
    }
}

extension MonodomainSolver {
    /// Nodes whose latest arrival did not fire them: scar, or tissue that was refractory.
    ///
    /// Empty without arrivals. O(nodes).
    public var nodesNotCaptured: [Int] {
        guard let drive = arrivals else { return [] }
        return drive.arrivals.indices.filter { node in
            let passed = drive.beats.last { $0 + drive.arrivals[node] + drive.longest < time }
            guard let passed else { return false }
            // Diffusion may fire a node before its arrival.
            return recorder.latest[node] < passed
        }
    }
}
