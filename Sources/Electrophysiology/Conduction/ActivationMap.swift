/// When each vertex of the ventricles is activated.
public struct ActivationMap: Sendable, Equatable {
    /// Identifier of the protocol that was computed.
    public var protocolIdentifier: String
    /// Arrival at each vertex of the mesh [ms], on the clock of the protocol.
    public var times: [Double]
    /// Vertices of the left ventricle and the septum, ascending.
    public var leftVertices: [Int32]
    /// Arrival at each node of the left, then of the right Purkinje tree [ms]; infinite where nothing
    /// arrives. Empty for branches without a tree.
    public var treeTimes: [BundleSide: [Double]]
    /// Share of the wall's volume that lesions burn [1].
    public var burntShare = 0.0

    /// First activation of the muscle, the onset of the QRS complex [ms].
    public var onset: Double { times.min() ?? .infinity }

    /// From the first to the last activation of the muscle [ms].
    public var total: Double { (times.max() ?? .infinity) - onset }

    /// From the first to the last activation within the left ventricle and the septum [ms].
    public var leftVentricularTotal: Double {
        var first = Double.infinity
        var last = -Double.infinity
        for vertex in leftVertices {
            first = min(first, times[Int(vertex)])
            last = max(last, times[Int(vertex)])
        }
        return last - first
    }

    /// Arrival at each vertex after the onset of the QRS complex [ms].
    public var timesFromOnset: [Double] {
        let onset = onset
        return times.map { $0 - onset }
    }

    /// Vertex that is activated last; the smallest number of equals.
    public var latestVertex: Int? {
        times.indices.max { times[$0] < times[$1] || (times[$0] == times[$1] && $0 > $1) }
    }
}
